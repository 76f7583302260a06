import { succeed, type Result } from '../../contracts/errors.ts'
import type {
  ConversationsRequest,
  ConversationSummary,
  PageRequest,
  SearchAnswer,
  SearchRequest,
  TranscriptPage,
  TranscriptTurn,
} from '../../contracts/transcript.ts'
import { isOver, type Over } from '../../core/retention/over.ts'
import { facetsOf, facetWords } from '../../core/transcripts/facets.ts'
import { compareTurns } from '../../core/transcripts/grouping.ts'
import { matches, searchTerms } from '../../core/transcripts/search/terms.ts'
import { conversationTitle } from '../../core/transcripts/title.ts'
import { asksForNothing } from './transcript-search.ts'
import { storable, type TranscriptStore, type WholeConversation } from './transcript-store.ts'

interface Kept {
  readonly startedAtMs: number
  readonly title: string | null
  readonly isPinned: boolean
  readonly isRemoved: boolean
}

/**
 * The transcript in memory: for tests, and for a run in which the profile's disk cannot be written,
 * so that there is a conversation at all.
 */
export class MemoryTranscriptStore implements TranscriptStore {
  readonly #turns = new Map<string, TranscriptTurn>()
  readonly #conversations = new Map<string, Kept>()

  upsertTurn(turn: TranscriptTurn): Result<null> {
    if (!this.#conversations.has(turn.conversationId)) {
      this.#keep(turn.conversationId, { startedAtMs: turn.startedAtMs })
    }
    const known = this.#turns.get(turn.id)
    const row = storable(turn)
    const text = row.speaker === 'person' && row.text === '' ? (known?.text ?? '') : row.text
    // Which conversation and exchange a turn belongs to, and whose it is, never changes.
    const { conversationId, exchangeId, speaker } = known ?? row
    this.#turns.set(turn.id, { ...row, text, conversationId, exchangeId, speaker })
    return succeed(null)
  }

  page({ conversationId, before, after, around, limit }: PageRequest): Result<TranscriptPage> {
    const all = this.#shown().filter(
      (turn) => conversationId === undefined || turn.conversationId === conversationId,
    )
    const named = before ?? after ?? around
    // Not all of what a page is asked from need be of the conversation that it is of.
    const mark = named === undefined ? undefined : this.#turns.get(named)
    if (named !== undefined && mark === undefined) return succeed(NOTHING)
    const from =
      mark === undefined ? all.length : all.filter((turn) => compareTurns(turn, mark) < 0).length
    const isIn = mark !== undefined && all[from]?.id === mark.id ? 1 : 0
    const half = Math.ceil(limit / 2)
    const [start, end] =
      after !== undefined && before === undefined
        ? [from + isIn, from + isIn + limit]
        : around !== undefined && before === undefined
          ? [from + isIn - half, from + isIn + limit - half]
          : [from - limit, from]
    const turns = all.slice(Math.max(0, start), Math.max(0, end))
    const ids = new Set(turns.map((turn) => turn.conversationId))
    return succeed({
      turns,
      hasOlder: start > 0,
      hasNewer: end < all.length,
      conversations: [...ids].flatMap((id) => this.#summary(id) ?? []),
    })
  }

