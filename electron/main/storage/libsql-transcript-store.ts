import { z } from 'zod'
import { succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import {
  transcriptTurnSchema,
  type ConversationSummary,
  type TranscriptTurn,
} from '../../contracts/transcript.ts'
import { openDatabase, type LibsqlDatabase } from './open-database.ts'
import { storageError } from './storage-failure.ts'
import { MIGRATIONS } from './transcript-schema.ts'
import type { TranscriptStore } from './transcript-store.ts'

const COLUMNS = `id, conversation_id AS conversationId, exchange_id AS exchangeId, speaker, text,
  status, started_at_ms AS startedAtMs, duration_ms AS durationMs, language, way`

const turnsSchema = z.array(transcriptTurnSchema)
const summariesSchema = z.array(
  z.object({ id: z.string(), startedAtMs: z.number(), turnCount: z.number() }),
)

/**
 * The transcript in a libsql database.
 *
 * Invariants:
 * 1. A turn is committed (WAL, synchronous FULL) before `upsertTurn` answers.
 * 2. Statements are prepared once; no text ever becomes part of one.
 */
export class LibsqlTranscriptStore implements TranscriptStore {
  readonly #database: LibsqlDatabase
  readonly #file: string
  readonly #upsert: (turn: TranscriptTurn) => void

  private constructor(database: LibsqlDatabase, file: string) {
    this.#database = database
    this.#file = file
    const conversation = database.prepare(
      'INSERT INTO conversations (id, started_at_ms) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
    )
    const turn = database.prepare(
      `INSERT INTO turns (id, conversation_id, exchange_id, speaker, text, status, started_at_ms,
         duration_ms, language, way) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET text = excluded.text, status = excluded.status,
         started_at_ms = excluded.started_at_ms, duration_ms = excluded.duration_ms,
         language = excluded.language, way = excluded.way`,
    )
    this.#upsert = database.transaction((row: TranscriptTurn) => {
      conversation.run(row.conversationId, row.startedAtMs)
      turn.run(
        row.id,
        row.conversationId,
        row.exchangeId,
        row.speaker,
        row.text,
        row.status,
        row.startedAtMs,
        row.durationMs,
        row.language,
        row.way,
      )
    })
  }

  /**
   * @returns the store, and what was found damaged and set aside.
   * @throws where the file can be neither opened nor made.
   */
  static open(
    file: string,
    nowMs: number,
  ): { readonly store: LibsqlTranscriptStore; readonly damage: CodedError | null } {
    const { database, damage } = openDatabase(file, MIGRATIONS, nowMs)
    return { store: new LibsqlTranscriptStore(database, file), damage }
  }

  upsertTurn(turn: TranscriptTurn): Result<null> {
    return this.#try(() => {
      this.#upsert(turn)
      return null
    })
  }

  page(request: {
    readonly before?: string | undefined
    readonly limit: number
  }): Result<readonly TranscriptTurn[]> {
    return this.#try(() => {
      const rows =
        request.before === undefined
          ? this.#all(`SELECT ${COLUMNS} FROM turns ORDER BY started_at_ms DESC, id DESC LIMIT ?`, [
              request.limit,
            ])
          : this.#all(
              `SELECT ${COLUMNS} FROM turns WHERE (started_at_ms, id) <
                 (SELECT started_at_ms, id FROM turns WHERE id = ?)
               ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
              [request.before, request.limit],
            )
      return turnsSchema.parse(rows).toReversed()
    })
  }

  conversations(): Result<readonly ConversationSummary[]> {
    return this.#try(() =>
      summariesSchema.parse(
        this.#all(
          `SELECT conversations.id, conversations.started_at_ms AS startedAtMs,
             COUNT(turns.id) AS turnCount
           FROM conversations LEFT JOIN turns ON turns.conversation_id = conversations.id
           GROUP BY conversations.id ORDER BY conversations.started_at_ms, conversations.id`,
          [],
        ),
      ),
    )
  }

  recentTurns(conversationId: string, limit: number): Result<readonly TranscriptTurn[]> {
    return this.#try(() =>
      turnsSchema
        .parse(
          this.#all(
            `SELECT ${COLUMNS} FROM turns WHERE conversation_id = ?
             ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
            [conversationId, limit],
          ),
        )
        .toReversed(),
    )
  }

  closeStreamingTurns(): Result<number> {
    return this.#try(
      () =>
        this.#database
          .prepare("UPDATE turns SET status = 'interrupted' WHERE status = 'streaming'")
          .run().changes,
    )
  }

  close(): void {
    this.#database.close()
  }

  #all(statement: string, parameters: readonly unknown[]): readonly unknown[] {
    return this.#database.prepare(statement).all(...parameters)
  }

  #try<T>(action: () => T): Result<T> {
    try {
      return succeed(action())
    } catch (thrown) {
      return { ok: false, error: storageError(thrown, this.#file) }
    }
  }
}
