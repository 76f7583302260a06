import type { PageRequest, TranscriptTurn } from '../../contracts/transcript.ts'
import type { LibsqlDatabase } from './open-database.ts'
import { TURN_COLUMNS, turnsOfRows } from './transcript-rows.ts'

/** What a page is made of. */
interface TurnPage {
  readonly turns: readonly TranscriptTurn[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
}

const NOTHING: TurnPage = { turns: [], hasOlder: false, hasNewer: false }

/** Turns of removed conversations are there until they are erased, and are shown to nobody. */
const KEPT = 'conversation_id NOT IN (SELECT id FROM conversations WHERE removed_at_ms IS NOT NULL)'

const readers = (database: LibsqlDatabase, scope: string) => {
  const select = (where: string, order: 'ASC' | 'DESC') =>
    database.prepare(
      `SELECT ${TURN_COLUMNS} FROM turns WHERE ${scope} ${where}
       ORDER BY started_at_ms ${order}, id ${order} LIMIT ?`,
    )
  const than = (comparison: string) =>
    `AND (started_at_ms, id) ${comparison} (SELECT started_at_ms, id FROM turns WHERE id = ?)`
  return {
    newest: select('', 'DESC'),
    before: select(than('<'), 'DESC'),
    upTo: select(than('<='), 'DESC'),
    after: select(than('>'), 'ASC'),
  }
}

/** Reads pages of turns, of one conversation or of all. */
export const preparePages = (database: LibsqlDatabase): ((request: PageRequest) => TurnPage) => {
  const ofAll = readers(database, KEPT)
  const ofOne = readers(database, `conversation_id = ? AND ${KEPT}`)
  const known = database.prepare('SELECT 1 FROM turns WHERE id = ?')

  return ({ conversationId, before, after, around, limit }) => {
    const read = conversationId === undefined ? ofAll : ofOne
    const scope = conversationId === undefined ? [] : [conversationId]
    // One more than asked for tells whether there are more.
    const older = (rows: readonly unknown[], most: number) => ({
      turns: turnsOfRows(rows.slice(0, most).toReversed()),
      hasMore: rows.length > most,
    })
    if (before === undefined && after === undefined && around === undefined) {
      const { turns, hasMore } = older(read.newest.all(...scope, limit + 1), limit)
      return { turns, hasOlder: hasMore, hasNewer: false }
    }
    if (known.all(before ?? after ?? around).length === 0) return NOTHING
    if (before !== undefined) {
      const { turns, hasMore } = older(read.before.all(...scope, before, limit + 1), limit)
      return { turns, hasOlder: hasMore, hasNewer: true }
    }
    const newer = (from: string, most: number) => {
      const rows = read.after.all(...scope, from, most + 1)
      return { turns: turnsOfRows(rows.slice(0, most)), hasMore: rows.length > most }
    }
    if (after !== undefined) {
      const { turns, hasMore } = newer(after, limit)
      return { turns, hasOlder: true, hasNewer: hasMore }
    }
    const middle = around ?? ''
    const half = Math.ceil(limit / 2)
    const upTo = older(read.upTo.all(...scope, middle, half + 1), half)
    const rest = newer(middle, limit - half)
    return {
      turns: [...upTo.turns, ...rest.turns],
      hasOlder: upTo.hasMore,
      hasNewer: rest.hasMore,
    }
  }
}
