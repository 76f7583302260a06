import type { TranscriptTurn } from '../../electron/contracts/transcript.ts'

/** The person's turn and the reply to it. */
interface ExchangeGroup {
  readonly id: string
  readonly turns: readonly TranscriptTurn[]
}

export interface ConversationGroup {
  readonly id: string
  /** Unique within its day, also where conversations took turns. */
  readonly key: string
  /** When it began, null where its beginning is not here: an earlier day, or a page not loaded. */
  readonly beganAtMs: number | null
  readonly exchanges: readonly ExchangeGroup[]
}

export interface DayGroup {
  /** Local midnight. */
  readonly startMs: number
  readonly conversations: readonly ConversationGroup[]
}

/** Local midnight before `atMs`. */
export const dayStart = (atMs: number): number => new Date(atMs).setHours(0, 0, 0, 0)

/** Days between two local midnights; a day of 23 or 25 hours is one day. */
export const daysApart = (earlierStartMs: number, laterStartMs: number): number =>
  Math.round((laterStartMs - earlierStartMs) / 86_400_000)

/**
 * Turns in order of time, grouped by local day, conversation and exchange. `hasOlder`: turns before
 * the first one exist, so that one may be in the middle of its conversation.
 */
export const groupTurns = (
  turns: readonly TranscriptTurn[],
  hasOlder: boolean,
): readonly DayGroup[] => {
  const begun = new Set(hasOlder && turns[0] !== undefined ? [turns[0].conversationId] : [])
  return runs(turns, dayOf).map((day) => ({
    startMs: day.key,
    conversations: runs(day.items, ({ conversationId }) => conversationId).map(
      ({ key: id, items }, index, all) => {
        const beganAtMs = begun.has(id) ? null : (items[0]?.startedAtMs ?? null)
        begun.add(id)
        return {
          id,
          key: `${id} ${all.slice(0, index).filter(({ key }) => key === id).length}`,
          beganAtMs,
          exchanges: runs(items, ({ exchangeId }) => exchangeId).map((exchange) => ({
            id: exchange.key,
            turns: exchange.items,
          })),
        }
      },
    ),
  }))
}

/** An answer after midnight is of the day of its question: an exchange stands in one place. */
const dayOf = (
  { exchangeId, startedAtMs }: TranscriptTurn,
  before: Run<TranscriptTurn, number> | undefined,
): number =>
  before !== undefined && before.items.at(-1)?.exchangeId === exchangeId
    ? before.key
    : dayStart(startedAtMs)

interface Run<T, K> {
  readonly key: K
  readonly items: readonly T[]
}

/** Neighbours with the same key, together. */
const runs = <T, K>(
  items: readonly T[],
  keyOf: (item: T, before: Run<T, K> | undefined) => K,
): readonly Run<T, K>[] => {
  const found: { key: K; items: T[] }[] = []
  for (const item of items) {
    const last = found.at(-1)
    const key = keyOf(item, last)
    if (last !== undefined && last.key === key) last.items.push(item)
    else found.push({ key, items: [item] })
  }
  return found
}
