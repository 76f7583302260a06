import type { TranscriptTurn } from '../../contracts/transcript.ts'
import { localDay, type OffsetMinutesAt } from './day.ts'

/** The person's turn and the reply to it. */
export interface TranscriptExchange {
  readonly exchangeId: string
  readonly turns: readonly TranscriptTurn[]
}

export interface TranscriptDay {
  /** Local day, `2026-03-29`. */
  readonly day: string
  readonly exchanges: readonly TranscriptExchange[]
}

/** Oldest first; the id (sortable by its time) decides between turns of the same moment. */
export const compareTurns = (
  a: Pick<TranscriptTurn, 'startedAtMs' | 'id'>,
  b: Pick<TranscriptTurn, 'startedAtMs' | 'id'>,
): number => a.startedAtMs - b.startedAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Turns in any order as exchanges, oldest first, each with its turns, oldest first. */
export const groupByExchange = (
  turns: readonly TranscriptTurn[],
): readonly TranscriptExchange[] => {
  const exchanges = new Map<string, TranscriptTurn[]>()
  for (const turn of turns.toSorted(compareTurns)) {
    const known = exchanges.get(turn.exchangeId)
    if (known) known.push(turn)
    else exchanges.set(turn.exchangeId, [turn])
  }
  return [...exchanges].map(([exchangeId, its]) => ({ exchangeId, turns: its }))
}

/** Exchanges by the local day on which they began: one that goes past midnight stays whole. */
export const groupByDay = (
  turns: readonly TranscriptTurn[],
  offsetMinutesAt: OffsetMinutesAt,
): readonly TranscriptDay[] => {
  const days = new Map<string, TranscriptExchange[]>()
  for (const exchange of groupByExchange(turns)) {
    const [first] = exchange.turns
    if (first === undefined) continue
    const day = localDay(first.startedAtMs, offsetMinutesAt)
    const known = days.get(day)
    if (known) known.push(exchange)
    else days.set(day, [exchange])
  }
  return [...days].map(([day, exchanges]) => ({ day, exchanges }))
}
