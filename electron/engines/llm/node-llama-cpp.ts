import type { Token } from 'node-llama-cpp'
import type { ChatMessage, EngineModel, FinishReason } from '../../contracts/workers.ts'
import type { LanguageModel, LanguageModelPart } from '../ports.ts'
import { alignContext, evaluateUntil } from './evaluation.ts'
import { fitMessages } from './fit-messages.ts'
import { llamaFailure } from './llama-failures.ts'
import { continuesReply } from './llama-prompt.ts'
import { loadLlama, type LoadedLlama } from './load-llama.ts'
import { answersPrompt, openReplyStream, type ReplyStream } from './reply-stream.ts'
import { createReplyText } from './reply-text.ts'
import { createSerialLock } from './serial-lock.ts'
import { lastWordAt } from './words-end.ts'

/**
 * A local language model in GGUF, run by llama.cpp.
 *
 * 1. There is one context sequence; whoever holds the lock may touch it.
 * 2. What is evaluated stays evaluated, also after an abort: the next prompt keeps every token that
 *    it has in common with it.
 * 3. The prompt and the reply together never exceed the context.
 * 4. At most one reply is begun ahead of its question; whoever takes the lock goes on with it or
 *    closes it before anything else is evaluated.
 */

/**
 * Tokens of the reply that a prewarm writes where what was said so far may be all of it. The first
 * comes with the evaluation of the person's last words. Ten questions, medians in ms, first token
 * after the transcript and first sound after the end of speech: with 1 token 66 and 511, with 2 41
 * and 476, with 4 68 and 607, because one that is under way when the words turn out to be others
 * takes 60 to finish.
 */
const AHEAD_TOKENS = 2
const MAY_BE_ALL = /[.?!…。？！]["'”’)」』]*\s*$/u

const mayBeAll = (messages: readonly ChatMessage[]): boolean => {
  const last = messages.at(-1)
  return last?.role === 'user' && MAY_BE_ALL.test(last.text)
}

const fitted = ({ sequence, prompt }: LoadedLlama, messages: readonly ChatMessage[]) =>
  fitMessages(messages, sequence.contextSize, (kept) => prompt.tokens(kept).length)

interface ReplyOptions {
  readonly maximumTokens: number
  /** The prompt ends in the beginning of the reply. */
  readonly continues: boolean
  readonly signal: AbortSignal
}

/** What the person is to hear of a reply, as it is written. */
async function* replyParts(
  { sequence, model }: LoadedLlama,
  stream: ReplyStream,
  { maximumTokens, continues, signal }: ReplyOptions,
): AsyncGenerator<LanguageModelPart, void> {
  const promptTokens = stream.prompt.length
  const room = Math.min(maximumTokens, sequence.contextSize - promptTokens)
  const text = createReplyText<Token>((tokens, before) => model.detokenize(tokens, false, before), {
    continues: continues ? stream.prompt : null,
  })
  let count = 0
  let reason: FinishReason = 'stop'
  while (!signal.aborted) {
    const token = await stream.token(count, 'reply')
    if (token === null || signal.aborted) break
    count += 1
    const delta = text.push(token)
    if (delta !== '') yield { type: 'delta', text: delta }
    if (text.stopped) break
    if (count >= room) {
      reason = 'length'
      break
    }
  }
  const last = signal.aborted ? '' : text.end()
  if (last !== '') yield { type: 'delta', text: last }
  const finishReason = signal.aborted ? 'cancelled' : reason
  yield { type: 'finish', finishReason, promptTokens, completionTokens: count }
}

/** Loads a model (`engine: 'llama'`, file key `model`). Throws a `CodedFailure`. */
export const openLlamaModel = async (engineModel: EngineModel): Promise<LanguageModel> => {
  const loaded = await loadLlama(engineModel)
  const { sequence, prompt } = loaded
  const lock = createSerialLock()
  let ahead: ReplyStream | null = null

  /** The reply begun to exactly this prompt, which is no longer ahead then; any other is closed. */
  const takeAhead = async (wanted: readonly Token[]): Promise<ReplyStream | null> => {
    const begun = ahead
    ahead = null
    if (begun === null || answersPrompt(begun, wanted)) return begun
    await begun.close()
    return null
  }

  /** Evaluates the prompt up to its end, with which the reply begins. */
  const readUp = async (
    messages: readonly ChatMessage[],
    wanted: readonly Token[],
    type: 'prewarm' | 'prompt',
    signal: AbortSignal,
  ): Promise<ReplyStream> => {
    const wordAt = lastWordAt(prompt, messages, wanted)
    const missing = await alignContext(sequence, wanted, wordAt ?? wanted.length)
    const keep = wordAt === null ? 1 : wanted.length - wordAt
    const rest = await evaluateUntil(loaded, missing, type, { keep, slice: true }, signal)
    // Nothing is read for nobody: one that is opened without a word evaluates when it is asked.
    const word = wordAt === null || signal.aborted ? null : wordAt - (wanted.length - rest.length)
    return openReplyStream(loaded, wanted, rest, word)
  }

  const warm = async (messages: readonly ChatMessage[], signal: AbortSignal): Promise<void> => {
    const kept = fitted(loaded, messages)
    const wanted = prompt.prefix(kept)
    ahead = await takeAhead(wanted)
    if (ahead === null) {
      if (!mayBeAll(messages)) {
        const missing = await alignContext(sequence, wanted, wanted.length)
        await evaluateUntil(loaded, missing, 'prewarm', { keep: 1, slice: false }, signal)
        return
      }
      // One that was aborted half-read is kept too, though it reads no words: to read it up anew cost
      // 0.15 s to the first sound (median of 15 questions 900 ms, so 751).
      ahead = await readUp(kept, wanted, 'prewarm', signal)
    }
    for (let position = 0; position < AHEAD_TOKENS && !signal.aborted; position += 1) {
      if ((await ahead.token(position, 'ahead')) === null) return
    }
  }

  const openReply = async (
    messages: readonly ChatMessage[],
    signal: AbortSignal,
  ): Promise<ReplyStream> => {
    const kept = fitted(loaded, messages)
    const wanted = prompt.tokens(kept)
    return (await takeAhead(wanted)) ?? readUp(kept, wanted, 'prompt', signal)
  }

  return {
    id: loaded.id,
    contextTokens: sequence.contextSize,
    gpu: loaded.llama.gpu === false ? null : loaded.llama.gpu,
    tokensPerSecond: loaded.tokensPerSecond,
    timedWhileBusy: loaded.timedWhileBusy,

    prewarm: async (messages, signal) => {
      const release = await lock()
      try {
        if (!signal.aborted) await warm(messages, signal)
      } catch (error) {
        // Where it failed, nothing can be read from it any more.
        ahead = null
        throw llamaFailure(error)
      } finally {
        release()
      }
    },

    generate: async function* (messages, { maximumTokens, signal }) {
      const release = await lock()
      try {
        const stream = await openReply(messages, signal)
        try {
          const { completeness } = stream
          if (completeness !== null) yield { type: 'completeness', probability: completeness }
          const continues = continuesReply(messages)
          yield* replyParts(loaded, stream, { maximumTokens, continues, signal })
        } finally {
          await stream.close()
        }
      } catch (error) {
        throw llamaFailure(error)
      } finally {
        release()
      }
    },

    dispose: async () => {
      const release = await lock()
      try {
        await takeAhead([])
        await loaded.model.dispose()
        await loaded.llama.dispose()
      } finally {
        release()
      }
    },
  }
}
