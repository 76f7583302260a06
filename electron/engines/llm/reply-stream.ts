import type { Token } from 'node-llama-cpp'
import { governed, sampleTokens } from './evaluation.ts'
import type { LoadedLlama } from './load-llama.ts'
import type { LlamaWork } from './thread-governor.ts'

/**
 * A reply that is written as its tokens are asked for.
 *
 * 1. A token is written once: what was written ahead of the question is read again by the reply.
 * 2. Nothing else touches the sequence while it is open.
 */
export interface ReplyStream {
  /** The prompt that it answers. */
  readonly prompt: readonly Token[]
  /** The reply's token at this place; null where the reply is over. Places are asked for in order. */
  token(position: number, type: 'ahead' | 'reply'): Promise<Token | null>
  close(): Promise<void>
}

/** `rest`: the end of the prompt that is not evaluated yet, at least one token. */
export const openReplyStream = (
  loaded: LoadedLlama,
  prompt: readonly Token[],
  rest: readonly Token[],
): ReplyStream => {
  const written: Token[] = []
  const sampled = sampleTokens(loaded, rest, written)
  let over = false
  return {
    prompt,
    token: async (position, type) => {
      const known = written[position]
      if (known !== undefined || over) return known ?? null
      const work: LlamaWork = { type, position }
      const evaluated = position === 0 ? rest.length : 1
      const next = await governed(loaded, work, evaluated, () => sampled.next())
      if (next.done === true) {
        over = true
        return null
      }
      written.push(next.value)
      return next.value
    },
    close: async () => {
      over = true
      await sampled.return()
    },
  }
}

export const answersPrompt = (stream: ReplyStream, prompt: readonly Token[]): boolean =>
  stream.prompt.length === prompt.length &&
  stream.prompt.every((token, index) => token === prompt[index])
