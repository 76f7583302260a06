import { isClosing } from '../wake/closing.ts'
import { afterPhrase, isShortAsPhrase, withoutPhrase } from '../wake/without-phrase.ts'
import type { ConversationPolicy } from './policy.ts'
import type { Exchange } from './state.ts'

/** What is different about an exchange that the wake phrase began. */

/**
 * The detector tells up to where it had heard when it was sure of the phrase: speech that ended by then, and
 * in the pause in which the voice detector noticed, may have been nothing but the phrase.
 */
const PHRASE_SLACK_MS = 200

/** Whether the exchange came of the wake phrase, at once or as a follow-up. */
export const isWoken = ({ way }: Pick<Exchange, 'way'>): boolean =>
  way === 'wake' || way === 'follow-up'

/**
 * The words without the phrase that they began with.
 *
 * Where the phrase is not to be found in them, speech to text has made something else of it: they are the
 * phrase if they are as short and were over when it was heard. Longer ones are kept, phrase and all: a word
 * too many can be answered, one that was thrown away cannot.
 */
export const ownWords = (
  exchange: Pick<Exchange, 'way' | 'phraseUntilMs' | 'speechEndAtMs'>,
  text: string,
  { wakePhrases }: ConversationPolicy,
): string => {
  if (!isWoken(exchange)) return text
  const { phraseUntilMs, speechEndAtMs } = exchange
  if (phraseUntilMs === null) return withoutPhrase(text, wakePhrases, false)
  const rest = afterPhrase(text, wakePhrases, true)
  if (rest !== null) return rest
  const wasOver = speechEndAtMs <= phraseUntilMs + PHRASE_SLACK_MS
  return wasOver && isShortAsPhrase(text, wakePhrases) ? '' : text
}

/** "That's all": nothing is to be answered, and the ear closes. */
export const isGoodbye = (exchange: Pick<Exchange, 'way' | 'text'>): boolean =>
  isWoken(exchange) && isClosing(exchange.text)
