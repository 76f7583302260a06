import { z } from 'zod'
import { CodedFailure, succeed, type CodedError, type Result } from '../../contracts/errors.ts'
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
import { prepareConversations } from './conversation-statements.ts'
import {
  BUSY_MS,
  inTransaction,
  openDatabase,
  replaceDamaged,
  type CheckDepth,
  withLogInMemory,
  type LibsqlDatabase,
} from './open-database.ts'
import { salvageTurns } from './salvage-turns.ts'
import { isIndexDamage, storageError } from './storage-failure.ts'
import { removeCopies } from './copies.ts'
import { prepareEraser } from './transcript-eraser.ts'
import { prepareIndex } from './transcript-index.ts'
import { preparePages } from './transcript-pages.ts'
import { CREATE_FORGETTING, MIGRATIONS } from './transcript-schema.ts'
import { prepareSearch } from './transcript-search.ts'
import { storable, type TranscriptStore, type WholeConversation } from './transcript-store.ts'
import { prepareTurns } from './turn-statements.ts'

/** What runs on one open database: every statement, prepared once. */
const prepare = (database: LibsqlDatabase, file: string) => {
  const index = prepareIndex(database)
  return {
    index,
    erase: prepareEraser(database, index, () => removeCopies(file)),
    turns: prepareTurns(database, index),
    page: preparePages(database),
    search: prepareSearch(database),
    conversations: prepareConversations(database),
  }
}
type Statements = ReturnType<typeof prepare>

const EMPTY_LOG = 'wal_checkpoint(TRUNCATE)'
/** Where another process reads, or the disk is full, what is to be in the file is in the log, too. */
const attempt = (emptyLog: () => unknown): void => {
  try {
    emptyLog()
  } catch {
    // It is emptied by whoever can.
  }
}

const checkpointSchema = z.tuple([z.object({ busy: z.number() })])

/**
 * The transcript in a libsql database.
 *
 * Invariants:
 * 1. A turn is committed (WAL, synchronous FULL) before `upsertTurn` answers.
 * 2. Statements are prepared once for each opened file; no text ever becomes part of one.
 * 3. What is changed is changed in a transaction, however little it is: a statement that finds the file locked
 *    stays under way, and nothing can be committed beside it; a transaction finds it locked as it begins.
 * 4. Only texts, numbers and null are bound: libsql aborts the process at a boolean.
 * 5. When the file turns out to be damaged while it is open, it is set aside, and the newest whole copy, or
 *    a new one, takes its place; the call that met the damage fails with `storage.restored` or
 *    `storage.damaged`, and the next one works. Where only the
 *    index is damaged it is made anew, and the call that met it works.
 * 6. What was erased is in no file any more once `eraseSome` has said so: not in the database (whose freed
 *    pages are overwritten), its index, its log, or a copy (of a day, or from before a
 *    migration), or what was set aside. While another process reads an earlier state, it is not said.
 */
export class LibsqlTranscriptStore implements TranscriptStore {
  readonly #file: string
  readonly #nowMs: () => number
  #database: LibsqlDatabase
  #statements: Statements

  private constructor(database: LibsqlDatabase, file: string, nowMs: () => number) {
    this.#file = file
    this.#nowMs = nowMs
    this.#database = database
    this.#statements = prepare(database, this.#file)
  }

  /**
   * @param nowMs names what is set aside.
   * @returns the store, and what was found damaged and set aside.
   * @throws where the file can be neither opened nor made.
   */
  static open(
    file: string,
    nowMs: () => number,
    depth?: CheckDepth,
  ): { readonly store: LibsqlTranscriptStore; readonly damage: CodedError | null } {
    const { database, damage } = openDatabase(file, MIGRATIONS, nowMs(), depth)
    const store = new LibsqlTranscriptStore(database, file, nowMs)
    return { store, damage: damage === null ? null : store.#salvage(damage) }
  }

  upsertTurn(turn: TranscriptTurn): Result<null> {
    return this.#change(({ turns }) => turns.upsert(storable(turn)))
  }

  page(request: PageRequest): Result<TranscriptPage> {
    return this.#try(({ page, conversations }) => {
      const read = page(request)
      return { ...read, conversations: this.#summaries(conversations, read.turns) }
    })
  }

  conversations(request: ConversationsRequest): Result<readonly ConversationSummary[]> {
    return this.#try(({ conversations }) => conversations.list(request))
  }

  conversation(id: string): Result<ConversationSummary | null> {
    return this.#try(({ conversations }) => conversations.find(id))
  }

  recentTurns(conversationId: string, limit: number): Result<readonly TranscriptTurn[]> {
    return this.#try(({ turns }) => turns.recent(conversationId, limit))
  }

