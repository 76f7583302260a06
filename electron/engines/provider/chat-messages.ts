import type { ChatMessage } from '../../contracts/workers.ts'

/**
 * How a provider is asked to go on with a text of the assistant's: `prefill` takes it as the last
 * message and continues it, `prefix` wants it marked (Mistral, DeepSeek), `ask` knows neither and is
 * told in words.
 */
export type Continuation = 'prefill' | 'prefix' | 'ask'

interface ProviderMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
  readonly prefix?: true
}

const GO_ON =
  'You were cut off. Continue your last message exactly where it stops, in the middle of the sentence ' +
  'if need be. Do not repeat any of it and do not comment on the interruption.'

/** Our messages as the chat API wants them. */
export const providerMessages = (
  messages: readonly ChatMessage[],
  continuation: Continuation,
): readonly ProviderMessage[] => {
  const all = messages.map(({ role, text }): ProviderMessage => ({ role, content: text }))
  const last = all.at(-1)
  if (last?.role !== 'assistant' || continuation === 'prefill') return all
  return continuation === 'prefix'
    ? [...all.slice(0, -1), { ...last, prefix: true }]
    : [...all, { role: 'user', content: GO_ON }]
}

/**
 * Joins a continuation to the text that it continues: a model that was asked in words begins a new
 * message, without the space that belongs between two words, and sometimes with dots.
 */
export const joinedBeginning = (before: string, beginning: string): string => {
  const text = beginning.replace(/^\s*(?:…|\.{3})\s*/u, '')
  const needsSpace = /[\p{L}\p{N},;:.!?)\]”’]$/u.test(before) && /^[\p{L}\p{N}([“‘]/u.test(text)
  const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
  return needsSpace && !cjk.test(text.slice(0, 1)) ? ` ${text}` : text
}
