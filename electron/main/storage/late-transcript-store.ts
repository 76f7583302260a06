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
import { MemoryTranscriptStore } from './memory-transcript-store.ts'
import { storageError } from './storage-failure.ts'
import type { TranscriptStore, WholeConversation } from './transcript-store.ts'

/**
 * The transcript of a run that could not open its file at the start: on a full disk, or without the
 * leave to write.
 *
 * Invariants:
 * 1. Until the file can be opened, what is said is in memory: there is a conversation at all, and the
 *    person was told that it is not kept.
 * 2. Each turn tries the file again, and the end of the run does; what is in memory goes into it first,
 *    all of it or, where that fails, for another try.
 * 3. Everything is called erased only once it is out of the file, too.
 */
export class LateTranscriptStore implements TranscriptStore {
  readonly #path: string
  readonly #open: () => TranscriptStore
  readonly #memory = new MemoryTranscriptStore()
  #file: TranscriptStore | null = null

  /**
   * @param path where the file lies, for what the person is told.
   * @param open throws where the file cannot be opened yet.
   */
  constructor(path: string, open: () => TranscriptStore) {
    this.#path = path
    this.#open = open
  }

  upsertTurn(turn: TranscriptTurn): Result<null> {
    if (this.#file !== null) return this.#file.upsertTurn(turn)
    const kept = this.#memory.upsertTurn(turn)
    this.#tryFile()
    return kept
  }

  page(request: PageRequest): Result<TranscriptPage> {
    return this.#present.page(request)
  }

  conversations(request: ConversationsRequest): Result<readonly ConversationSummary[]> {
    return this.#present.conversations(request)
  }

  conversation(id: string): Result<ConversationSummary | null> {
    return this.#present.conversation(id)
  }

  recentTurns(conversationId: string, limit: number): Result<readonly TranscriptTurn[]> {
    return this.#present.recentTurns(conversationId, limit)
  }

  search(request: SearchRequest): Result<SearchAnswer> {
    return this.#present.search(request)
  }

  languages(): Result<readonly string[]> {
    return this.#present.languages()
  }

  rename(conversationId: string, title: string | null): Result<null> {
    return this.#present.rename(conversationId, title)
  }

  pin(conversationId: string, on: boolean): Result<null> {
    return this.#present.pin(conversationId, on)
  }

  conversationsOver(over: Over): Result<readonly string[]> {
    return this.#present.conversationsOver(over)
  }

  remove(conversationIds: readonly string[]): Result<null> {
    return this.#present.remove(conversationIds)
  }

  restore(conversationIds: readonly string[]): Result<null> {
    return this.#present.restore(conversationIds)
  }

  removedExchanges(): Result<readonly string[]> {
    return this.#present.removedExchanges()
  }

  eraseSome(limit: number): Result<boolean> {
    return this.#present.eraseSome(limit)
  }

  eraseAll(): Result<null> {
    this.#memory.eraseAll()
    try {
      this.#file ??= this.#open()
    } catch (thrown) {
      // What lies in a file that cannot be opened cannot be erased either.
      return { ok: false, error: storageError(thrown, this.#path) }
    }
    return this.#file.eraseAll()
  }

  knownTurns(ids: readonly string[]): Result<ReadonlySet<string>> {
    return this.#present.knownTurns(ids)
  }

  shownTurns(ids: readonly string[]): Result<ReadonlySet<string>> {
    return this.#present.shownTurns(ids)
  }

  addConversation(whole: WholeConversation): Result<number> {
    return this.#present.addConversation(whole)
  }

  indexSome(limit: number): Result<boolean> {
    return this.#present.indexSome(limit)
  }

  closeStreamingTurns(): Result<number> {
    return this.#present.closeStreamingTurns()
  }

  close(): void {
    if (this.#file === null) this.#tryFile()
    this.#file?.close()
  }

  get #present(): TranscriptStore {
    return this.#file ?? this.#memory
  }

  #tryFile(): void {
    const said = this.#memory.page({ limit: Infinity })
    if (!said.ok || said.value.turns.length === 0) return
    const { turns, conversations } = said.value
    const file = this.#opened()
    if (file === null) return
    // What the run before was cut off in.
    const isReady =
      file.closeStreamingTurns().ok &&
      turns.every((turn) => file.upsertTurn(turn).ok) &&
      conversations
        .filter(({ isNamed }) => isNamed)
        .every(({ id, title }) => file.rename(id, title).ok) &&
      conversations.filter(({ isPinned }) => isPinned).every(({ id }) => file.pin(id, true).ok)
    if (isReady) this.#file = file
    else file.close()
  }

  #opened(): TranscriptStore | null {
    try {
      return this.#open()
    } catch {
      // As at the start, of which the person was told.
      return null
    }
  }
}