  search(request: SearchRequest): Result<SearchAnswer> {
    return this.#try(({ search, conversations }) => {
      const { turns, ...rest } = search(request)
      const summaries = new Map(
        this.#summaries(conversations, turns).map((summary) => [summary.id, summary]),
      )
      const found = turns.flatMap((turn) => {
        const conversation = summaries.get(turn.conversationId)
        return conversation === undefined ? [] : [{ turn, conversation }]
      })
      return { ...rest, found }
    })
  }

  languages(): Result<readonly string[]> {
    return this.#try(({ conversations }) => conversations.languages())
  }

  rename(conversationId: string, title: string | null): Result<null> {
    return this.#together(({ conversations }) => conversations.rename(conversationId, title))
  }

  pin(conversationId: string, on: boolean): Result<null> {
    return this.#together(({ conversations }) => conversations.pin(conversationId, on))
  }

  conversationsOver(over: Over): Result<readonly string[]> {
    return this.#try(({ conversations }) => conversations.over(over))
  }

  remove(conversationIds: readonly string[]): Result<null> {
    return this.#together(({ conversations }) => {
      for (const id of conversationIds) conversations.remove(id, this.#nowMs())
    })
  }

  restore(conversationIds: readonly string[]): Result<null> {
    return this.#together(({ conversations }) => conversationIds.forEach(conversations.restore))
  }

  removedExchanges(): Result<readonly string[]> {
    return this.#try(({ conversations }) => conversations.removedExchanges())
  }

  eraseSome(limit: number): Result<boolean> {
    return this.#try(({ erase }) => {
      const erased = erase(limit)
      if (erased === 'more') return false
      // A copy that began before the last of it went.
      if (erased === 'done') removeCopies(this.#file)
      // Also where there was nothing: a run that was cut off may have left it. The next step asks again.
      return this.#isLogEmptied(0)
    })
  }

  eraseAll(): Result<null> {
    return this.#change(({ index }) => {
      removeCopies(this.#file)
      const erase = (): void => {
        inTransaction(this.#database, () => {
          this.#database.exec('DROP TRIGGER turn_words_gone')
          this.#database.exec(
            'DELETE FROM turn_words; DELETE FROM turns; DELETE FROM conversations',
          )
          this.#database.exec(CREATE_FORGETTING)
          index.rebuild()
        })
        removeCopies(this.#file)
        // Pages that are free hold nothing by now; without them the file is small again.
        this.#database.exec('VACUUM')
      }
      // The log may hold what the file has no room for, once erasing has filled the disk with it.
      attempt(() => this.#isLogEmptied(0))
      try {
        erase()
      } catch (thrown) {
        if (storageError(thrown, this.#file).code !== 'disk.full') throw thrown
        withLogInMemory(this.#database, erase)
      }
      if (this.#isLogEmptied(BUSY_MS)) return
      // The next start finishes it.
      const detail = `${this.#file}: read by another process, so that it still has in it what was erased`
      throw new CodedFailure({ code: 'storage.unavailable', detail })
    })
  }

  knownTurns(ids: readonly string[]): Result<ReadonlySet<string>> {
    return this.#try(({ turns }) => turns.known(ids))
  }

  shownTurns(ids: readonly string[]): Result<ReadonlySet<string>> {
    return this.#try(({ turns }) => turns.shown(ids))
  }

  addConversation(whole: WholeConversation): Result<number> {
    return this.#try(({ turns }) => turns.add({ ...whole, turns: whole.turns.map(storable) }))
  }

  indexSome(limit: number): Result<boolean> {
    return this.#try(({ index }) => index.catchUp(limit))
  }

  closeStreamingTurns(): Result<number> {
    return this.#try(({ turns }) => turns.closeStreaming())
  }

  /** To be called where the file was found damaged from without. @returns what is told of it. */
  foundDamaged(error: CodedError): CodedError {
    return this.#beginAnew(error)
  }

  close(): void {
    // All of it in one file: what a person copies or backs up is then whole.
    attempt(() => this.#database.pragma(EMPTY_LOG))
    this.#database.close()
  }

  /**
   * Puts the log into the file and empties it: until then the file has in it what the log says was erased.
   * @param waitMs for whoever still reads an earlier state of it (a copy, `--ask`).
   * @returns whether that could be done.
   */
  #isLogEmptied(waitMs: number): boolean {
    this.#database.pragma(`busy_timeout = ${waitMs}`)
    try {
      // Of what keeps it from that it throws nothing.
      return checkpointSchema.parse(this.#database.pragma(EMPTY_LOG))[0].busy === 0
    } finally {
      this.#database.pragma(`busy_timeout = ${BUSY_MS}`)
    }
  }

  /** The conversations of these turns, each once. */
  #summaries(
    conversations: Statements['conversations'],
    turns: readonly TranscriptTurn[],
  ): readonly ConversationSummary[] {
    const ids = new Set(turns.map(({ conversationId }) => conversationId))
    return [...ids].map(conversations.find).filter((found) => found !== null)
  }

  #change(action: (statements: Statements) => void): Result<null> {
    return this.#try((statements) => {
      action(statements)
      return null
    })
  }

  #together(action: (statements: Statements) => void): Result<null> {
    return this.#change((statements) => inTransaction(this.#database, () => action(statements)))
  }

  #try<T>(action: (statements: Statements) => T): Result<T> {
    try {
      return succeed(this.#withWholeIndex(action))
    } catch (thrown) {
      const error = storageError(thrown, this.#file)
      return { ok: false, error: error.code === 'storage.damaged' ? this.#beginAnew(error) : error }
    }
  }

  /** Everything in the index can be had from the words: its damage costs nobody anything. */
  #withWholeIndex<T>(action: (statements: Statements) => T): T {
    try {
      return action(this.#statements)
    } catch (thrown) {
      if (!isIndexDamage(thrown)) throw thrown
      inTransaction(this.#database, this.#statements.index.rebuild)
      return action(this.#statements)
    }
  }

  /** What can still be read out of what was set aside is added, and it is told how much that was. */
  #salvage(damage: CodedError): CodedError {
    const saved = salvageTurns(String(damage.params?.['file']), this.#statements.turns)
    return { ...damage, params: { ...damage.params, saved } }
  }

  #beginAnew(error: CodedError): CodedError {
    try {
      this.#database.close()
      const { database, damage } = replaceDamaged(this.#file, MIGRATIONS, this.#nowMs(), error)
      this.#database = database
      this.#statements = prepare(database, this.#file)
      return this.#salvage(damage)
    } catch (thrown) {
      // A system that renames no open file, or a disk that went: the next start sets it aside.
      return storageError(thrown, this.#file)
    }
  }
}
