import { isClosing } from '../wake/closing.ts'
import { withoutPhrase } from '../wake/without-phrase.ts'
import type { ConversationPolicy } from './policy.ts'
import type { Exchange } from './state.ts'

/** What is different about an exchange that the wake phrase began. */

/** The end of the phrase is known this exactly: what ends sooner was nothing but the phrase. */
const PHRASE_SLACK_MS = 200

/** Whether the exchange came of the wake phrase, at once or as a follow-up. */
export const isWoken = ({ way }: Pick<Exchange, 'way'>): boolean =>
  way === 'wake' || way === 'follow-up'

/** The words without the phrase that they began with. */
export const ownWords = (
  exchange: Pick<Exchange, 'way' | 'phraseUntilMs' | 'speechEndAtMs'>,
  text: string,
  policy: ConversationPolicy,
): string => {
  if (!isWoken(exchange)) return text
  const { phraseUntilMs, speechEndAtMs } = exchange
  // Whatever speech to text made of it.
  const isPhraseOnly = phraseUntilMs !== null && speechEndAtMs <= phraseUntilMs + PHRASE_SLACK_MS
  return isPhraseOnly ? '' : withoutPhrase(text, policy.wakePhrases, phraseUntilMs !== null)
}

/** "That's all": nothing is to be answered, and the ear closes. */
export const isGoodbye = (exchange: Pick<Exchange, 'way' | 'text'>): boolean =>
  isWoken(exchange) && isClosing(exchange.text)
