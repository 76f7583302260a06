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
import { join } from 'node:path'
import {
  defaultSettings,
  SETTINGS_VERSION,
  settingsSchema,
  type Settings,
} from '../../contracts/settings.ts'
import { jsonFaultOf } from './json-fault.ts'
import { readDictionary } from './read-dictionary.ts'
import { readWakePhrases, wakePhrasesToStore } from './read-phrases.ts'
import { isRaw, readEngineOrder, readProviders } from './read-providers.ts'
import { damagedName } from './storage-failure.ts'

type Raw = Readonly<Record<string, unknown>>

/** Settings of which an odd part costs that part alone. */
const IN_PARTS = {
  providers: readProviders,
  engineOrder: readEngineOrder,
  wakePhrases: readWakePhrases,
  dictionary: readDictionary,
} as const

/** What a file may hold; of phrases those that the window would take. */
const STORED = { ...settingsSchema.shape, wakePhrases: wakePhrasesToStore }

/** From version n to n + 1, by index; a migration takes what it finds and never throws. */
export const SETTINGS_MIGRATIONS: readonly ((raw: Raw) => Raw)[] = [
  // Version 0 was never released: files without a version are taken as they are.
  (raw) => ({ ...raw, version: 1 }),
]

const isInParts = (name: string): name is keyof typeof IN_PARTS => name in IN_PARTS

/** How `conf` names the file that it is going to rename. */
const STRAY = /^(?:settings(?:\.last-good)?|keys|usage)\.json\.tmp-/

/**
 * Settings out of what was stored, field by field: a value that does not fit (edited by hand, of a
 * newer version) costs that setting alone, and an odd provider or engine itself alone. Unknown fields are
 * dropped.
 * @returns with each that does not fit, where it is and why.
 */
export const readSettings = (
  stored: unknown,
): { readonly settings: Settings; readonly invalid: readonly string[] } => {
  let raw: Raw = isRaw(stored) ? stored : {}
  const version = typeof raw['version'] === 'number' ? raw['version'] : 0
  for (const migration of SETTINGS_MIGRATIONS.slice(version)) raw = migration(raw)
  const invalid: string[] = []
  const kept: Record<string, unknown> = { version: SETTINGS_VERSION }
  for (const [name, schema] of Object.entries(STORED)) {
    if (name === 'version' || raw[name] === undefined) continue
    const parsed = schema.safeParse(raw[name])
    if (parsed.success) kept[name] = parsed.data
    else if (isInParts(name)) {
      const { value, invalid: odd } = IN_PARTS[name](raw[name])
      kept[name] = value
      invalid.push(...odd)
    } else invalid.push(`${name}: ${parsed.error.issues.map(({ message }) => message).join(', ')}`)
  }
  return { settings: settingsSchema.parse({ ...defaultSettings(), ...kept }), invalid }
}

/** Keeps the file as it is under another name, before it is written to. @throws what the file system throws. */
export const copyAside = (file: string, nowMs: number): void =>
  copyFileSync(file, damagedName(file, nowMs))

/** Why the file, if it is there, holds no settings: cut off, overwritten, no JSON object, or no file. */
const faultOf = (file: string): string | null => {
  if (!existsSync(file)) return null
  if (!statSync(file).isFile()) return 'not a file'
  const text = readFileSync(file, 'utf8')
  const fault = jsonFaultOf(text)
  if (fault !== null) return fault
  return isRaw(JSON.parse(text)) ? null : 'no object in it'
}

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Takes the mark away that some editors on Windows put before UTF-8, and that no JSON parser takes.
 * The file is replaced in one step, under a name that is swept where a crash leaves it.
 * @throws what the file system throws.
 */
export const dropByteOrderMark = (file: string): void => {
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

/**
 * Gets the settings and their last good copy ready to be opened: temporary files of writes that a
 * crash cut off are swept, and a damaged file is set aside (never deleted); the copy takes the place
 * of damaged settings.
 * @returns the name under which damaged settings were set aside, and what was wrong with them; or null.
 * @throws where the folder cannot be used.
 */
export const prepareSettingsFiles = (
  folder: string,
  nowMs: number,
): { readonly aside: string; readonly fault: string } | null => {
  const file = join(folder, 'settings.json')
  const lastGood = join(folder, 'settings.last-good.json')
  // What people said lies beside the settings: for their own eyes only.
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(folder)) {
    if (STRAY.test(name)) rmSync(join(folder, name), { force: true })
  }
  for (const each of [file, lastGood]) dropByteOrderMark(each)
  if (faultOf(lastGood) !== null) setAside(lastGood, nowMs)
  const fault = faultOf(file)
  if (fault === null) return null
  const aside = setAside(file, nowMs)
  if (existsSync(lastGood)) copyFileSync(lastGood, file)
  return { aside, fault }
}
