import type { ChatMessage } from '../../contracts/workers.ts'
import { estimateTokens, MESSAGE_OVERHEAD_TOKENS, type CountTokens } from './token-estimate.ts'

/** One turn of the conversation so far, oldest first. Of an interrupted reply, the part heard. */
export interface HistoryTurn {
  readonly speaker: 'person' | 'assistant'
  readonly text: string
  readonly status: 'streaming' | 'complete' | 'interrupted' | 'failed' | 'recovered'
}

/** What the person said and what was answered: dropped whole or kept whole. */
export type Exchange = readonly ChatMessage[]

/** Of a reply cut off within its first word nothing is worth telling: small models imitate it. */
const FEWEST_HEARD_WORDS = 2
const ENDS_SENTENCE = /[.!?。！？]["'”’)」』]*$/u

const wordCountOf = (text: string): number =>
  text.match(/[\p{Script=Han}]|[^\s\p{Script=Han}]+/gu)?.length ?? 0

/** A reply that was cut off in the middle of a sentence, after some words of it were heard. */
const isCutOff = ({ speaker, status, text }: HistoryTurn): boolean =>
  speaker === 'assistant' && status === 'interrupted' && !ENDS_SENTENCE.test(text.trim())

/** What of a turn was said, as the model may read it; empty for what is not worth telling. */
const toldText = (turn: HistoryTurn): string => {
  const said = turn.text.trim()
  if (!isCutOff(turn)) return said
  return wordCountOf(said) < FEWEST_HEARD_WORDS ? '' : said.replace(/[,;:，；：、…\s]+$/u, '')
}

/**
 * How a model is told of a cut-off reply: in the person's next message. As a message of its own, with
 * or without a mark at its end, a small model takes half sentences for its manner: after three of them
 * Qwen 2.5 0.5B ended its answers with "and…" by itself, and did not know what it had just said.
 */
const cutOffNote = (asked: string, heard: string, language: string): string => {
  if (/^zh\b/i.test(language)) {
    return `（之前${asked === '' ? '' : `我说：“${asked}”`}你说到：“${heard}”，我打断了你。）`
  }
  const question = asked === '' ? '' : `Before this I said: "${asked}" `
  return `(${question}You began: "${heard}", and I interrupted you.)`
}

/** A reply that is still under way is not part of what was said. */
const isSaid = (turn: HistoryTurn): boolean =>
  toldText(turn) !== '' && !(turn.speaker === 'assistant' && turn.status === 'streaming')

/**
 * Turns as exchanges. Turns of one party in a row become one message: models are trained on
 * strict alternation, and a reply that was stopped before a word was heard leaves such a gap. A reply
 * that was cut off is told of in the person's words, in `language` (BCP 47).
 */
export const exchangesOf = (
  history: readonly HistoryTurn[],
  language: string,
): readonly Exchange[] => {
  const exchanges: ChatMessage[][] = []
  for (const turn of history.filter(isSaid)) {
    const role = turn.speaker === 'person' ? 'user' : 'assistant'
    const text = toldText(turn)
    const current = exchanges.at(-1)
    const last = current?.at(-1)
    if (isCutOff(turn)) {
      const asked = last?.role === 'user' ? last.text : ''
      const note: ChatMessage = { role: 'user', text: cutOffNote(asked, text, language) }
      if (current !== undefined && last?.role === 'user') current[current.length - 1] = note
      else exchanges.push([note])
    } else if (current !== undefined && last?.role === role) {
      current[current.length - 1] = { role, text: `${last.text}\n${text}` }
    } else if (current === undefined || role === 'user') exchanges.push([{ role, text }])
    else current.push({ role, text })
  }
  return exchanges
}

export const messageTokens = (
  messages: readonly ChatMessage[],
  countTokens: CountTokens = estimateTokens,
): number =>
  messages.reduce((sum, { text }) => sum + countTokens(text) + MESSAGE_OVERHEAD_TOKENS, 0)
