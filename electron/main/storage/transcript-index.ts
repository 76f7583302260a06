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
const numberSchema = z.tuple([z.object({ number: z.number() })])

/** The first number that is free at or after one. */
const FREE_NUMBER = `SELECT CASE
    WHEN NOT EXISTS (SELECT 1 FROM turn_words WHERE number = wanted.number) THEN wanted.number
    ELSE (SELECT taken.number + 1 FROM turn_words AS taken
      WHERE taken.number >= wanted.number AND NOT EXISTS
        (SELECT 1 FROM turn_words AS next WHERE next.number = taken.number + 1)
      ORDER BY taken.number LIMIT 1)
  END AS number FROM (SELECT CAST(? AS INTEGER) AS number) AS wanted`
/** Numbers that a millisecond has for its turns. */
const NUMBERS_PER_MS = 1024

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
    'INSERT INTO turn_words (turn_id, words, facets, number) VALUES (?, ?, ?, CAST(? AS INTEGER))',
  )
  const free = database.prepare(FREE_NUMBER)
  const older = database.prepare(
    `SELECT ${TURN_COLUMNS} FROM turns WHERE (started_at_ms, id) < (?, ?)
     ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
  )
  const missing = database.prepare(
    'SELECT (SELECT count(*) FROM turns) - (SELECT count(*) FROM turn_words) AS count',
  )
  const countOf = (rows: readonly unknown[]) => countSchema.parse(rows)[0].count

  /** From one number to another all were taken when the last one was given. */
  let taken = { from: 0, to: -1 }
  /**
   * Looking at each number that is taken would take a minute for 20,000 turns of one moment, which is how
   * other programs date what they export: what was found taken is not looked at again.
   */
  const freeNumber = (atMs: number): number => {
    const wanted = atMs * NUMBERS_PER_MS
    const isWithin = wanted >= taken.from && wanted <= taken.to + 1
    const [{ number }] = numberSchema.parse(free.all(isWithin ? taken.to + 1 : wanted))
    taken = { from: isWithin ? taken.from : wanted, to: number }
    return number
  }

  const keep = (turn: TranscriptTurn): void => {
    const words = indexedWords(turn.text)
    const facets = facetWords(facetsOf(turn)).join(' ')
    const atMs = Math.trunc(datedMs(turn.startedAtMs))
    const known = indexedSchema.safeParse(indexed.all(turn.id)).data?.[0]
    if (known?.words === words && known.facets === facets && known.atMs === atMs) return
    if (known !== undefined) drop.run(turn.id)
    add.run(turn.id, words, facets, freeNumber(atMs))
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
