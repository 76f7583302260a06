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
const stepsSchema = z.tuple([z.object({ steps: z.number() })])

/** Numbers that a millisecond has for its turns. */
const NUMBERS_PER_MS = 1024
/** A number as a moment and how far behind its first one: by itself it has more digits than JavaScript. */
const NUMBER = `(CAST(? AS INTEGER) * ${NUMBERS_PER_MS} + CAST(? AS INTEGER))`
/** How far behind a number the first one is that is free. */
const STEPS_TO_FREE = `SELECT CASE
    WHEN NOT EXISTS (SELECT 1 FROM turn_words WHERE number = wanted.number) THEN wanted.number
    ELSE (SELECT taken.number + 1 FROM turn_words AS taken
      WHERE taken.number >= wanted.number AND NOT EXISTS
        (SELECT 1 FROM turn_words AS next WHERE next.number = taken.number + 1)
      ORDER BY taken.number LIMIT 1)
  END - wanted.number AS steps FROM (SELECT ${NUMBER} AS number) AS wanted`

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
    `INSERT INTO turn_words (turn_id, words, facets, number) VALUES (?, ?, ?, ${NUMBER})`,
  )
  const stepsToFree = database.prepare(STEPS_TO_FREE)
  const older = database.prepare(
    `SELECT ${TURN_COLUMNS} FROM turns WHERE (started_at_ms, id) < (?, ?)
     ORDER BY started_at_ms DESC, id DESC LIMIT ?`,
  )
  const missing = database.prepare(
    'SELECT (SELECT count(*) FROM turns) - (SELECT count(*) FROM turn_words) AS count',
  )
  const countOf = (rows: readonly unknown[]) => countSchema.parse(rows)[0].count

  /** So many numbers from the first one of a moment were all taken when the last one was given. */
  let taken = { atMs: 0, count: 0 }
  /**
   * Looking at each number that is taken would take a minute for 20,000 turns of one moment, which is how
   * other programs date what they export: what was found taken is not looked at again.
   */
  const freeNumber = (atMs: number): readonly [atMs: number, behind: number] => {
    const wanted = (atMs - taken.atMs) * NUMBERS_PER_MS
    if (wanted < 0 || wanted > taken.count) taken = { atMs, count: 0 }
    const [{ steps }] = stepsSchema.parse(stepsToFree.all(taken.atMs, taken.count))
    const behind = taken.count + steps
    taken = { atMs: taken.atMs, count: behind + 1 }
    return [taken.atMs, behind]
  }

  const keep = (turn: TranscriptTurn): void => {
    const words = indexedWords(turn.text)
    const facets = facetWords(facetsOf(turn)).join(' ')
    const atMs = Math.trunc(datedMs(turn.startedAtMs))
    const known = indexedSchema.safeParse(indexed.all(turn.id)).data?.[0]
    if (known?.words === words && known.facets === facets && known.atMs === atMs) return
    if (known !== undefined) drop.run(turn.id)
    add.run(turn.id, words, facets, ...freeNumber(atMs))
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
