import type { ChatMessage } from '../../contracts/workers.ts'
import { dateWords, parseLocalTime, timeWords } from './clock.ts'
import { exchangesOf, messageTokens, type Exchange, type HistoryTurn } from './exchanges.ts'
import { historyWindow } from './history-window.ts'
import { examplesOf, type Persona } from './persona.ts'
import { estimateTokens, MESSAGE_OVERHEAD_TOKENS, type CountTokens } from './token-estimate.ts'

export interface PromptInput {
  /** `choosePersona`, or a system prompt alone. Empty: the model works without one. */
  readonly persona: Persona | string
  /** Oldest first. The newest may be the person's turn that is to be answered now. */
  readonly history: readonly HistoryTurn[]
  /** Local time, ISO 8601 ("2026-11-24T14:05"); without it the model knows no date. */
  readonly now?: string
  readonly contextTokens: number
  /** Kept free for the reply. */
  readonly reserveTokens: number
  /** BCP 47. */
  readonly language: string
  /** The model's own tokenizer, where it is at hand; else a careful guess. */
  readonly countTokens?: CountTokens
}

const ASKS_FOR_TIME =
  /\bwhat time\b|\btime is it\b|\b(?:tell|give) me the time\b|\bwhat(?:'s| is) the (?:current |exact )?time\b|\bcurrent time\b|\b(?:have|got) the time\b|\btime (?:right )?now\b|\bhow late is it\b|\bo'clock\b|\b(?:until|till) (?:\d|noon|midnight)|几点|现在.*时间|什么时间/iu

/**
 * The date stands at the end of the system prompt: it changes once a day. The time stands in the
 * newest message, and only where it is asked for: anywhere else it would make the model evaluate
 * the whole conversation again every minute (1.3 s for 300 tokens on two cores).
 */
const withDate = (persona: string, now: string | undefined, language: string): string => {
  const time = now === undefined ? null : parseLocalTime(now)
  if (time === null || persona === '') return persona
  const date = dateWords(time, language)
  return /^zh\b/i.test(language) ? `${persona}\n今天是${date}。` : `${persona}\nToday is ${date}.`
}

const withTime = (text: string, now: string | undefined, language: string): string => {
  const time = now === undefined ? null : parseLocalTime(now)
  if (time === null || !ASKS_FOR_TIME.test(text)) return text
  const words = timeWords(time, language)
  return /^zh\b/i.test(language) ? `（现在是${words}。）\n${text}` : `(It is ${words}.)\n${text}`
}

/** Keeps the end of a message that is longer than everything there is room for. */
const cutToFit = (text: string, budgetTokens: number, countTokens: CountTokens): string => {
  let kept = text
  while (kept.length > 1 && countTokens(kept) > budgetTokens) {
    kept = kept.slice(Math.ceil(kept.length / 8))
  }
  return kept
}

const cutExchange = (
  exchange: Exchange,
  budgetTokens: number,
  countTokens: CountTokens,
): Exchange => {
  const share = Math.max(1, Math.floor(budgetTokens / exchange.length) - MESSAGE_OVERHEAD_TOKENS)
  return exchange.map((message) => ({
    ...message,
    text: cutToFit(message.text, share, countTokens),
  }))
}

const timed = (exchanges: readonly Exchange[], input: PromptInput): readonly Exchange[] => {
  const last = exchanges.at(-1)
  const message = last?.at(-1)
  if (last === undefined || message?.role !== 'user') return exchanges
  const text = withTime(message.text, input.now, input.language)
  return [...exchanges.slice(0, -1), [...last.slice(0, -1), { ...message, text }]]
}

/**
 * The messages for the model: as much of the history as the context holds, in whole exchanges, the
 * oldest dropped first and in steps, so that the prefix stays the same from turn to turn and its
 * evaluation is reused.
 */
export const assemblePrompt = (input: PromptInput): readonly ChatMessage[] => {
  const countTokens = input.countTokens ?? estimateTokens
  const { persona } = input
  const systemPrompt = typeof persona === 'string' ? persona : persona.system
  const text = withDate(systemPrompt, input.now, input.language)
  const system: readonly ChatMessage[] = [
    ...(text === '' ? [] : [{ role: 'system' as const, text }]),
    ...(typeof persona === 'string' ? [] : examplesOf(persona)),
  ]
  const budget = Math.max(
    1,
    input.contextTokens - input.reserveTokens - messageTokens(system, countTokens),
  )
  const tokensOf = (exchange: Exchange) => messageTokens(exchange, countTokens)
  const kept = historyWindow(timed(exchangesOf(input.history), input), budget, tokensOf)
  const only = kept.length === 1 ? kept[0] : undefined
  const fitting =
    only !== undefined && tokensOf(only) > budget ? [cutExchange(only, budget, countTokens)] : kept
  return [...system, ...fitting.flat()]
}
