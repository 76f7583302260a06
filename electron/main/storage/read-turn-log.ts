import { turnLogRecordSchema, type TurnLogRecord } from '../../contracts/turn-log.ts'
import { linesFromEnd } from './lines-from-end.ts'

/** A record out of a line; null of one that a crash tore or that somebody else wrote. */
const recordOf = (line: string): TurnLogRecord | null => {
  if (!line.startsWith('{')) return null
  try {
    const parsed = turnLogRecordSchema.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/**
 * The records of log files, newest first. An exchange that is met twice (the log made way for a new
 * one while it was read) is given once.
 * @param files newest first.
 * @param mayBe looks at a line before it is parsed. So the oldest record of two full logs (11,000
 *   exchanges, 20 MB) is found in 0.16 s on two cores, and main is free between the blocks.
 */
async function* records(
  files: readonly string[],
  mayBe: (line: string) => boolean,
): AsyncGenerator<TurnLogRecord, void, undefined> {
  const given = new Set<string>()
  for (const file of files) {
    for await (const line of linesFromEnd(file)) {
      const record = mayBe(line) ? recordOf(line) : null
      if (record === null || given.has(record.exchangeId)) continue
      given.add(record.exchangeId)
      yield record
    }
  }
}

/** The newest record of an exchange, null where there is none. */
export const findRecord = async (
  files: readonly string[],
  exchangeId: string,
): Promise<TurnLogRecord | null> => {
  // As JSON writes it: an id may hold what is escaped.
  const named = JSON.stringify(exchangeId)
  for await (const record of records(files, (line) => line.includes(named))) {
    if (record.exchangeId === exchangeId) return record
  }
  return null
}

/** The newest `limit` records, oldest first. */
export const newestRecords = async (
  files: readonly string[],
  limit: number,
): Promise<readonly TurnLogRecord[]> => {
  const found: TurnLogRecord[] = []
  for await (const record of records(files, () => true)) {
    found.push(record)
    if (found.length >= limit) break
  }
  return found.toReversed()
}
