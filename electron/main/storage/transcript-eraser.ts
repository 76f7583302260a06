import { z } from 'zod'
import { inTransaction, type LibsqlDatabase } from './open-database.ts'
import type { prepareIndex } from './transcript-index.ts'
import { CREATE_FORGETTING } from './transcript-schema.ts'

const countsSchema = z.tuple([z.object({ removed: z.number(), all: z.number() })])

/** Above this it is quicker to make the index anew from what is kept, where that is the smaller part. */
const MANY_TURNS = 2000

const REMOVED = 'SELECT id FROM conversations WHERE removed_at_ms IS NOT NULL'

/**
 * Erases the conversations that were removed, some turns at a time. Where it is broken off, what is left
 * is still removed, and seen by nobody.
 * @param beforeErasing takes it out of every other file: a crash right after must leave none that nothing leads to.
 * @returns what erases up to `limit` turns, and says whether there is more of it.
 */
export const prepareEraser = (
  database: LibsqlDatabase,
  index: Pick<ReturnType<typeof prepareIndex>, 'rebuild'>,
  beforeErasing: () => void,
): ((limit: number) => 'nothing' | 'more' | 'done') => {
  const isAny = database.prepare(`${REMOVED} LIMIT 1`)
  const counts = database.prepare(
    `SELECT (SELECT count(*) FROM turns WHERE conversation_id IN (${REMOVED})) AS removed,
       (SELECT count(*) FROM turns) AS "all"`,
  )
  const some = database.prepare(
    `DELETE FROM turns WHERE id IN
       (SELECT id FROM turns WHERE conversation_id IN (${REMOVED}) LIMIT ?)`,
  )
  const conversations = database.prepare(
    `DELETE FROM conversations WHERE removed_at_ms IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM turns WHERE conversation_id = conversations.id)`,
  )
  const eraseMany = (): void => {
    // The index must not be asked to forget each of them while it is about to be made anew.
    database.exec('DROP TRIGGER turn_words_gone')
    some.run(-1)
    database.exec(CREATE_FORGETTING)
    index.rebuild()
  }

  return (limit) => {
    if (isAny.all().length === 0) return 'nothing'
    beforeErasing()
    const [{ removed, all }] = countsSchema.parse(counts.all())
    inTransaction(database, () => {
      if (removed > MANY_TURNS && removed > all / 2) eraseMany()
      else some.run(limit)
      conversations.run()
    })
    return isAny.all().length === 0 ? 'done' : 'more'
  }
}
