import { z } from 'zod'
import type { SearchRequest, TranscriptTurn } from '../../contracts/transcript.ts'
import { datedMs } from '../../core/transcripts/day.ts'
import { facetWords } from '../../core/transcripts/facets.ts'
import { searchTerms } from '../../core/transcripts/search/terms.ts'
import type { LibsqlDatabase } from './open-database.ts'
import { TURN_COLUMNS, turnsOfRows } from './transcript-rows.ts'

/**
 * What is asked of the full-text index, in its own language; null where nothing is. Nothing of what a
 * person typed is syntax in it: only letters, digits and marks come through, and they stand in quotes.
 */
const matchOf = (request: SearchRequest): string | null => {
  const words = searchTerms(request.text).map(
    (term) => `words : "${term.words.join(' ')}"${term.isBegun ? ' *' : ''}`,
  )
  const facets = facetWords(request).map((facet) => `facets : "${facet}"`)
  const all = [...words, ...facets]
  return all.length === 0 ? null : all.join(' AND ')
}

/** Only signs were typed: no turn has words like that. */
export const asksForNothing = ({ text }: SearchRequest): boolean =>
  text.trim() !== '' && searchTerms(text).length === 0

interface FoundTurns {
  readonly turns: readonly TranscriptTurn[]
  readonly hasMore: boolean
  readonly total: number
}

const countSchema = z.tuple([z.object({ count: z.number() })])

/** Every number there is lies between these. */
const [FIRST_MS, END_MS] = [datedMs(-Infinity), datedMs(Infinity)]

/** Finds turns by what was said in them, newest first. */
export const prepareSearch = (
  database: LibsqlDatabase,
): ((request: SearchRequest) => FoundTurns) => {
  /** Turns of removed conversations are there until they are erased, and are found by nobody. */
  const removed = `SELECT id FROM conversations WHERE removed_at_ms IS NOT NULL`
  const isRemoving = database.prepare(`${removed} LIMIT 1`)
  const within = (table: string, number: string, match: string) => {
    const where = `${match} ${number} >= CAST(? AS INTEGER) * 1024
      AND ${number} < CAST(? AS INTEGER) * 1024`
    const page = (cursor: string) =>
      database.prepare(
        `SELECT ${TURN_COLUMNS} FROM ${table}
         JOIN turn_words AS found ON found.number = ${number}
         JOIN turns ON turns.id = found.turn_id
         WHERE ${where} ${cursor} AND turns.conversation_id NOT IN (${removed})
         ORDER BY ${number} DESC LIMIT ?`,
      )
    return {
      first: page(''),
      next: page(`AND ${number} < (SELECT number FROM turn_words WHERE turn_id = ?)`),
      count: database.prepare(`SELECT count(*) AS count FROM ${table} WHERE ${where}`),
      countRemoved: database.prepare(
        `SELECT count(*) AS count FROM ${table} WHERE ${where} AND ${number} IN
           (SELECT number FROM turns JOIN turn_words ON turn_id = turns.id
             WHERE conversation_id IN (${removed}))`,
      ),
    }
  }
  const byMatch = within('turn_index', 'turn_index.rowid', 'turn_index MATCH ? AND')
  const byTime = within('turn_words AS listed', 'listed.number', '')

  return (request) => {
    if (asksForNothing(request)) return { turns: [], hasMore: false, total: 0 }
    const match = matchOf(request)
    const { first, next, count, countRemoved } = match === null ? byTime : byMatch
    const asked = [
      ...(match === null ? [] : [match]),
      Math.ceil(datedMs(request.fromMs ?? FIRST_MS)),
      Math.ceil(datedMs(request.toMs ?? END_MS)),
    ]
    const most = request.limit + 1
    const rows =
      request.before === undefined
        ? first.all(...asked, most)
        : next.all(...asked, request.before, most)
    const countOf = (statement: typeof count) => countSchema.parse(statement.all(...asked))[0].count
    const hidden = isRemoving.all().length === 0 ? 0 : countOf(countRemoved)
    return {
      turns: turnsOfRows(rows.slice(0, request.limit)),
      hasMore: rows.length === most,
      total: countOf(count) - hidden,
    }
  }
}
