import Database from 'libsql'
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { CodedFailure, type CodedError } from '../../contracts/errors.ts'
import { checkTexts } from './check-texts.ts'
import { copiedAtMs, newestCopies, newestDamaged, PART } from './copies.ts'
import { damagedName, storageError } from './storage-failure.ts'

export type LibsqlDatabase = Database.Database

/**
 * Another process (`--ask` beside the app) may hold the file for the length of a commit: 3 ms at
 * worst on a solid disk, some tens on a spinning one. Meanwhile main stands still.
 */
export const BUSY_MS = 500

/** What belongs to a database in WAL mode and moves with it. */
const COMPANIONS = ['-wal', '-shm']

const versionSchema = z.tuple([z.object({ user_version: z.number() })])
const checkSchema = z.array(z.object({ quick_check: z.string() }))
const tablesSchema = z.array(z.object({ name: z.string() }))

export const versionOf = (database: LibsqlDatabase): number =>
  versionSchema.parse(database.pragma('user_version'))[0].user_version

/**
 * Takes 60 ms for 200,000 turns (56 MB); damage in the middle of a file shows no other way. A full-text
 * index is left out: its check would take ten times as long, and it can be made anew.
 * @throws with the code SQLITE_CORRUPT where something is damaged.
 */
export const check = (database: LibsqlDatabase): void => {
  const tables = database.prepare("SELECT name FROM pragma_table_list WHERE type = 'table'").all()
  for (const { name } of tablesSchema.parse(tables)) {
    const [found] = checkSchema.parse(database.pragma(`quick_check('${name}')`))
    if (found === undefined || found.quick_check === 'ok') continue
    throw Object.assign(new Error(found.quick_check), { code: 'SQLITE_CORRUPT' })
  }
}

/** A larger one is checked after the start, by another process (`copy-transcripts.ts`): nobody waits for it. */
const CHECKED_AT_START_BYTES = 64 * 1024 * 1024

