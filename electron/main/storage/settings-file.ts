import {
  defaultSettings,
  SETTINGS_VERSION,
  settingsSchema,
  type Settings,
} from '../../contracts/settings.ts'
import { readDictionary } from './read-dictionary.ts'
import { readWakePhrases, wakePhrasesToStore } from './read-phrases.ts'
import { isRaw, readEngineOrder, readProviders } from './read-providers.ts'

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

/** The version that stored settings say; 0 where they say none. */
export const storedVersion = (stored: unknown): number => {
  const version = isRaw(stored) ? stored['version'] : undefined
  return typeof version === 'number' ? version : 0
}

/** From version n to n + 1, by index; a migration takes what it finds and never throws. */
export const SETTINGS_MIGRATIONS: readonly ((raw: Raw) => Raw)[] = [
  // Version 0 was never released: files without a version are taken as they are.
  (raw) => ({ ...raw, version: 1 }),
]

const isInParts = (name: string): name is keyof typeof IN_PARTS => name in IN_PARTS

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
  for (const migration of SETTINGS_MIGRATIONS.slice(storedVersion(raw))) raw = migration(raw)
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
