import type { TranscriptTurn } from '../../contracts/transcript.ts'

/** The person's turn and the reply to it. */
interface TranscriptExchange {
  readonly exchangeId: string
  readonly turns: readonly TranscriptTurn[]
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