  conversations({ after, limit }: ConversationsRequest): Result<readonly ConversationSummary[]> {
    const all = [...this.#conversations.keys()]
      .flatMap((id) => this.#summary(id) ?? [])
      .sort(
        (a, b) =>
          Number(b.isPinned) - Number(a.isPinned) ||
          b.lastAtMs - a.lastAtMs ||
          (a.id < b.id ? 1 : -1),
      )
    const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
    return succeed(after !== undefined && from === 0 ? [] : all.slice(from, from + limit))
  }

  conversation(id: string): Result<ConversationSummary | null> {
    return succeed(this.#summary(id))
  }

  recentTurns(conversationId: string, limit: number): Result<readonly TranscriptTurn[]> {
    return succeed(this.#of(conversationId).slice(-limit))
  }

  search(request: SearchRequest): Result<SearchAnswer> {
    const { before, fromMs = -Infinity, toMs = Infinity, limit } = request
    const terms = searchTerms(request.text)
    const facets = facetWords(request)
    const last = before === undefined ? undefined : this.#turns.get(before)
    const all = asksForNothing(request)
      ? []
      : this.#shown()
          .filter(({ startedAtMs }) => startedAtMs >= fromMs && startedAtMs < toMs)
          .filter((turn) => facets.every((facet) => facetWords(facetsOf(turn)).includes(facet)))
          .filter(({ text }) => matches(text, terms))
          .toReversed()
    const rest = last === undefined ? all : all.filter((turn) => compareTurns(turn, last) < 0)
    const found = rest.slice(0, limit).flatMap((turn) => {
      const conversation = this.#summary(turn.conversationId)
      return conversation === null ? [] : [{ turn, conversation }]
    })
    return succeed({ found, hasMore: rest.length > limit, total: all.length })
  }

  languages(): Result<readonly string[]> {
    const used = new Set([...this.#turns.values()].flatMap(({ language }) => language ?? []))
    return succeed([...used].sort())
  }

  rename(conversationId: string, title: string | null): Result<null> {
    return this.#change(conversationId, { title })
  }

  pin(conversationId: string, on: boolean): Result<null> {
    return this.#change(conversationId, { isPinned: on })
  }

  conversationsOver(over: Over): Result<readonly string[]> {
    const all = [...this.#conversations.keys()].flatMap((id) => this.#summary(id) ?? [])
    const old = all.filter(
      ({ id, isPinned }) =>
        !isPinned && this.#of(id).every(({ startedAtMs }) => isOver(over, startedAtMs)),
    )
    return succeed(old.map(({ id }) => id))
  }

  remove(conversationIds: readonly string[]): Result<null> {
    for (const id of conversationIds) this.#keep(id, { isRemoved: true })
    return succeed(null)
  }

  restore(conversationIds: readonly string[]): Result<null> {
    for (const id of conversationIds) this.#keep(id, { isRemoved: false })
    return succeed(null)
  }

  removedExchanges(): Result<readonly string[]> {
    const removed = [...this.#turns.values()].filter(
      ({ conversationId }) => this.#conversations.get(conversationId)?.isRemoved === true,
    )
    return succeed([...new Set(removed.map(({ exchangeId }) => exchangeId))])
  }

  eraseSome(): Result<boolean> {
    const removed = [...this.#conversations].filter(([, { isRemoved }]) => isRemoved)
    for (const [id] of removed) {
      for (const turn of this.#of(id)) this.#turns.delete(turn.id)
      this.#conversations.delete(id)
    }
    return succeed(true)
  }

  eraseAll(): Result<null> {
    this.#turns.clear()
    this.#conversations.clear()
    return succeed(null)
  }

  knownTurns(ids: readonly string[]): Result<ReadonlySet<string>> {
    return succeed(new Set(ids.filter((id) => this.#turns.has(id))))
  }

  shownTurns(ids: readonly string[]): Result<ReadonlySet<string>> {
    const shown = new Set(this.#shown().map(({ id }) => id))
    return succeed(new Set(ids.filter((id) => shown.has(id))))
  }

  addConversation({ conversation, turns }: WholeConversation): Result<number> {
    const { id, startedAtMs, isNamed, isPinned } = conversation
    const known = this.#conversations.get(id)
    const fresh = turns.filter((turn) => !this.#turns.has(turn.id))
    if (known === undefined && fresh.length > 0) {
      this.#keep(id, { startedAtMs, title: isNamed ? conversation.title : null, isPinned })
    }
    this.#keep(id, { isRemoved: false })
    for (const turn of fresh) this.upsertTurn(turn)
    return succeed(known?.isRemoved === true ? turns.length : fresh.length)
  }

  indexSome(): Result<boolean> {
    return succeed(true)
  }

  closeStreamingTurns(): Result<number> {
    const streaming = [...this.#turns.values()].filter(({ status }) => status === 'streaming')
    for (const turn of streaming) this.#turns.set(turn.id, { ...turn, status: 'interrupted' })
    return succeed(streaming.length)
  }

  close(): void {
    // Nothing is held.
  }

  /** What was removed is as it was when it is restored. */
  #change(id: string, fields: Partial<Kept>): Result<null> {
    return this.#conversations.get(id)?.isRemoved === true ? succeed(null) : this.#keep(id, fields)
  }

  #keep(id: string, fields: Partial<Kept>): Result<null> {
    const known = this.#conversations.get(id)
    if (known !== undefined || fields.startedAtMs !== undefined) {
      const fresh = { startedAtMs: 0, title: null, isPinned: false, isRemoved: false }
      this.#conversations.set(id, { ...fresh, ...known, ...fields })
    }
    return succeed(null)
  }

  #of(conversationId: string): readonly TranscriptTurn[] {
    return [...this.#turns.values()]
      .filter((turn) => turn.conversationId === conversationId)
      .sort(compareTurns)
  }

  #summary(id: string): ConversationSummary | null {
    const kept = this.#conversations.get(id)
    if (kept === undefined || kept.isRemoved) return null
    const turns = this.#of(id)
    return {
      id,
      startedAtMs: kept.startedAtMs,
      lastAtMs: turns.at(-1)?.startedAtMs ?? kept.startedAtMs,
      turnCount: turns.length,
      title: kept.title ?? conversationTitle(turns),
      isNamed: kept.title !== null,
      isPinned: kept.isPinned,
    }
  }

  #shown(): readonly TranscriptTurn[] {
    return [...this.#turns.values()]
      .filter((turn) => this.#conversations.get(turn.conversationId)?.isRemoved !== true)
      .sort(compareTurns)
  }
}

const NOTHING: TranscriptPage = { turns: [], hasOlder: false, hasNewer: false, conversations: [] }
