import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import type { EngineOptions } from '../../contracts/models.ts'
import type { ChatMessage, EngineModel, FinishReason } from '../../contracts/workers.ts'
import type { LanguageModel, LanguageModelPart } from '../ports.ts'
import { fitMessages } from './fit-messages.ts'
import { llamaFailure } from './llama-failures.ts'
import { loadLlama, type LoadedLlama } from './load-llama.ts'
import { planReuse } from './prefix-reuse.ts'
import { createReplyText } from './reply-text.ts'
import { createSerialLock } from './serial-lock.ts'
import type { LlamaWork } from './thread-governor.ts'

/**
 * A local language model in GGUF, run by llama.cpp.
 *
 * 1. There is one context sequence; whoever holds the lock may touch it.
 * 2. What is evaluated stays evaluated, also after an abort: the next prompt keeps every token that
 *    it has in common with it.
 * 3. The prompt and the reply together never exceed the context.
 */

/**
 * Greedy small models fall into loops ("1/4 cup of sugar, 1/4 cup of butter, ..." until the reply is
 * full). A penalty on words that were used before spoils facts (the moon came to 69,031 miles);
 * this one falls only on sequences of more than four tokens said again within the last sentences.
 */
const DRY = { strength: 0.8, allowedLength: 4, lastTokens: 64, sequenceBreakers: [] }
/** A model that repeats itself is told so within the last sentences, not the whole talk. */
const REPEAT_PENALTY_TOKENS = 64

/** Keeps what the evaluated context shares with `wanted`; returns what is still to be evaluated. */
const alignContext = async (
  sequence: LlamaContextSequence,
  wanted: readonly Token[],
): Promise<readonly Token[]> => {
  const evaluated = sequence.contextTokens
  const { kept, removed, moved } = planReuse(evaluated, wanted)
  const ranges = [
    { start: kept, end: kept + removed },
    { start: kept + removed + moved, end: evaluated.length },
  ].filter(({ start, end }) => end > start)
  if (ranges.length > 0) await sequence.eraseContextTokenRanges(ranges)
  // Where the library could not keep it, it says so by where it would go on.
  return wanted.slice(sequence.nextTokenIndex)
}

const fitted = ({ sequence, prompt }: LoadedLlama, messages: readonly ChatMessage[]) =>
  fitMessages(messages, sequence.contextSize, (kept) => prompt.tokens(kept).length)

/** Runs one evaluation on as many threads as do it good now. */
const governed = async <Result>(
  { llama, governor }: LoadedLlama,
  work: LlamaWork,
  tokens: number,
  evaluate: () => Promise<Result>,
): Promise<Result> => {
  const startMs = performance.now()
  const threads = governor.threads(work, startMs)
  llama.maxThreads = threads
  const result = await evaluate()
  const endMs = performance.now()
  governor.observe(threads, tokens, endMs - startMs, endMs)
  return result
}

const evaluateSlices = async (
  loaded: LoadedLlama,
  tokens: readonly Token[],
  work: 'prewarm' | 'prompt',
  signal: AbortSignal,
): Promise<void> => {
  const { sequence, governor } = loaded
  let start = 0
  while (start < tokens.length && !signal.aborted) {
    const end = start + governor.sliceTokens({ type: work }, performance.now())
    const slice = tokens.slice(start, end)
    await governed(loaded, { type: work }, slice.length, () =>
      sequence.evaluateWithoutGeneratingNewTokens(slice),
    )
    start = end
  }
}

const samplingOf = ({ temperature, topP, topK, minP, repeatPenalty }: EngineOptions) => ({
  temperature: temperature ?? 0,
  ...(topP === undefined ? {} : { topP }),
  ...(topK === undefined ? {} : { topK }),
  ...(minP === undefined ? {} : { minP }),
  repeatPenalty,
})

async function* generateTokens(
  loaded: LoadedLlama,
  rest: readonly Token[],
  signal: AbortSignal,
): AsyncGenerator<Token, void> {
  const { sequence, options, tokenBias } = loaded
  await evaluateSlices(loaded, rest.slice(0, -1), 'prompt', signal)
  if (signal.aborted) return
  const { repeatPenalty, ...sampling } = samplingOf(options)
  const written: Token[] = []
  const evaluation = sequence.evaluate(rest.slice(-1), {
    ...sampling,
    tokenBias,
    dryRepeatPenalty: DRY,
    ...(repeatPenalty === undefined
      ? {}
      : {
          repeatPenalty: {
            penalty: repeatPenalty,
            punishTokens: () => written.slice(-REPEAT_PENALTY_TOKENS),
            maxPunishTokens: REPEAT_PENALTY_TOKENS,
          },
        }),
  })
  try {
    while (!signal.aborted) {
      const work: LlamaWork = { type: 'reply', position: written.length }
      const next = await governed(loaded, work, 1, () => evaluation.next())
      if (next.done === true || signal.aborted) return
      written.push(next.value)
      yield next.value
    }
  } finally {
    await evaluation.return()
  }
}

async function* generateParts(
  loaded: LoadedLlama,
  messages: readonly ChatMessage[],
  maximumTokens: number,
  signal: AbortSignal,
): AsyncGenerator<LanguageModelPart, void> {
  const { sequence, prompt, model } = loaded
  const wanted = prompt.tokens(fitted(loaded, messages))
  const room = Math.min(maximumTokens, sequence.contextSize - wanted.length)
  const text = createReplyText<Token>((tokens, before) => model.detokenize(tokens, false, before))
  const finish = (finishReason: FinishReason, completionTokens: number): LanguageModelPart => ({
    type: 'finish',
    finishReason: signal.aborted ? 'cancelled' : finishReason,
    promptTokens: wanted.length,
    completionTokens,
  })
  let count = 0
  let reason: FinishReason = 'stop'
  const rest = await alignContext(sequence, wanted)
  for await (const token of generateTokens(loaded, rest, signal)) {
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
  yield finish(reason, count)
}

/** Loads a model (`engine: 'llama'`, file key `model`). Throws a `CodedFailure`. */
export const openLlamaModel = async (engineModel: EngineModel): Promise<LanguageModel> => {
  const loaded = await loadLlama(engineModel)
  const lock = createSerialLock()

  return {
    id: loaded.id,
    contextTokens: loaded.sequence.contextSize,

    prewarm: async (messages, signal) => {
      const release = await lock()
      try {
        if (signal.aborted) return
        const { sequence, prompt } = loaded
        const fitting = fitMessages(
          messages,
          sequence.contextSize,
          (kept) => prompt.tokens(kept).length,
        )
        const wanted = prompt.prefix(fitting)
        const rest = await alignContext(sequence, wanted)
        await evaluateSlices(loaded, rest.slice(0, -1), 'prewarm', signal)
      } catch (error) {
        throw llamaFailure(error)
      } finally {
        release()
      }
    },

    generate: async function* (messages, { maximumTokens, signal }) {
      const release = await lock()
      try {
        yield* generateParts(loaded, messages, maximumTokens, signal)
      } catch (error) {
        throw llamaFailure(error)
      } finally {
        release()
      }
    },

    dispose: async () => {
      const release = await lock()
      try {
        await loaded.model.dispose()
        await loaded.llama.dispose()
      } finally {
        release()
      }
    },
  }
}
