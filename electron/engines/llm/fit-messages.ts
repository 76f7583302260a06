import type { ChatMessage } from '../../contracts/workers.ts'

/** Tokens kept free for a reply even where the request asks for fewer. */
const SMALLEST_REPLY_TOKENS = 32

/**
 * The last safety net under the prompt assembly, whose token count is a guess: drops the oldest
 * messages behind the system prompt until the prompt leaves room for a reply, then the beginning of
 * the newest one. `countTokens` counts the whole prompt.
 */
export const fitMessages = (
  messages: readonly ChatMessage[],
  contextTokens: number,
  countTokens: (messages: readonly ChatMessage[]) => number,
): readonly ChatMessage[] => {
  const limit = contextTokens - SMALLEST_REPLY_TOKENS
  let fitting = messages
  while (countTokens(fitting) > limit) {
    const oldest = fitting.findIndex(({ role }) => role !== 'system')
    if (oldest >= 0 && oldest < fitting.length - 1) {
      fitting = fitting.filter((_, index) => index !== oldest)
      continue
    }
    const last = fitting.at(-1)
    if (last === undefined || last.text.length < 2) return fitting
    const text = last.text.slice(Math.ceil(last.text.length / 8))
    fitting = [...fitting.slice(0, -1), { ...last, text }]
  }
  return fitting
}
