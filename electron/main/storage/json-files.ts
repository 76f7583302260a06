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
import { newestCopies } from './copies.ts'
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

/** The copy is put whole beside the file before it takes its place: a full disk leaves no half of it there. */
const putBack = (copy: string, file: string): void => {
  const whole = `${file}.tmp-restored`
  copyFileSync(copy, whole)
  renameSync(whole, file)
}

/** What became of a damaged file. */
export interface JsonDamage {
  /** The name that it has now. */
  readonly aside: string
  /** What was wrong with it. */
  readonly fault: string
  /** `last-good`: a copy of all that was saved; `backup`: one of an earlier day; null: there is none. */
  readonly restored: 'last-good' | 'backup' | null
}

/**
 * Gets `<name>.json` and its last good copy ready to be opened: temporary files of writes that a crash
 * cut off are swept, a damaged file is set aside (never deleted), and the newest copy that can be read
 * takes its place.
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
  for (const found of readdirSync(folder)) {
    // How `conf` names the file that it is going to rename.
    const isStray = [`${name}.json.tmp-`, `${name}.last-good.json.tmp-`].some((start) =>
      found.startsWith(start),
    )
    if (isStray) rmSync(join(folder, found), { force: true })
  }
  for (const each of [file, lastGood]) dropByteOrderMark(each)
  if (faultOfJson(lastGood) !== null) setAside(lastGood, nowMs)
  const fault = faultOfJson(file)
  if (fault === null) return null
  const aside = setAside(file, nowMs)
  if (existsSync(lastGood)) {
    putBack(lastGood, file)
    return { aside, fault, restored: 'last-good' }
  }
  const backup = newestCopies(folder, name, '.json').find((copy) => faultOfJson(copy) === null)
  if (backup === undefined) return { aside, fault, restored: null }
  putBack(backup, file)
  return { aside, fault, restored: 'backup' }
}
