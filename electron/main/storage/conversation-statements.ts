import { z } from 'zod'
import type { ConversationsRequest, ConversationSummary } from '../../contracts/transcript.ts'
import { isOver, type Over } from '../../core/retention/over.ts'
import type { LibsqlDatabase } from './open-database.ts'
import { SUMMARY_COLUMNS, summariesOfRows } from './transcript-rows.ts'

const ids = z.array(z.object({ id: z.string() }))
const moments = z.array(z.object({ atMs: z.number() }))

/** The conversations: what they are called, which are pinned, and which are about to go. */
export const prepareConversations = (database: LibsqlDatabase) => {
  const select = (where: string) =>
    database.prepare(
      `SELECT ${SUMMARY_COLUMNS} FROM conversations WHERE removed_at_ms IS NULL ${where}
       ORDER BY pinned DESC, last_at_ms DESC, id DESC LIMIT ?`,
    )
  const first = select('')
  const next = select(`AND (pinned, last_at_ms, id) <
    (SELECT pinned, last_at_ms, id FROM conversations WHERE id = ?)`)
  const one = select('AND id = ?')
  const rename = database.prepare(
    'UPDATE conversations SET title = ? WHERE id = ? AND removed_at_ms IS NULL',
  )
  const pin = database.prepare(
    'UPDATE conversations SET pinned = ? WHERE id = ? AND removed_at_ms IS NULL',
  )
  const ended = database.prepare(
    `SELECT id FROM conversations
     WHERE removed_at_ms IS NULL AND pinned = 0 AND last_at_ms >= ? AND last_at_ms < ?
     ORDER BY last_at_ms, id`,
  )
  const saidAt = database.prepare(
    'SELECT started_at_ms AS atMs FROM turns WHERE conversation_id = ?',
  )
  const endedIn = (fromMs: number, toMs: number): readonly string[] =>
    ids.parse(ended.all(fromMs, toMs)).map(({ id }) => id)
  const remove = database.prepare('UPDATE conversations SET removed_at_ms = ? WHERE id = ?')
  const removedExchanges = database.prepare(
    `SELECT DISTINCT exchange_id AS id FROM turns WHERE conversation_id IN
       (SELECT id FROM conversations WHERE removed_at_ms IS NOT NULL)`,
  )
  const languages = database.prepare(
    `WITH RECURSIVE used (language) AS (
       SELECT min(language) FROM turns WHERE language IS NOT NULL
       UNION ALL
       SELECT (SELECT min(language) FROM turns WHERE language > used.language)
         FROM used WHERE used.language IS NOT NULL
     ) SELECT language AS id FROM used WHERE language IS NOT NULL`,
  )

  return {
    list: ({ after, limit }: ConversationsRequest): readonly ConversationSummary[] =>
      summariesOfRows(after === undefined ? first.all(limit) : next.all(after, limit)),
    find: (id: string): ConversationSummary | null => summariesOfRows(one.all(id, 1))[0] ?? null,
    /** Found in the index that the list goes by. Where the clock was never wrong the last word tells of all. */
    over: (over: Over): readonly string[] => {
      const { beforeMs, wrong } = over
      const old = endedIn(-Infinity, beforeMs)
      if (wrong.length === 0) return old
      // Also with a last word from a clock that was ahead.
      const found = new Set([...old, ...wrong.flatMap((told) => endedIn(told.fromMs, told.toMs))])
      return [...found].filter((id) =>
        moments.parse(saidAt.all(id)).every(({ atMs }) => isOver(over, atMs)),
      )
    },
    rename: (id: string, title: string | null): void => void rename.run(title, id),
    pin: (id: string, on: boolean): void => void pin.run(on ? 1 : 0, id),
    remove: (id: string, atMs: number): void => void remove.run(atMs, id),
    restore: (id: string): void => void remove.run(null, id),
    removedExchanges: (): readonly string[] =>
      ids.parse(removedExchanges.all()).map(({ id }) => id),
    /** The tags that turns have, each once, found by leaping through their index. */
    languages: (): readonly string[] => ids.parse(languages.all()).map(({ id }) => id),
  }
}
