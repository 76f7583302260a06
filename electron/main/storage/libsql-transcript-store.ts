import { z } from 'zod'
import { succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import {
  transcriptTurnSchema,
  turnStatusSchema,
  type ConversationSummary,
  type TranscriptTurn,
} from '../../contracts/transcript.ts'
import { datedMs } from '../../core/transcripts/day.ts'
import { inTransaction, openDatabase, setAside, type LibsqlDatabase } from './open-database.ts'
import { storageError } from './storage-failure.ts'
import { MIGRATIONS } from './transcript-schema.ts'
import { storable, type TranscriptStore } from './transcript-store.ts'

const COLUMNS = `id, conversation_id AS conversationId, exchange_id AS exchangeId, speaker, text,
  status, started_at_ms AS startedAtMs, duration_ms AS durationMs, language, way`

/** Whatever SQLite holds as a number, infinite ones too. */
const momentSchema = z.custom<number>((value) => typeof value === 'number').transform(datedMs)

/**
 * A row as far as it can be shown: the words count, whatever else an edit by hand, another program or
 * a wrong clock has put beside them.
 */
const rowSchema = transcriptTurnSchema.extend({
  status: turnStatusSchema.catch('complete'),
  startedAtMs: momentSchema,
  durationMs: transcriptTurnSchema.shape.durationMs.catch(0),
})
const summariesSchema = z.array(
  z.object({ id: z.string(), startedAtMs: momentSchema, turnCount: z.number() }),
)

/** What runs on one open database: every statement, prepared once. */
const prepareStatements = (database: LibsqlDatabase) => {
  const insertConversation = database.prepare(
    'INSERT INTO conversations (id, started_at_ms) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
  )
  const upsertTurn = database.prepare(
    `INSERT INTO turns (id, conversation_id, exchange_id, speaker, text, status, started_at_ms,
       duration_ms, language, way) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       text = CASE WHEN turns.speaker = 'person' AND excluded.text = ''
         THEN turns.text ELSE excluded.text END,
       status = excluded.status, started_at_ms = excluded.started_at_ms,
       duration_ms = excluded.duration_ms, language = excluded.language, way = excluded.way`,
  )
  return {
    upsert: (turn: TranscriptTurn) =>
      inTransaction(database, () => {
        insertConversation.run(turn.conversationId, turn.startedAtMs)
        upsertTurn.run(
          turn.id,
          turn.conversationId,
          turn.exchangeId,
          turn.speaker,
          turn.text,
          turn.status,
          turn.startedAtMs,
          turn.durationMs,
          turn.language,
          turn.way,
        )
      }),
    newest: database.prepare(
      `SELECT ${COLUMNS} FROM turns ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
    ),
    before: database.prepare(
      `SELECT ${COLUMNS} FROM turns WHERE (started_at_ms, id) <
         (SELECT started_at_ms, id FROM turns WHERE id = ?)
       ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
    ),
    recent: database.prepare(
      `SELECT ${COLUMNS} FROM turns WHERE conversation_id = ?
       ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
    ),
    conversations: database.prepare(
      `SELECT conversations.id, conversations.started_at_ms AS startedAtMs,
         COUNT(turns.id) AS turnCount
       FROM conversations LEFT JOIN turns ON turns.conversation_id = conversations.id
       GROUP BY conversations.id ORDER BY conversations.started_at_ms, conversations.id`,
    ),
    closeStreaming: database.prepare(
      "UPDATE turns SET status = 'interrupted' WHERE status = 'streaming'",
    ),
  }
}

/**
 * The transcript in a libsql database.
 *
 * Invariants:
 * 1. A turn is committed (WAL, synchronous FULL) before `upsertTurn` answers.
 * 2. Statements are prepared once for each opened file; no text ever becomes part of one.
 * 3. Only texts, numbers and null are bound: libsql aborts the process at a boolean.
 * 4. When the file turns out to be damaged while it is open, it is set aside and a new one begun; the
 *    call that met the damage fails with `storage.damaged`, and the next one works.
 */
export class LibsqlTranscriptStore implements TranscriptStore {
  readonly #file: string
  readonly #nowMs: () => number
  #database: LibsqlDatabase
  #statements: ReturnType<typeof prepareStatements>

  private constructor(database: LibsqlDatabase, file: string, nowMs: () => number) {
    this.#file = file
    this.#nowMs = nowMs
    this.#database = database
    this.#statements = prepareStatements(database)
  }

  /**
   * @param nowMs names what is set aside.
   * @returns the store, and what was found damaged and set aside.
   * @throws where the file can be neither opened nor made.
   */
  static open(
    file: string,
    nowMs: () => number,
  ): { readonly store: LibsqlTranscriptStore; readonly damage: CodedError | null } {
    const { database, damage } = openDatabase(file, MIGRATIONS, nowMs())
    return { store: new LibsqlTranscriptStore(database, file, nowMs), damage }
  }

  upsertTurn(turn: TranscriptTurn): Result<null> {
    return this.#try(({ upsert }) => {
      upsert(storable(turn))
      return null
    })
  }

  page({
    before,
    limit,
  }: {
    readonly before?: string | undefined
    readonly limit: number
  }): Result<readonly TranscriptTurn[]> {
    return this.#try((statements) =>
      newestLast(
        before === undefined ? statements.newest.all(limit) : statements.before.all(before, limit),
      ),
    )
  }

  conversations(): Result<readonly ConversationSummary[]> {
    return this.#try(({ conversations }) => summariesSchema.parse(conversations.all()))
  }

  recentTurns(conversationId: string, limit: number): Result<readonly TranscriptTurn[]> {
    return this.#try(({ recent }) => newestLast(recent.all(conversationId, limit)))
  }

  closeStreamingTurns(): Result<number> {
    return this.#try(({ closeStreaming }) => closeStreaming.run().changes)
  }

  close(): void {
    this.#database.close()
  }

  #try<T>(action: (statements: ReturnType<typeof prepareStatements>) => T): Result<T> {
    try {
      return succeed(action(this.#statements))
    } catch (thrown) {
      const error = storageError(thrown, this.#file)
      return { ok: false, error: error.code === 'storage.damaged' ? this.#beginAnew(error) : error }
    }
  }

  #beginAnew(error: CodedError): CodedError {
    try {
      this.#database.close()
      const aside = setAside(this.#file, this.#nowMs())
      this.#database = openDatabase(this.#file, MIGRATIONS, this.#nowMs()).database
      this.#statements = prepareStatements(this.#database)
      return { ...error, params: { file: aside } }
    } catch (thrown) {
      // A system that renames no open file, or a disk that went: the next start sets it aside.
      return storageError(thrown, this.#file)
    }
  }
}

/** A row without words or names is left out, and left where it is: it must not hide the others. */
const newestLast = (rows: readonly unknown[]): readonly TranscriptTurn[] =>
  rows
    .flatMap((row) => {
      const parsed = rowSchema.safeParse(row)
      return parsed.success ? [parsed.data] : []
    })
    .toReversed()
