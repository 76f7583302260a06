import Database from 'libsql'
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { CodedError } from '../../contracts/errors.ts'
import { damagedName, storageError } from './storage-failure.ts'

export type LibsqlDatabase = Database.Database

/** Another process (`--ask` beside the app) may hold the file for the length of a commit. */
const BUSY_MS = 2000

const versionSchema = z.tuple([z.object({ user_version: z.number() })])

const versionOf = (database: LibsqlDatabase): number =>
  versionSchema.parse(database.pragma('user_version'))[0].user_version

const migrate = (database: LibsqlDatabase, file: string, steps: readonly string[]): void => {
  const from = versionOf(database)
  if (from > steps.length) {
    throw new Error(`written by a newer Warbler (version ${from}, this one knows ${steps.length})`)
  }
  if (from === steps.length) return
  if (from > 0) {
    database.pragma('wal_checkpoint(TRUNCATE)')
    copyFileSync(file, `${file}.before-version-${from + 1}`)
  }
  database.transaction(() => {
    for (const step of steps.slice(from)) database.exec(step)
    database.exec(`PRAGMA user_version = ${steps.length}`)
  })()
}

const open = (file: string, steps: readonly string[]): LibsqlDatabase => {
  mkdirSync(dirname(file), { recursive: true })
  const database = new Database(file)
  try {
    database.pragma(`busy_timeout = ${BUSY_MS}`)
    database.pragma('journal_mode = WAL')
    // A turn that was acknowledged survives a power cut.
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    migrate(database, file, steps)
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

/**
 * Opens the database and brings it to the newest version. A damaged file is set aside under another
 * name, never deleted, and a new one is begun.
 * @throws what the file system or the database throws otherwise.
 */
export const openDatabase = (
  file: string,
  steps: readonly string[],
  nowMs: number,
): { readonly database: LibsqlDatabase; readonly damage: CodedError | null } => {
  try {
    return { database: open(file, steps), damage: null }
  } catch (thrown) {
    const error = storageError(thrown, file)
    if (error.code !== 'storage.damaged') throw thrown
    const aside = damagedName(file, nowMs)
    renameSync(file, aside)
    for (const suffix of ['-wal', '-shm']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
    }
    return { database: open(file, steps), damage: { ...error, params: { file: aside } } }
  }
}
