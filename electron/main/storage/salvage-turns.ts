import { z } from 'zod'
import { transcriptTurnSchema, type TranscriptTurn } from '../../contracts/transcript.ts'
import { openReadOnly, type LibsqlDatabase } from './open-database.ts'
import type { WholeConversation } from './transcript-store.ts'
import type { prepareTurns } from './turn-statements.ts'

/** Everything as bytes: libsql ends the process at a text that is no UTF-8. */
const TEXTS = [
  'id',
  'conversation_id',
  'exchange_id',
  'speaker',
  'text',
  'status',
  'language',
  'way',
]
const COLUMNS = `rowid AS "row", started_at_ms, duration_ms,
  ${TEXTS.map((name) => `CAST(${name} AS BLOB) AS ${name}`).join(', ')}`

const bytesSchema = z.instanceof(ArrayBuffer)
const rowSchema = z.looseObject({ row: z.number() })
const conversationsSchema = z.array(
  z.object({
    id: bytesSchema,
    title: bytesSchema.nullable(),
    pinned: z.number(),
    started_at_ms: z.number(),
    removed_at_ms: z.number().nullable(),
  }),
)

/** Of a name every letter counts, of what was said as many as there are. */
const strict = new TextDecoder('utf-8', { fatal: true })
const lenient = new TextDecoder()

const ROWS_AT_ONCE = 100
/** The start waits for it; what was said last is read first. */
const LIMIT_MS = 3000

const turnOf = (row: Readonly<Record<string, unknown>>): TranscriptTurn | null => {
  const text = (name: string): string | null => {
    const bytes = bytesSchema.nullable().parse(row[name])
    return bytes === null ? null : (name === 'text' ? lenient : strict).decode(bytes)
  }
  try {
    return transcriptTurnSchema.parse({
      id: text('id'),
      conversationId: text('conversation_id'),
      exchangeId: text('exchange_id'),
      speaker: text('speaker'),
      text: text('text'),
      status: text('status'),
      startedAtMs: row['started_at_ms'],
      durationMs: row['duration_ms'],
      language: text('language'),
      way: text('way'),
    })
  } catch {
    // Damaged: it stays where it is.
    return null
  }
}

type Known = ReadonlyMap<string, WholeConversation['conversation']>

/** Conversations that were not deleted. @throws where that cannot be read. */
const conversationsOf = (database: LibsqlDatabase): Known => {
  const rows = database
    .prepare(
      `SELECT CAST(id AS BLOB) AS id, CAST(title AS BLOB) AS title, pinned, started_at_ms, removed_at_ms
       FROM conversations`,
    )
    .all()
  return new Map(
    conversationsSchema
      .parse(rows)
      .filter(({ removed_at_ms: removedAtMs }) => removedAtMs === null)
      .map((row) => {
        const id = lenient.decode(row.id)
        const title = row.title === null ? null : lenient.decode(row.title)
        return [
          id,
          {
            id,
            startedAtMs: row.started_at_ms,
            title: title ?? '',
            isNamed: title !== null,
            isPinned: row.pinned !== 0,
          },
        ]
      }),
  )
}

/** Pieces of the rows, from one end as far as they can be read: at last one by one. */
const rowsFrom = function* (
  database: LibsqlDatabase,
  end: 'newest' | 'oldest',
  onStopped: () => void,
) {
  const [where, order] = end === 'newest' ? ['rowid < ?', 'DESC'] : ['rowid > ?', 'ASC']
  const statement = database.prepare(
    `SELECT ${COLUMNS} FROM turns WHERE ${where} ORDER BY rowid ${order} LIMIT ?`,
  )
  let atOnce = ROWS_AT_ONCE
  for (let reached = end === 'newest' ? Number.MAX_SAFE_INTEGER : -1; ;) {
    let rows: readonly z.infer<typeof rowSchema>[]
    try {
      rows = z.array(rowSchema).parse(statement.all(reached, atOnce))
    } catch {
      if (atOnce === 1) return onStopped()
      atOnce = 1
      continue
    }
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    reached = last.row
  }
}

const addTurns = (
  found: readonly TranscriptTurn[],
  conversations: Known,
  turns: Pick<ReturnType<typeof prepareTurns>, 'add' | 'known'>,
): number => {
  const known = turns.known(found.map(({ id }) => id))
  const missing = found.filter(({ id }) => !known.has(id))
  let added = 0
  for (const id of new Set(missing.map(({ conversationId }) => conversationId))) {
    const conversation = conversations.get(id)
    const lost = missing.filter(({ conversationId }) => conversationId === id)
    if (conversation !== undefined) added += turns.add({ conversation, turns: lost })
  }
  return added
}

/**
 * Reads out of a damaged database what can be read, newest first, and adds what is missing. What was deleted
 * stays deleted: where nobody can tell what was, nothing is read.
 * @param aside the damaged database, which is left as it is.
 * @returns how many turns were added.
 */
export const salvageTurns = (
  aside: string,
  turns: Pick<ReturnType<typeof prepareTurns>, 'add' | 'known'>,
): number => {
  const endMs = performance.now() + LIMIT_MS
  let added = 0
  try {
    const damaged = openReadOnly(aside)
    try {
      const conversations = conversationsOf(damaged)
      for (const end of ['newest', 'oldest'] as const) {
        let isStopped = false
        const onStopped = () => (isStopped = true)
        for (const rows of rowsFrom(damaged, end, onStopped)) {
          added += addTurns(
            rows.map(turnOf).filter((turn) => turn !== null),
            conversations,
            turns,
          )
          if (performance.now() > endMs) return added
        }
        // All of it could be read: from the other end it is the same.
        if (!isStopped) break
      }
    } finally {
      damaged.close()
    }
  } catch {
    // Not even that can be read: it stays aside.
  }
  return added
}
