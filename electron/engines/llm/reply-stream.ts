import type { Token } from 'node-llama-cpp'
import { governed, sampleTokens } from './evaluation.ts'
import type { LoadedLlama } from './load-llama.ts'
import type { LlamaWork } from './thread-governor.ts'
import { readWordsEnd } from './words-end.ts'

/**
 * A reply that is written as its tokens are asked for.
 *
 * 1. A token is written once: what was written ahead of the question is read again by the reply.
 * 2. Nothing else touches the sequence while it is open.
 */
export interface ReplyStream {
  /** The prompt that it answers. */
  readonly prompt: readonly Token[]
  /** How likely the person's words were all, 0 to 1; null where that was not read. */
  readonly completeness: number | null
  /** The reply's token at this place; null where the reply is over. Places are asked for in order. */
  token(position: number, type: 'ahead' | 'reply'): Promise<Token | null>
  close(): Promise<void>
}

/**
 * `rest`: the end of the prompt that is not evaluated yet, at least one token. Where the last word of
 * the person's is among it, at `wordAt`, it is read off whether their words were all.
 */
export const openReplyStream = async (
  loaded: LoadedLlama,
  prompt: readonly Token[],
  rest: readonly Token[],
  wordAt: number | null,
): Promise<ReplyStream> => {
  if (wordAt === null) return streamOf(loaded, prompt, rest, { completeness: null, written: [] })
  const { probability, first } = await readWordsEnd(loaded, rest, wordAt)
  const isOver = first === null || loaded.model.isEogToken(first)
  return streamOf(loaded, prompt, isOver ? [] : [first], {
    completeness: probability,
    written: isOver ? [] : [first],
  })
}

/** `rest`: what is evaluated next; nothing where the reply is over. */
const streamOf = (
  loaded: LoadedLlama,
  prompt: readonly Token[],
  rest: readonly Token[],
  begun: { readonly completeness: number | null; readonly written: Token[] },
): ReplyStream => {
  const { completeness, written } = begun
  const sampled = rest.length === 0 ? null : sampleTokens(loaded, rest, written)
  let over = sampled === null
  let unread = rest.length
  return {
    prompt,
    completeness,
    token: async (position, type) => {
      const known = written[position]
      if (known !== undefined || over || sampled === null) return known ?? null
      const work: LlamaWork = { type, position }
      const next = await governed(loaded, work, unread, () => sampled.next())
      unread = 1
      if (next.done === true) {
        over = true
        return null
      }
      written.push(next.value)
      return next.value
    },
    close: async () => {
      over = true
      await sampled?.return()
    },
  }
}

export const answersPrompt = (stream: ReplyStream, prompt: readonly Token[]): boolean =>
  stream.prompt.length === prompt.length &&
  stream.prompt.every((token, index) => token === prompt[index])
