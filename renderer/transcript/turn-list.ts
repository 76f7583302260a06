import type { CodedError } from '../../electron/contracts/errors.ts'
import type { TranscriptTurn } from '../../electron/contracts/transcript.ts'

/** Turns per request, and how many are kept: about 300 exchanges, a long day of talking. */
export const PAGE_TURNS = 80
export const KEPT_TURNS = 600

/**
 * The part of the transcript that the window holds.
 *
 * Invariants:
 * 1. `turns` is one unbroken stretch of the transcript, in order of time, each id once.
 * 2. It never holds more than `KEPT_TURNS`; what was dropped shows as `hasOlder` or `hasNewer`.
 * 3. A turn that an event brought is never replaced by an older reading of it from a page.
 */
export interface TurnList {
  readonly turns: readonly TranscriptTurn[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
  /** Ids of turns that came while the person was reading further up. */
  readonly unseen: readonly string[]
  readonly loading: 'newest' | 'older' | null
  readonly error: CodedError | null
}

export const EMPTY_LIST: TurnList = {
  turns: [],
  hasOlder: false,
  hasNewer: false,
  unseen: [],
  loading: 'newest',
  error: null,
}

/** The newest page has come. Turns that events brought meanwhile are newer than the page. */
export const withNewestPage = (list: TurnList, page: readonly TranscriptTurn[]): TurnList => {
  const kept = list.hasNewer ? [] : list.turns.filter((turn) => !precedes(turn, page[0]))
  const base: TurnList = {
    ...EMPTY_LIST,
    turns: page,
    hasOlder: page.length >= PAGE_TURNS,
    loading: null,
  }
  return kept.reduce((merged, turn) => withTurn(merged, turn, true), base)
}

/** The page before `before` has come. It is dropped where the list moved on meanwhile. */
export const withOlderPage = (
  list: TurnList,
  before: string,
  page: readonly TranscriptTurn[],
): TurnList => {
  if (list.turns[0]?.id !== before) return { ...list, loading: null }
  const turns = [...page, ...list.turns]
  return {
    ...list,
    turns: turns.slice(0, KEPT_TURNS),
    hasOlder: page.length >= PAGE_TURNS,
    hasNewer: list.hasNewer || turns.length > KEPT_TURNS,
    loading: null,
    error: null,
  }
}

/** A turn was added or has changed. `following`: the person looks at the newest turns. */
export const withTurn = (list: TurnList, turn: TranscriptTurn, following: boolean): TurnList => {
  const index = list.turns.findLastIndex(({ id }) => id === turn.id)
  if (index >= 0) return { ...list, turns: list.turns.with(index, turn) }
  if (precedes(turn, list.turns[0]) && list.hasOlder) return list
  const unseen =
    following || list.unseen.includes(turn.id) ? list.unseen : [...list.unseen, turn.id]
  const full = list.turns.length >= KEPT_TURNS
  // What is being read is not dropped for what is not.
  if (list.hasNewer || (full && !following)) return { ...list, unseen, hasNewer: true }
  const place = list.turns.findLastIndex((other) => other.startedAtMs <= turn.startedAtMs) + 1
  const turns = list.turns.toSpliced(place, 0, turn)
  return {
    ...list,
    unseen,
    turns: full ? turns.slice(-KEPT_TURNS) : turns,
    hasOlder: list.hasOlder || full,
  }
}

const precedes = (turn: TranscriptTurn, first: TranscriptTurn | undefined): boolean =>
  first !== undefined && turn.startedAtMs < first.startedAtMs