/** Whether its check is left for later. */
export const isBig = (file: string): boolean =>
  (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > CHECKED_AT_START_BYTES

/**
 * A database that is only read: it and its log stay as they are, to the byte. By SQLite's own parameter, since
 * libsql passes over the option `readonly` (0.5.29).
 * @throws what the database throws.
 */
export const openReadOnly = (file: string): LibsqlDatabase =>
  new Database(`${pathToFileURL(file).href}?mode=ro`)

/** A whole copy, made by the database itself: commits of other processes cannot tear it. */
export const backUp = (database: LibsqlDatabase, copy: string): void => {
  rmSync(copy, { force: true })
  database.prepare('VACUUM INTO ?').run(copy)
}

/**
 * All of the action, or nothing of it. Not libsql's own `transaction`: a full disk makes SQLite roll
 * back by itself, and the ROLLBACK that libsql sends all the same throws over what went wrong.
 */
export const inTransaction = (database: LibsqlDatabase, action: () => void): void => {
  database.exec('BEGIN IMMEDIATE')
  try {
    action()
    database.exec('COMMIT')
  } catch (thrown) {
    if (database.inTransaction) database.exec('ROLLBACK')
    throw thrown
  }
}

/**
 * Runs an action that changes the database in its place, without a log on disk, so that it needs no room. Only for
 * what is to be gone: a power cut in between leaves a damaged file.
 * @throws where another process has it open or what is in the log has no room in the file, and what the action throws.
 */
export const withLogInMemory = (database: LibsqlDatabase, action: () => void): void => {
  database.pragma('journal_mode = MEMORY')
  database.pragma('temp_store = MEMORY')
  try {
    action()
  } finally {
    database.pragma('temp_store = DEFAULT')
    database.pragma('journal_mode = WAL')
  }
}

const migrate = (database: LibsqlDatabase, file: string, steps: readonly string[]): void => {
  const from = versionOf(database)
  if (from > steps.length) {
    const detail = `${file}: written by a newer Warbler (version ${from}, known ${steps.length})`
    throw new CodedFailure({ code: 'storage.newer', detail, params: { file } })
  }
  if (from === steps.length) return
  if (from > 0) backUp(database, `${file}.before-version-${from + 1}`)
  inTransaction(database, () => {
    // Another process that opens it at the same moment may have been first.
    for (const step of steps.slice(versionOf(database))) database.exec(step)
    database.exec(`PRAGMA user_version = ${steps.length}`)
  })
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/**
 * A database is never empty: one of no bytes, beside copies, was cut off. One that is not there, beside copies,
 * was set aside by a run that ended before a copy took its place: what is deleted on purpose takes its copies along.
 */
const isLost = (file: string): boolean =>
  (!existsSync(file) || (sizeOf(file) === 0 && sizeOf(`${file}-wal`) === 0)) &&
  newestCopies(dirname(file), basename(file, '.db'), '.db', Infinity).length > 0

/** `thorough`: also what SQLite itself does not look at, and however large it is. */
export type CheckDepth = 'quick' | 'thorough'

const open = (
  file: string,
  steps: readonly string[],
  depth: CheckDepth = 'quick',
): LibsqlDatabase => {
  mkdirSync(dirname(file), { recursive: true })
  if (isLost(file)) throw Object.assign(new Error('empty'), { code: 'SQLITE_CORRUPT' })
  const database = new Database(file)
  try {
    database.pragma(`busy_timeout = ${BUSY_MS}`)
    database.pragma('journal_mode = WAL')
    // A turn that was acknowledged survives a power cut.
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    // What a person deletes is overwritten, not only unlinked.
    database.pragma('secure_delete = ON')
    if (depth === 'thorough') checkTexts(database)
    if (!isBig(file)) check(database)
    migrate(database, file, steps)
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

/**
 * Gives a damaged database another name, which it returns. Nothing is deleted. Of one that is not there it is the
 * name that a run which was cut off has given it.
 */
const setAside = (file: string, nowMs: number): string => {
  const before = existsSync(file) ? undefined : newestDamaged(file)
  const aside = before ?? damagedName(file, nowMs)
  for (const suffix of ['', ...COMPANIONS]) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  }
  return aside
}

/**
 * The newest copy that is whole, put ready beside the file, so that only a name is missing to it. Until then the
 * damaged file stays in its place: neither a full disk nor a crash leaves none there.
 * @returns null where there is none.
 */
const readyCopy = (
  file: string,
  nowMs: number,
): { readonly path: string; readonly atMs: number } | null => {
  const path = `${file}${PART}`
  for (const copy of newestCopies(dirname(file), basename(file, '.db'), '.db', nowMs)) {
    try {
      copyFileSync(copy, path)
      const database = new Database(path)
      try {
        checkTexts(database)
        check(database)
        // An empty file is a whole database to SQLite.
        if (versionOf(database) > 0) return { path, atMs: copiedAtMs(copy) ?? 0 }
      } finally {
        database.close()
      }
    } catch (thrown) {
      rmSync(path, { force: true })
      // A full disk is no fault of the copy: an older one would not fit either.
      if (storageError(thrown, file).code !== 'storage.damaged') throw thrown
    }
  }
  rmSync(path, { force: true })
  return null
}

/**
 * Sets a damaged file aside; the newest whole copy takes its place, or a new one is begun.
 * @param damage what was found.
 * @throws what the file system or the database throws.
 */
export const replaceDamaged = (
  file: string,
  steps: readonly string[],
  nowMs: number,
  damage: CodedError,
): { readonly database: LibsqlDatabase; readonly damage: CodedError } => {
  const copy = readyCopy(file, nowMs)
  const aside = setAside(file, nowMs)
  if (copy === null) {
    return { database: open(file, steps), damage: { ...damage, params: { file: aside } } }
  }
  renameSync(copy.path, file)
  const params = { file: aside, atMs: copy.atMs }
  return { database: open(file, steps), damage: { ...damage, code: 'storage.restored', params } }
}

/**
 * Opens the database and brings it to the newest version; a copy of the version before is kept. A
 * damaged file is set aside under another name, never deleted; a copy of an earlier day takes its place
 * (`storage.restored`), or a new one is begun.
 * @throws CodedFailure `storage.newer`, with the file left as it is; what the file system or the
 * database throws otherwise.
 */
export const openDatabase = (
  file: string,
  steps: readonly string[],
  nowMs: number,
  depth: CheckDepth = 'quick',
): { readonly database: LibsqlDatabase; readonly damage: CodedError | null } => {
  try {
    return { database: open(file, steps, depth), damage: null }
  } catch (thrown) {
    const error = storageError(thrown, file)
    if (error.code !== 'storage.damaged') throw thrown
    return replaceDamaged(file, steps, nowMs, error)
  }
}
