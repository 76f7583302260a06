import { z } from 'zod'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import { datedMs } from '../../core/transcripts/day.ts'
import { facetsOf, facetWords } from '../../core/transcripts/facets.ts'
import { indexedWords } from '../../core/transcripts/search/tokens.ts'
import { inTransaction, type LibsqlDatabase } from './open-database.ts'
import { CREATE_INDEX } from './transcript-schema.ts'
import { TURN_COLUMNS, turnsOfRows } from './transcript-rows.ts'

const indexedSchema = z.tuple([
  z.object({ words: z.string(), facets: z.string(), atMs: z.number() }),
])
const countSchema = z.tuple([z.object({ count: z.number() })])

/** The first number that is free at or after a moment's own one. */
const FREE_NUMBER = `(SELECT CASE
    WHEN NOT EXISTS (SELECT 1 FROM turn_words WHERE number = wanted.number) THEN wanted.number
    ELSE (SELECT taken.number + 1 FROM turn_words AS taken
      WHERE taken.number >= wanted.number AND NOT EXISTS
        (SELECT 1 FROM turn_words AS next WHERE next.number = taken.number + 1)
      ORDER BY taken.number LIMIT 1)
  END FROM (SELECT CAST(? AS INTEGER) * 1024 AS number) AS wanted)`

/**
 * Keeps the full-text index in step with the turns.
 *
 * Invariant: `keep` runs within the transaction that changes the turn (and one that goes takes its words
 * with it): there is no moment at which the database says one thing and its index another.
 */
export const prepareIndex = (database: LibsqlDatabase) => {
  const indexed = database.prepare(
    'SELECT words, facets, number / 1024 AS atMs FROM turn_words WHERE turn_id = ?',
  )
  const drop = database.prepare('DELETE FROM turn_words WHERE turn_id = ?')
  const add = database.prepare(
    `INSERT INTO turn_words (turn_id, words, facets, number) VALUES (?, ?, ?, ${FREE_NUMBER})`,
  )
  const older = database.prepare(
    `SELECT ${TURN_COLUMNS} FROM turns WHERE (started_at_ms, id) < (?, ?)
     ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
  )
  const missing = database.prepare(
    'SELECT (SELECT count(*) FROM turns) - (SELECT count(*) FROM turn_words) AS count',
  )
  const countOf = (rows: readonly unknown[]) => countSchema.parse(rows)[0].count

  const keep = (turn: TranscriptTurn): void => {
    const words = indexedWords(turn.text)
    const facets = facetWords(facetsOf(turn)).join(' ')
    const atMs = Math.trunc(datedMs(turn.startedAtMs))
    const known = indexedSchema.safeParse(indexed.all(turn.id)).data?.[0]
    if (known?.words === words && known.facets === facets && known.atMs === atMs) return
    if (known !== undefined) drop.run(turn.id)
    add.run(turn.id, words, facets, atMs)
  }
  /** Of the turns that were not indexed yet, those that come next; null where all are. */
  let reached: { readonly atMs: number; readonly id: string } | null = null

  return {
    keep,
    /** Indexes up to `limit` turns that an older version, or another program, has put in. */
    catchUp: (limit: number): boolean => {
      if (reached === null && countOf(missing.all()) === 0) return true
      const from = reached ?? { atMs: Infinity, id: '' }
      const turns = turnsOfRows(older.all(from.atMs, from.id, limit))
      inTransaction(database, () => turns.forEach(keep))
      const last = turns.at(-1)
      reached = last === undefined ? null : { atMs: last.startedAtMs, id: last.id }
      return last === undefined
    },
    /** Made anew from the words, all of it: 3 s for 100,000 turns. */
    rebuild: (): void => {
      database.exec(`DROP TABLE turn_index; ${CREATE_INDEX}`)
      database.exec("INSERT INTO turn_index (turn_index) VALUES ('rebuild')")
    },
  }
}
