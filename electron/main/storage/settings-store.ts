import { join } from 'node:path'
import { copyFileSync } from 'node:fs'
import { fail, succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import {
  settingsPatchSchema,
  settingsSchema,
  type Settings,
  type SettingsPatch,
} from '../../contracts/settings.ts'
import { prepareSettingsFile, readSettings } from './settings-file.ts'
import { storageError } from './storage-failure.ts'

/**
 * What is needed of electron-store, and of `conf`, which is under it and takes its place in plain
 * Node: both write `<cwd>/<name>.json` atomically.
 */
export interface JsonFile {
  store: Record<string, unknown>
}
export type OpenJsonFile = (options: { readonly cwd: string; readonly name: string }) => JsonFile

/**
 * The person's settings.
 *
 * Invariants:
 * 1. `get` always answers valid settings, whatever the file holds.
 * 2. A change is on disk before listeners hear of it; a change that could not be written is not made.
 * 3. The last settings that were read or written well lie beside the file.
 */
export class SettingsStore {
  readonly #file: JsonFile
  readonly #path: string
  readonly #lastGood: string
  readonly #listeners = new Set<(settings: Settings) => void>()
  #settings: Settings
  /** What was wrong with the file at the start. */
  readonly startError: CodedError | null

  constructor(folder: string, openJsonFile: OpenJsonFile, nowMs: number) {
    this.#path = join(folder, 'settings.json')
    this.#lastGood = join(folder, 'settings.last-good.json')
    const aside = prepareSettingsFile(this.#path, this.#lastGood, nowMs)
    this.#file = openJsonFile({ cwd: folder, name: 'settings' })
    const { settings, invalid } = readSettings(this.#file.store)
    this.#settings = settings
    this.startError =
      aside === null && invalid.length === 0
        ? null
        : {
            code: 'settings.damaged',
            detail: aside ?? `invalid: ${invalid.join(', ')}`,
            params: { file: aside ?? this.#path },
          }
  }

  get(): Settings {
    return this.#settings
  }

  change(patch: SettingsPatch): Result<Settings> {
    const parsed = settingsPatchSchema.safeParse(patch)
    if (!parsed.success) return fail('usage.invalid', parsed.error.message)
    const next = settingsSchema.parse({ ...this.#settings, ...parsed.data })
    try {
      this.#file.store = { ...next }
      copyFileSync(this.#path, this.#lastGood)
    } catch (thrown) {
      return { ok: false, error: storageError(thrown, this.#path) }
    }
    this.#settings = next
    for (const listener of this.#listeners) listener(next)
    return succeed(next)
  }

  /** Calls back with every new state. Returns the disposer. */
  subscribe(listener: (settings: Settings) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}
