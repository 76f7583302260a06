import { z } from 'zod'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import { inTransaction, type LibsqlDatabase } from './open-database.ts'
import type { prepareIndex } from './transcript-index.ts'
import { TURN_COLUMNS, turnsOfRows } from './transcript-rows.ts'
import type { WholeConversation } from './transcript-store.ts'

const COLUMNS = `id, conversation_id, exchange_id, speaker, text, status, started_at_ms, duration_ms,
  language, way`
const ids = z.array(z.object({ id: z.string() }))

const valuesOf = (turn: TranscriptTurn) =>
  [
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
  ] as const

/** What puts turns in, together with what the index needs of them. */
export const prepareTurns = (
  database: LibsqlDatabase,
  index: Pick<ReturnType<typeof prepareIndex>, 'keep'>,
) => {
  const insertConversation = database.prepare(
    `INSERT INTO conversations (id, started_at_ms, last_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET last_at_ms = max(last_at_ms, excluded.last_at_ms)`,
  )
  const upsert = database.prepare(
    `INSERT INTO turns (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       text = CASE WHEN turns.speaker = 'person' AND excluded.text = ''
         THEN turns.text ELSE excluded.text END,
       status = excluded.status, started_at_ms = excluded.started_at_ms,
       duration_ms = excluded.duration_ms, language = excluded.language, way = excluded.way`,
  )
  const insert = database.prepare(
    `INSERT INTO turns (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
  )
  const stored = database.prepare(`SELECT ${TURN_COLUMNS} FROM turns WHERE id = ?`)
  const nameNew = database.prepare(
    `INSERT INTO conversations (id, started_at_ms, last_at_ms, title, pinned) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET last_at_ms = max(last_at_ms, excluded.last_at_ms),
       started_at_ms = min(started_at_ms, excluded.started_at_ms)`,
  )
  const revive = database.prepare(
    'UPDATE conversations SET removed_at_ms = NULL WHERE id = ? AND removed_at_ms IS NOT NULL',
  )
  const dropEmpty = database.prepare(
    `DELETE FROM conversations WHERE id = ?
       AND NOT EXISTS (SELECT 1 FROM turns WHERE conversation_id = conversations.id)`,
  )
  const known = database.prepare(
    'SELECT id FROM turns WHERE id IN (SELECT value FROM json_each(?))',
  )
  const shown = database.prepare(
    `SELECT turns.id FROM turns JOIN conversations ON conversations.id = conversation_id
     WHERE removed_at_ms IS NULL AND turns.id IN (SELECT value FROM json_each(?))`,
  )
  const closeStreaming = database.prepare("SELECT id FROM turns WHERE status = 'streaming'")
  const close = database.prepare("UPDATE turns SET status = 'interrupted' WHERE id = ?")
  const recent = database.prepare(
    `SELECT ${TURN_COLUMNS} FROM turns WHERE conversation_id = ?
     ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
  )
  /** As it stands there now: what was put in may not have replaced all of it. */
  const indexStored = (id: string): void => turnsOfRows(stored.all(id)).forEach(index.keep)

  return {
    upsert: (turn: TranscriptTurn): void =>
      inTransaction(database, () => {
        insertConversation.run(turn.conversationId, turn.startedAtMs, turn.startedAtMs)
        upsert.run(...valuesOf(turn))
        indexStored(turn.id)
      }),
    add: ({ conversation, turns }: WholeConversation): number => {
      let added = 0
      inTransaction(database, () => {
        const moments = turns.map(({ startedAtMs }) => startedAtMs)
        nameNew.run(
          conversation.id,
          moments.reduce((a, b) => Math.min(a, b), conversation.startedAtMs),
          moments.reduce((a, b) => Math.max(a, b), conversation.startedAtMs),
          conversation.isNamed ? conversation.title : null,
          conversation.isPinned ? 1 : 0,
        )
        const isBack = revive.run(conversation.id).changes > 0
        for (const turn of turns) {
          const isNew = insert.run(...valuesOf(turn)).changes > 0
          if (isNew || isBack) added += 1
          if (isNew) indexStored(turn.id)
        }
        dropEmpty.run(conversation.id)
      })
      return added
    },
    known: (wanted: readonly string[]): ReadonlySet<string> =>
      new Set(ids.parse(known.all(JSON.stringify(wanted))).map(({ id }) => id)),
    shown: (wanted: readonly string[]): ReadonlySet<string> =>
      new Set(ids.parse(shown.all(JSON.stringify(wanted))).map(({ id }) => id)),
    recent: (conversationId: string, limit: number): readonly TranscriptTurn[] =>
      turnsOfRows(recent.all(conversationId, limit).toReversed()),
    closeStreaming: (): number => {
      const streaming = ids.parse(closeStreaming.all())
      inTransaction(database, () => {
        for (const { id } of streaming) {
          close.run(id)
          indexStored(id)
        }
      })
      return streaming.length
    },
  }
}
