import type { Result } from '../../contracts/errors.ts'
import type {
  ConversationsRequest,
  ConversationSummary,
  PageRequest,
  SearchAnswer,
  SearchRequest,
  TranscriptPage,
  TranscriptTurn,
} from '../../contracts/transcript.ts'
import type { Over } from '../../core/retention/over.ts'

/** A conversation with everything that was said in it. */
export interface WholeConversation {
  readonly conversation: Pick<
    ConversationSummary,
    'id' | 'startedAtMs' | 'title' | 'isNamed' | 'isPinned'
  >
  readonly turns: readonly TranscriptTurn[]
}

/**
 * Where the transcript is kept. `ok` from what changes something means that it survives a power cut.
 * Failures: `disk.full`, `storage.damaged`, `storage.unavailable`.
 */
export interface TranscriptStore {
  /**
   * Adds the turn, or replaces the one of its id; its conversation is made where it is new. What the
   * person said is never replaced by nothing. NUL characters, which end a text in C, become U+FFFD.
   */
  upsertTurn(turn: TranscriptTurn): Result<null>
  page(request: PageRequest): Result<TranscriptPage>
  /** Pinned ones first, then by their last turn, newest first. */
  conversations(request: ConversationsRequest): Result<readonly ConversationSummary[]>
  /** Null where there is none, or it was removed. */
  conversation(id: string): Result<ConversationSummary | null>
  /** The newest turns of one conversation, oldest first. */
  recentTurns(conversationId: string, limit: number): Result<readonly TranscriptTurn[]>
  search(request: SearchRequest): Result<SearchAnswer>
  /** The languages that turns are in, as tags. */
  languages(): Result<readonly string[]>
  /** Null takes the name away. What was removed keeps its own, and is not pinned either. */
  rename(conversationId: string, title: string | null): Result<null>
  pin(conversationId: string, on: boolean): Result<null>
  /** Those of which every word is over, but for pinned ones. */
  conversationsOver(over: Over): Result<readonly string[]>
  /** Hides them from everything else here, until they are restored or erased: all of them, or none. */
  remove(conversationIds: readonly string[]): Result<null>
  restore(conversationIds: readonly string[]): Result<null>
  /** The exchanges of what was removed and is not erased yet. */
  removedExchanges(): Result<readonly string[]>
  /**
   * Erases up to `limit` turns of what was removed. Whether all of it is gone: then no file has any of it,
   * neither the index nor a log nor a copy from before a migration.
   */
  eraseSome(limit: number): Result<boolean>
  /** Erases all of it, copies and what was removed too: then no file has any of it. */
  eraseAll(): Result<null>
  /** Which of these turns are here, removed ones too. */
  knownTurns(ids: readonly string[]): Result<ReadonlySet<string>>
  /** Which of these turns are here and not removed. */
  shownTurns(ids: readonly string[]): Result<ReadonlySet<string>>
  /**
   * Adds those turns that are not here yet: all of them, or none. A conversation that was removed is
   * restored with them; without turns none is made. How many turns are shown now that were not.
   */
  addConversation(whole: WholeConversation): Result<number>
  /** Makes up to `limit` turns searchable that are not yet. Whether all are. */
  indexSome(limit: number): Result<boolean>
  /** Turns that a crash left streaming are closed as interrupted. Returns how many. */
  closeStreamingTurns(): Result<number>
  close(): void
}

/** The turn as it can be stored. */
export const storable = (turn: TranscriptTurn): TranscriptTurn => ({
  ...turn,
  text: turn.text.replaceAll('\0', '\uFFFD'),
})
