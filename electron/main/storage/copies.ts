import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { isOver, type Over } from '../../core/retention/over.ts'
import { faultOfJson } from './json-fault.ts'

/** Where copies of earlier days lie, in the profile. */
const BACKUPS_FOLDER = 'backups'

/** One a day, for as long as somebody takes to notice that something is not as it was. */
const KEPT_COPIES = 5

const STAMP = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z$/

/** A moment as a part of a file's name: sorts by time, and has no sign that a system refuses. */
export const stampOf = (nowMs: number): string =>
  new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')

/** What a copy is called while it is being made. */
export const PART = '.part'

/** `<profile>/backups/<name>-<when><extension>`. */
export const copyName = (folder: string, name: string, extension: string, nowMs: number): string =>
  join(folder, BACKUPS_FOLDER, `${name}-${stampOf(nowMs)}${extension}`)

/** When a copy was made, epoch ms; null where the name says no time. */
export const copiedAtMs = (path: string): number | null => {
  const stamp = /-(\d{4}-\d{2}-\d{2}T.*Z)\.[a-z]+$/.exec(basename(path))?.[1]
  if (stamp === undefined || !STAMP.test(stamp)) return null
  const [day = '', time = ''] = stamp.split('T')
  const [hours, minutes, seconds, milliseconds] = time.slice(0, -1).split('-')
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`)
}

/** Where there is no such folder, or it cannot be read, there are no copies: what they are of is used all the same. */
const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/**
 * Copies of a file, as absolute paths, newest first. What carries a date from after now was made by a clock that
 * was ahead, or before one that is back: it comes last, so that it stands before none that is known to be newer.
 */
export const newestCopies = (
  folder: string,
  name: string,
  extension: string,
  nowMs: number,
): readonly string[] => {
  const backups = join(folder, BACKUPS_FOLDER)
  const copies = namesIn(backups)
    .filter((found) => found.startsWith(`${name}-`) && found.endsWith(extension))
    .map((found) => join(backups, found))
    .filter((path) => copiedAtMs(path) !== null)
    .toSorted()
    .toReversed()
  const isAhead = (path: string) => isFromAfter(path, nowMs)
  return [...copies.filter((path) => !isAhead(path)), ...copies.filter(isAhead)]
}

/** The newest of what was damaged of a file and set aside. */
export const newestDamaged = (file: string): string | undefined =>
  readdirSync(dirname(file))
    .filter((name) => isDamaged(file, name) && name.endsWith(extname(file)))
    .toSorted()
    .map((name) => join(dirname(file), name))
    .at(-1)

const isDamaged = (file: string, name: string): boolean =>
  name.startsWith(`${basename(file, extname(file))}.damaged-`)

/** Removes all but the newest. @throws what the file system throws. */
export const dropOldCopies = (
  folder: string,
  name: string,
  extension: string,
  nowMs: number,
  kept = KEPT_COPIES,
): void => {
  for (const old of newestCopies(folder, name, extension, nowMs).slice(kept))
    rmSync(old, { force: true })
}

/** Removes copies that were begun and never finished. @throws what the file system throws. */
export const dropUnfinished = (folder: string, name: string): void =>
  removeThose(
    join(folder, BACKUPS_FOLDER),
    // SQLite may have left a journal of it, too.
    (found) => found.startsWith(`${name}-`) && /\.part(?:-[a-z]+)?$/.test(found),
  )

/**
 * Removes what was damaged of a file, set aside, and is over: what was said is in it, too.
 * @throws what the file system throws.
 */
export const dropDamaged = (file: string, over: Over): void =>
  removeThose(dirname(file), (found) => {
    if (!isDamaged(file, found)) return false
    // With what belongs to a database.
    const atMs = copiedAtMs(found.replace(/-(?:wal|shm)$/, ''))
    return atMs !== null && isOver(over, atMs)
  })

/** Shorter than a day, so that whoever starts Warbler each morning has a copy of each morning. */
const COPY_EACH_MS = 20 * 60 * 60_000

/** Whether the newest copy is so old that another one is made. One from a clock that was ahead keeps none away. */
export const isCopyDue = (newest: string | undefined, nowMs: number): boolean =>
  newest === undefined || isFromAfter(newest, nowMs) || nowMs - madeAtMs(newest) >= COPY_EACH_MS

/** Whether a copy carries a date from after that. */
export const isFromAfter = (copy: string, atMs: number): boolean => madeAtMs(copy) > atMs

const madeAtMs = (copy: string): number => copiedAtMs(copy) ?? 0

/**
 * Keeps a copy of a JSON file that was read and found good, once a day, where it has changed. The copy is
 * read back before it counts. What an earlier one has left that was cut off is removed.
 * @throws what the file system throws; nothing of the copy is left then.
 */
export const copyJsonOfDay = (folder: string, name: string, nowMs: number): void => {
  dropUnfinished(folder, name)
  const file = join(folder, `${name}.json`)
  const [newest] = newestCopies(folder, name, '.json', nowMs)
  if (!existsSync(file) || !isCopyDue(newest, nowMs)) return
  if (newest !== undefined && readFileSync(newest).equals(readFileSync(file))) return
  const copy = copyName(folder, name, '.json', nowMs)
  const part = `${copy}${PART}`
  mkdirSync(join(folder, BACKUPS_FOLDER), { recursive: true, mode: 0o700 })
  try {
    copyFileSync(file, part)
    if (faultOfJson(part) !== null) return
    renameSync(part, copy)
  } finally {
    rmSync(part, { force: true })
  }
  dropOldCopies(folder, name, '.json', nowMs)
}

const removeThose = (folder: string, isOne: (name: string) => boolean): void => {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder).filter(isOne)) {
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/**
 * Removes every copy of a file, of a day and from before a migration, one that is just being made or put back,
 * and what was damaged and set aside: each has in it what was erased since.
 * @throws what the file system throws.
 */
export const removeCopies = (file: string): void => {
  const name = basename(file, extname(file))
  const besides = [`${basename(file)}.before-version-`, `${basename(file)}${PART}`]
  removeThose(
    dirname(file),
    (found) => isDamaged(file, found) || besides.some((start) => found.startsWith(start)),
  )
  removeThose(join(dirname(file), BACKUPS_FOLDER), (found) => found.startsWith(`${name}-`))
}
