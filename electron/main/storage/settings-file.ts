import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import {
  defaultSettings,
  SETTINGS_VERSION,
  settingsSchema,
  type Settings,
} from '../../contracts/settings.ts'
import { damagedName } from './storage-failure.ts'

type Raw = Readonly<Record<string, unknown>>

/** From version n to n + 1, by index; a migration takes what it finds and never throws. */
export const SETTINGS_MIGRATIONS: readonly ((raw: Raw) => Raw)[] = [
  // Version 0 was never released: files without a version are taken as they are.
  (raw) => ({ ...raw, version: 1 }),
]

const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Settings out of what was stored, field by field: a value that does not fit (edited by hand, of a
 * newer version) costs that setting alone. Unknown fields are dropped.
 */
export const readSettings = (
  stored: unknown,
): { readonly settings: Settings; readonly invalid: readonly string[] } => {
  let raw: Raw = isRaw(stored) ? stored : {}
  const version = typeof raw['version'] === 'number' ? raw['version'] : 0
  for (const migration of SETTINGS_MIGRATIONS.slice(version)) raw = migration(raw)
  const invalid: string[] = []
  const kept: Record<string, unknown> = { version: SETTINGS_VERSION }
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    if (name === 'version' || raw[name] === undefined) continue
    const parsed = schema.safeParse(raw[name])
    if (parsed.success) kept[name] = parsed.data
    else invalid.push(name)
  }
  return { settings: settingsSchema.parse({ ...defaultSettings(), ...kept }), invalid }
}

const parses = (file: string): boolean => {
  try {
    return isRaw(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return false
  }
}

/**
 * Gets the settings file ready to be opened: temporary files of writes that a crash cut off are
 * swept, and a file that is no JSON is set aside (never deleted) for the last good copy.
 * @returns the name under which a damaged file was set aside, or null.
 */
export const prepareSettingsFile = (
  file: string,
  lastGood: string,
  nowMs: number,
): string | null => {
  const folder = dirname(file)
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (name.startsWith('settings.json.tmp-')) rmSync(join(folder, name), { force: true })
  }
  if (!existsSync(file) || parses(file)) return null
  const aside = damagedName(file, nowMs)
  renameSync(file, aside)
  if (parses(lastGood)) copyFileSync(lastGood, file)
  return aside
}
