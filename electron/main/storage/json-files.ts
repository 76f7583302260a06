import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { newestCopies, newestDamaged } from './copies.ts'
import { faultOfJson } from './json-fault.ts'
import { damagedName } from './storage-failure.ts'

/** Keeps the file as it is under another name, before it is written to. @throws what the file system throws. */
export const copyAside = (file: string, nowMs: number): void =>
  copyFileSync(file, damagedName(file, nowMs))

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Takes the mark away that some editors on Windows put before UTF-8, and that no JSON parser takes.
 * The file is replaced in one step, under a name that is swept where a crash leaves it.
 * @throws what the file system throws.
 */
const dropByteOrderMark = (file: string): void => {
  if (!existsSync(file) || !statSync(file).isFile()) return
  const text = readFileSync(file, 'utf8')
  if (!text.startsWith(BYTE_ORDER_MARK)) return
  const whole = `${file}.tmp-unmarked`
  writeFileSync(whole, text.slice(BYTE_ORDER_MARK.length), { mode: 0o600 })
  renameSync(whole, file)
}

const setAside = (file: string, nowMs: number): string => {
  const aside = damagedName(file, nowMs)
  renameSync(file, aside)
  return aside
}

/** Removes what was set aside of a file, as far as it can be: it is nobody's but the person's who asks for it. */
export const removeAsides = (file: string): void => {
  const start = `${basename(file, extname(file))}.damaged-`
  try {
    for (const name of readdirSync(dirname(file))) {
      if (name.startsWith(start))
        rmSync(join(dirname(file), name), { recursive: true, force: true })
    }
  } catch {
    // It is still listed under what is kept, and is tried again with everything else.
  }
}

/** What became of a damaged file. */
export interface JsonDamage {
  /** The name that it has now; its own where nothing of it was there to be set aside. */
  readonly aside: string
  /** What was wrong with it. */
  readonly fault: string
  /** `last-good`: a copy of all that was saved; `backup`: one of an earlier day; null: there is none. */
  readonly restored: 'last-good' | 'backup' | null
}

/** How a copy is called that waits to take the place of the file: a later start sees it and goes on. */
const readyName = (file: string): string => `${file}.tmp-restored`

/** The newest copy that can be read. */
const goodCopy = (
  folder: string,
  name: string,
  nowMs: number,
): { readonly path: string; readonly restored: 'last-good' | 'backup' } | null => {
  const lastGood = join(folder, `${name}.last-good.json`)
  if (existsSync(lastGood)) return { path: lastGood, restored: 'last-good' }
  const backup = newestCopies(folder, name, '.json', nowMs).find(
    (copy) => faultOfJson(copy) === null,
  )
  return backup === undefined ? null : { path: backup, restored: 'backup' }
}

/**
 * The copy lies whole beside the file before that is set aside: neither a full disk nor a crash leaves a half of
 * it there, or none.
 */
const putBack = (copy: string, file: string, setDamagedAside: () => void): void => {
  const ready = readyName(file)
  copyFileSync(copy, ready)
  setDamagedAside()
  renameSync(ready, file)
}

/** Temporary files of writes that a crash cut off. */
const sweep = (folder: string, name: string): void => {
  for (const found of readdirSync(folder)) {
    // How `conf` names the file that it is going to rename.
    const isStray = [`${name}.json.tmp-`, `${name}.last-good.json.tmp-`].some((start) =>
      found.startsWith(start),
    )
    if (isStray) rmSync(join(folder, found), { force: true })
  }
}

/**
 * A file that is not there has its copy put back. Nothing is told where that is no older than what it held;
 * whoever removes something on purpose empties both, or takes both away.
 * @param wasCutOff the run before was about to put it back, and ended before it could tell.
 */
const putBackMissing = (
  folder: string,
  name: string,
  nowMs: number,
  wasCutOff: boolean,
): JsonDamage | null => {
  const file = join(folder, `${name}.json`)
  const copy = goodCopy(folder, name, nowMs)
  if (copy === null) return null
  putBack(copy.path, file, () => undefined)
  if (!wasCutOff && copy.restored === 'last-good') return null
  return { aside: newestDamaged(file) ?? file, fault: 'missing', restored: copy.restored }
}

/**
 * Gets `<name>.json` and its last good copy ready to be opened: temporary files of writes that a crash
 * cut off are swept, a damaged file is set aside (never deleted), and the newest copy that can be read
 * takes its place, or that of a file which is missing.
 * @returns null where the file was not damaged.
 * @throws where the folder cannot be used.
 */
export const prepareJsonFiles = (
  folder: string,
  name: string,
  nowMs: number,
): JsonDamage | null => {
  const file = join(folder, `${name}.json`)
  const lastGood = join(folder, `${name}.last-good.json`)
  // What people said lies beside it: for their own eyes only.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const wasCutOff = existsSync(readyName(file))
  sweep(folder, name)
  for (const each of [file, lastGood]) dropByteOrderMark(each)
  if (faultOfJson(lastGood) !== null) setAside(lastGood, nowMs)
  if (!existsSync(file)) return putBackMissing(folder, name, nowMs, wasCutOff)
  const fault = faultOfJson(file)
  if (fault === null) return null
  const copy = goodCopy(folder, name, nowMs)
  if (copy === null) return { aside: setAside(file, nowMs), fault, restored: null }
  const aside = damagedName(file, nowMs)
  putBack(copy.path, file, () => renameSync(file, aside))
  return { aside, fault, restored: copy.restored }
}
