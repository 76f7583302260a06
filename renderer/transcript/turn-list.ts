import type { CodedError } from '../../electron/contracts/errors.ts'
import type {
  ConversationSummary,
  TranscriptPage,
  TranscriptTurn,
} from '../../electron/contracts/transcript.ts'

/** The first page is higher than any screen: where nothing can be scrolled nothing more is asked for. */
export const PAGE_TURNS = 80
/** What is scrolled to comes in small pages: 80 turns at once held the picture up for 130 ms. */
export const MORE_TURNS = 24
/** About 300 exchanges, a long day of talking. */
export const KEPT_TURNS = 600
/** Of whoever stays at the newest: 29 KB of the page's heap a turn, and what is older comes as a page does. */
export const FOLLOWED_TURNS = 120

/** Where the list was opened: at a turn, which is marked where a search has found it. */
export interface ListTarget {
  readonly turnId: string
  /** From the upper edge of the list; somewhere above the middle where it is not given. */
  readonly offsetPx?: number | undefined
  readonly isFound: boolean
}

/**
 * The part of the transcript that the window holds.
 *
 * Invariants:
 * 1. `turns` is one unbroken stretch of the transcript, in order of time, each id once; of one
 *    conversation where `conversationId` names it.
 * 2. It never holds more than `KEPT_TURNS`; what was dropped shows as `hasOlder` or `hasNewer`.
 * 3. A turn that an event brought is never replaced by an older reading of it from a page.
 */
export interface TurnList {
  readonly conversationId: string | null
  readonly turns: readonly TranscriptTurn[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
  /** Ids of turns that came while the person was reading further up. */
  readonly unseen: readonly string[]
  readonly loading: 'first' | 'older' | 'newer' | null
  readonly error: CodedError | null
  readonly target: ListTarget | null
  /** Grows each time the list is opened, at a turn or at its end. */
  readonly opened: number
  /** What is known of the conversations that these turns are of. */
  readonly conversations: ReadonlyMap<string, ConversationSummary>
}

export const EMPTY_LIST: TurnList = {
  conversationId: null,
  turns: [],
  hasOlder: false,
  hasNewer: false,
  unseen: [],
  loading: 'first',
  error: null,
  target: null,
  opened: 0,
  conversations: new Map(),
}

const known = (list: TurnList, page: TranscriptPage): TurnList['conversations'] =>
  new Map([...list.conversations, ...page.conversations.map((one) => [one.id, one] as const)])

/** The newest page has come. Turns that events brought meanwhile are newer than the page. */
export const withNewestPage = (list: TurnList, page: TranscriptPage): TurnList => {
  const kept = list.hasNewer ? [] : list.turns.filter((turn) => !precedes(turn, page.turns[0]))
  const base: TurnList = {
    ...EMPTY_LIST,
    conversationId: list.conversationId,
    turns: page.turns,
    hasOlder: page.hasOlder,
    loading: null,
    opened: list.opened + 1,
    conversations: known(list, page),
  }
  return kept.reduce((merged, turn) => withTurn(merged, turn, true), base)
}

/** The page around a turn has come: the list begins anew there. */
export const withPageAround = (
  list: TurnList,
  target: ListTarget,
  page: TranscriptPage,
): TurnList => ({
  ...EMPTY_LIST,
  conversationId: list.conversationId,
  turns: page.turns,
  hasOlder: page.hasOlder,
  hasNewer: page.hasNewer,
  unseen: page.hasNewer ? list.unseen : [],
  loading: null,
  target,
  opened: list.opened + 1,
  conversations: known(list, page),
})

/** The page before `before` has come. It is dropped where the list moved on meanwhile. */
export const withOlderPage = (list: TurnList, before: string, page: TranscriptPage): TurnList => {
  if (list.turns[0]?.id !== before) return { ...list, loading: null }
  const turns = [...page.turns, ...list.turns]
  return {
    ...list,
    turns: turns.slice(0, KEPT_TURNS),
    hasOlder: page.hasOlder,
    hasNewer: list.hasNewer || turns.length > KEPT_TURNS,
    loading: null,
    error: null,
    conversations: known(list, page),
  }
}

/** The page after `after` has come. It is dropped where the list moved on meanwhile. */
export const withNewerPage = (list: TurnList, after: string, page: TranscriptPage): TurnList => {
  if (list.turns.at(-1)?.id !== after) return { ...list, loading: null }
  const turns = [...list.turns, ...page.turns]
  return {
    ...list,
    turns: turns.slice(-KEPT_TURNS),
    hasOlder: list.hasOlder || turns.length > KEPT_TURNS,
    hasNewer: page.hasNewer,
    loading: null,
    error: null,
    conversations: known(list, page),
  }
}

/** A turn was added or has changed. `following`: the person looks at the newest turns. */
export const withTurn = (list: TurnList, turn: TranscriptTurn, following: boolean): TurnList => {
  if (list.conversationId !== null && turn.conversationId !== list.conversationId) return list
  const index = list.turns.findLastIndex(({ id }) => id === turn.id)
  if (index >= 0) return { ...list, turns: list.turns.with(index, turn) }
  if (precedes(turn, list.turns[0]) && list.hasOlder) return list
  const unseen =
    following || list.unseen.includes(turn.id) ? list.unseen : [...list.unseen, turn.id]
  const kept = following ? FOLLOWED_TURNS : KEPT_TURNS
  const full = list.turns.length >= kept
  // What is being read is not dropped for what is not.
  if (list.hasNewer || (full && !following)) return { ...list, unseen, hasNewer: true }
  const place = list.turns.findLastIndex((other) => other.startedAtMs <= turn.startedAtMs) + 1
  const turns = list.turns.toSpliced(place, 0, turn)
  return {
    ...list,
    unseen,
    turns: full ? turns.slice(-kept) : turns,
    hasOlder: list.hasOlder || full,
  }
}

/** A conversation got another name, or another turn. */
export const withConversation = (list: TurnList, summary: ConversationSummary): TurnList => ({
  ...list,
  conversations: new Map(list.conversations).set(summary.id, summary),
})

/** Conversations were removed: what was said in them is shown no more. */
export const withoutConversations = (list: TurnList, ids: readonly string[]): TurnList => {
  const isGone = ({ conversationId }: TranscriptTurn) => ids.includes(conversationId)
  const gone = new Set(list.turns.filter(isGone).map(({ id }) => id))
  return {
    ...list,
    turns: list.turns.filter((turn) => !isGone(turn)),
    unseen: list.unseen.filter((id) => !gone.has(id)),
  }
}

const precedes = (turn: TranscriptTurn, first: TranscriptTurn | undefined): boolean =>
  first !== undefined && turn.startedAtMs < first.startedAtMs
