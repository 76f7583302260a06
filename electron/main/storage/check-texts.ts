import { z } from 'zod'
import type { LibsqlDatabase } from './open-database.ts'

/** Every column that is read as a text. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  conversations: ['id', 'title'],
  turns: ['id', 'conversation_id', 'exchange_id', 'speaker', 'text', 'status', 'language', 'way'],
  turn_words: ['turn_id', 'words', 'facets'],
}

/** Together about half a megabyte. */
const ROWS_AT_ONCE = 2000

const tablesSchema = z.array(z.object({ name: z.string() }))
const pieceSchema = z.tuple([
  z.object({ last: z.number().nullable(), bytes: z.instanceof(ArrayBuffer).nullable() }),
])

const checkTable = (database: LibsqlDatabase, table: string, columns: readonly string[]): void => {
  const together = columns.map((column) => `coalesce(${column}, '')`).join(' || ')
  const piece = database.prepare(
    `SELECT max(row) AS last, CAST(group_concat(texts, '') AS BLOB) AS bytes FROM
       (SELECT rowid AS row, ${together} AS texts FROM ${table} WHERE rowid > ?
         ORDER BY rowid LIMIT ${ROWS_AT_ONCE})`,
  )
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let reached = -1; ;) {
    const [{ last, bytes }] = pieceSchema.parse(piece.all(reached))
    if (last === null || bytes === null) return
    try {
      decoder.decode(bytes)
    } catch {
      throw Object.assign(new Error(`no text in ${table}`), { code: 'SQLITE_CORRUPT' })
    }
    reached = last
  }
}

/**
 * Checks that what the database calls texts are texts: libsql ends the whole process at one that is no
 * UTF-8 (0.9.30, value.rs), and SQLite's own check does not look at them. Takes 0.3 s for 100,000 turns.
 * @throws with the code SQLITE_CORRUPT where one is none.
 */
export const checkTexts = (database: LibsqlDatabase): void => {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  const present = new Set(tablesSchema.parse(tables).map(({ name }) => name))
  for (const [table, columns] of Object.entries(COLUMNS)) {
    if (present.has(table)) checkTable(database, table, columns)
  }
}
