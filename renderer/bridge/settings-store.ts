import type { CodedError } from '../../electron/contracts/errors.ts'
import type { RequestResult } from '../../electron/contracts/ipc.ts'
import type { Settings, SettingsPatch } from '../../electron/contracts/settings.ts'
import { createValueStore, type ReadableStore } from './value-store.ts'

/** What the store needs of the window's bridge. */
interface SettingsBridge {
  readonly request: {
    (route: 'settings.get', input: Record<string, never>): Promise<RequestResult<'settings.get'>>
    (route: 'settings.change', input: SettingsPatch): Promise<RequestResult<'settings.change'>>
  }
  readonly on: (route: 'settings.changed', listener: (settings: Settings) => void) => () => void
}

export interface SettingsView {
  readonly settings: Settings
  /** What main refused, by setting; gone once it takes another value. */
  readonly errors: Readonly<Partial<Record<keyof SettingsPatch, CodedError>>>
}

/** `get` is null until the settings have come. */
export interface SettingsStore extends ReadableStore<SettingsView | null> {
  readonly change: (patch: SettingsPatch) => void
  /** As `change`, and says why main refused it; null: it did not. */
  readonly save: (patch: SettingsPatch) => Promise<CodedError | null>
  readonly dispose: () => void
}

/**
 * The settings as main holds them.
 *
 * Invariants:
 * 1. A change is shown at once and taken back when main refuses it. One that main obeys and cannot save stays,
 *    and why it is not saved is shown.
 * 2. What main says last is what is shown.
 */
export const createSettingsStore = (bridge: SettingsBridge): SettingsStore => {
  const store = createValueStore<SettingsView | null>(null)
  /** As main said last: what is shown may be ahead of it by several changes. */
  let told: Settings | null = null
  const take = (settings: Settings) => {
    told = settings
    store.set({ settings, errors: store.get()?.errors ?? {} })
  }
  const dispose = bridge.on('settings.changed', take)
  const begin = async (): Promise<void> => {
    const result = await bridge.request('settings.get', {})
    if (result.ok) take(result.value)
  }
  void begin()

  const save = async (patch: SettingsPatch): Promise<CodedError | null> => {
    const before = store.get()
    if (before === null) return { code: 'settings.damaged' }
    const others = only(before.errors, (key) => !(key in patch))
    store.set({ settings: { ...before.settings, ...present(patch) }, errors: others })
    const result = await bridge.request('settings.change', patch)
    if (result.ok) {
      take(result.value)
      return null
    }
    const now = store.get() ?? before
    const isObeyed = result.error.code === 'settings.unsaved'
    const refused = Object.fromEntries(Object.keys(patch).map((key) => [key, result.error]))
    store.set({
      settings: isObeyed
        ? now.settings
        : { ...now.settings, ...only(told ?? before.settings, (key) => key in patch) },
      errors: { ...now.errors, ...refused },
    })
    return result.error
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    change: (patch) => void save(patch),
    save,
    dispose,
  }
}

const only = (value: object, wanted: (key: string) => boolean) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => wanted(key)))

/** A patch may name a setting and leave it undefined: that changes nothing. */
const present = (patch: SettingsPatch): Partial<Settings> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
