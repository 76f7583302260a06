import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import {
  defaultSettings,
  settingsPatchSchema,
  settingsSchema,
  SETTINGS_VERSION,
  type Settings,
  type SettingsPatch,
} from '../../contracts/settings.ts'
import { copyJsonOfDay } from './copies.ts'
import { copyAside, prepareJsonFiles } from './json-files.ts'
import { readSettings, storedVersion } from './settings-file.ts'
import { storageError } from './storage-failure.ts'

/**
 * What is needed of electron-store, and of `conf`, which is under it and takes its place in plain
 * Node: both write `<cwd>/<name>.json` atomically. The one calls it `name`, the other `configName`.
 */
export interface JsonFile {
  store: Record<string, unknown>
}
export type OpenJsonFile = (options: {
  readonly cwd: string
  readonly name: string
  readonly configName: string
}) => JsonFile

interface Opened {
  readonly file: JsonFile
  readonly lastGood: JsonFile
  readonly settings: Settings
  readonly error: CodedError | null
  /** The file holds what could not be read, and would lose it if it were written to. */
  readonly isOdd: boolean
  /** There was no file. */
  readonly isNew: boolean
}

const openSettings = (folder: string, openJsonFile: OpenJsonFile, nowMs: number): Opened => {
  const open = (name: string) => openJsonFile({ cwd: folder, name, configName: name })
  const damage = prepareJsonFiles(folder, 'settings', nowMs)
  const file = open('settings')
  const lastGood = open('settings.last-good')
  const { settings, invalid } = readSettings(file.store)
  const from = storedVersion(file.store)
  if (damage !== null || invalid.length > 0) {
    const problem = damage?.fault ?? invalid.join('; ')
    const params = { file: damage?.aside ?? join(folder, 'settings.json'), problem }
    const detail = `${params.file}: ${problem}`
    const error = { code: 'settings.damaged', detail, params } as const
    return { file, lastGood, settings, error, isOdd: invalid.length > 0, isNew: false }
  }
  const isNew = Object.keys(file.store).length === 0
  const isKept = JSON.stringify(lastGood.store) === JSON.stringify(settings)
  const error = isNew || isKept ? null : keep(lastGood, settings, folder)
  if (!isNew) copyOnce(folder, from, nowMs)
  return { file, lastGood, settings, error, isOdd: false, isNew }
}

/** Copies for the case that something is not as it was: of each day, and from before a migration. */
const copyOnce = (folder: string, from: number, nowMs: number): void => {
  const before = join(folder, `settings.before-version-${SETTINGS_VERSION}.json`)
  try {
    if (from < SETTINGS_VERSION) copyFileSync(join(folder, 'settings.json'), before)
    copyJsonOfDay(folder, 'settings', nowMs)
  } catch {
    // Settings that were read hold also where no copy of them can be made; a full disk is told by `keep`.
  }
}

/** Settings that were read hold also where no copy of them can be made: the disk may be full. */
const keep = (lastGood: JsonFile, settings: Settings, folder: string): CodedError | null => {
  try {
    lastGood.store = { ...settings }
    return null
  } catch (thrown) {
    return storageError(thrown, folder)
  }
}

/** In the place of a file that cannot be opened: each change says that it is not saved. */
const unwritable = (why: unknown): JsonFile => ({
  get store() {
    return {}
  },
  set store(_next) {
    throw why
  },
})

/** Where the folder cannot be used there are settings all the same, for as long as this run lasts. */
const openSettingsOrNone = (folder: string, openJsonFile: OpenJsonFile, nowMs: number): Opened => {
  try {
    return openSettings(folder, openJsonFile, nowMs)
  } catch (thrown) {
    const file = unwritable(thrown)
    return {
      file,
      lastGood: file,
      settings: defaultSettings(),
      error: storageError(thrown, folder),
      isOdd: false,
      isNew: false,
    }
  }
}

/**
 * The person's settings.
 *
 * Invariants:
 * 1. `get` always answers valid settings, whatever the file holds.
 * 2. A change that could not be written holds for this run, and `unsaved` says why. The next change, or
 *    `close`, writes it.
 * 3. Beside the file lies a copy of the last good settings. Both are written atomically, the copy
 *    first: when the file turns out to be damaged, the copy is no older.
 * 4. What could not be read is never lost: a file that holds such is copied aside before it is written to.
 */
export class SettingsStore {
  readonly #path: string
  readonly #file: JsonFile
  readonly #lastGood: JsonFile
  readonly #openedMs: number
  #isOdd: boolean
  #settings: Settings
  /** Nothing had been stored before. */
  readonly isNew: boolean
  /** What was wrong with the file at the start. */
  readonly startError: CodedError | null
  #unsaved: CodedError | null = null

  constructor(folder: string, openJsonFile: OpenJsonFile, nowMs: number) {
    const opened = openSettingsOrNone(folder, openJsonFile, nowMs)
    this.#path = join(folder, 'settings.json')
    this.#file = opened.file
    this.#lastGood = opened.lastGood
    this.#openedMs = nowMs
    this.#isOdd = opened.isOdd
    this.#settings = opened.settings
    this.startError = opened.error
    this.isNew = opened.isNew
  }

  get(): Settings {
    return this.#settings
  }

  change(patch: SettingsPatch): Result<Settings> {
    const parsed = settingsPatchSchema.safeParse(patch)
    if (!parsed.success) return fail('usage.invalid', parsed.error.message)
    // A field that is named and undefined is one that is not named.
    const named = Object.entries(parsed.data).filter(([, value]) => value !== undefined)
    const next = settingsSchema.parse({ ...this.#settings, ...Object.fromEntries(named) })
    this.#settings = next
    this.#write()
    return succeed(next)
  }

  /** What holds now and could not be written; null where all of it lies on the disk. */
  get unsaved(): CodedError | null {
    return this.#unsaved
  }

  /** Tries once more to write what could not be written. */
  close(): void {
    if (this.#unsaved !== null) this.#write()
  }

  #write(): void {
    try {
      if (this.#isOdd) copyAside(this.#path, this.#openedMs)
      this.#isOdd = false
      this.#lastGood.store = { ...this.#settings }
      this.#file.store = { ...this.#settings }
      this.#unsaved = null
    } catch (thrown) {
      const { detail } = storageError(thrown, this.#path)
      this.#unsaved = { code: 'settings.unsaved', detail, params: { file: this.#path } }
    }
  }
}
