import type { CodedError } from '../../contracts/errors.ts'
import {
  OTHER_SHORTCUTS,
  SHORTCUT_NAMES,
  type OtherShortcut,
  type ShortcutName,
} from '../../contracts/shortcuts.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import type { AppSnapshot, HotkeySnapshot } from '../../contracts/snapshot.ts'
import { combinationLabel, parseCombination } from '../../core/hotkeys/combination.ts'
import { judge, type ShortcutTable, type Verdict } from '../../core/hotkeys/judge.ts'
import {
  GlobalHotkey,
  type HotkeyListener,
  type ShortcutRegistry,
} from '../platform/global-hotkey.ts'
import type { KeyboardHook } from '../platform/keyboard-hook.ts'

interface ShortcutSetParts {
  readonly registry: ShortcutRegistry
  readonly hook: KeyboardHook | null
  readonly talk: HotkeyListener
  readonly onPressed: (shortcut: OtherShortcut) => void
  readonly platform: string
  readonly wayland: boolean
  readonly nowMs: () => number
  /** See `GlobalHotkey`. */
  readonly after: (delayMs: number, callback: () => void) => void
}

type ShortcutSnapshots = Pick<AppSnapshot, 'hotkey' | 'shortcuts'>
type Keys = Pick<Settings, 'hotkey' | 'shortcuts'>

const tableOf = ({ hotkey, shortcuts }: Keys): ShortcutTable => ({ talk: hotkey, ...shortcuts })

/** The settings that a combination for one of them makes. */
export const patchFor = (
  shortcut: ShortcutName,
  accelerator: string,
  { shortcuts }: Keys,
): SettingsPatch =>
  shortcut === 'talk'
    ? { hotkey: accelerator }
    : { shortcuts: { ...shortcuts, [shortcut]: accelerator } }

/**
 * All keys that work in every program.
 *
 * Invariants:
 * 1. Keys are changed together or not at all: after a refusal those from before are in force.
 * 2. No two shortcuts have the same combination.
 * 3. A key that cannot be had stands in the way of no other: it is asked for again with every change, quietly.
 */
export class ShortcutSet {
  readonly #parts: ShortcutSetParts
  readonly #keys: Readonly<Record<ShortcutName, GlobalHotkey>>
  /** When a key under trial was last seen, by shortcut. */
  readonly #cameAtMs = new Map<ShortcutName, number>()
  /** Those in force. */
  #table: ShortcutTable = {}
  /** Those that are set, whether they could be had or not. */
  #asked: ShortcutTable = {}

  constructor(parts: ShortcutSetParts) {
    this.#parts = parts
    const other = (shortcut: OtherShortcut) =>
      this.#open({
        pressed: () => parts.onPressed(shortcut),
        released: () => undefined,
        toggled: () => parts.onPressed(shortcut),
      })
    this.#keys = {
      talk: this.#open(parts.talk),
      'toggle-mute': other('toggle-mute'),
      'open-conversation': other('open-conversation'),
      stop: other('stop'),
      'new-conversation': other('new-conversation'),
      'show-transcript': other('show-transcript'),
    }
  }

  get snapshots(): ShortcutSnapshots {
    const shown = OTHER_SHORTCUTS.flatMap(
      (name): readonly (readonly [string, HotkeySnapshot])[] => {
        const { snapshot } = this.#keys[name]
        return snapshot.accelerator === '' && snapshot.error === null ? [] : [[name, snapshot]]
      },
    )
    return { hotkey: this.#keys.talk.snapshot, shortcuts: Object.fromEntries(shown) }
  }

  /** With the keys of an earlier run: each that can be had is, and the others say why they are not. */
  start(keys: Keys): ShortcutSnapshots {
    const table = tableOf(keys)
    const had: Partial<Record<ShortcutName, string>> = {}
    for (const name of SHORTCUT_NAMES) {
      const accelerator = table[name]
      if (accelerator === undefined || accelerator === null) continue
      const refused = this.#refusal(name, accelerator, had)
      // What was kept once is had again, whatever this version thinks of its price.
      if (refused !== null && refused.code !== 'hotkey.reserved') {
        this.#keys[name].refuse(refused)
        continue
      }
      if (this.#keys[name].use(accelerator).error === null) had[name] = accelerator
    }
    this.#table = had
    this.#asked = table
    return this.snapshots
  }

  /** Uses these from now on; the error says why they cannot be had, and nothing has changed then. */
  use(keys: Keys): CodedError | null {
    const before = this.#table
    const table = tableOf(keys)
    const changed = SHORTCUT_NAMES.filter(
      (name) => (table[name] ?? null) !== (this.#asked[name] ?? null),
    )
    for (const name of changed) {
      const accelerator = table[name] ?? null
      const { [name]: _own, ...others } = table
      const refused = accelerator === null ? null : this.#refusal(name, accelerator, others)
      if (refused !== null) return refused
    }
    // First all are given back: two that are exchanged would each find its key in use.
    const error = this.#put(changed, table)
    if (error !== null) {
      this.#put(changed, before)
      return error
    }
    this.#asked = table
    this.#table = { ...before, ...Object.fromEntries(changed.map((name) => [name, table[name]])) }
    this.#askAgain()
    return null
  }

  /** Gives all of them, or one, back to other programs until `resume`. */
  suspend(only?: ShortcutName): void {
    for (const name of only === undefined ? SHORTCUT_NAMES : [only]) this.#keys[name].suspend()
  }

  resume(): void {
    for (const name of SHORTCUT_NAMES) this.#keys[name].resume()
  }

  /**
   * Registers a combination for a trial, in the way in which it would be kept. `onCame`: it has come, and
   * where key-up is seen, it has come up again.
   * @returns why it cannot be tried, or the disposer.
   */
  tryOut(
    shortcut: ShortcutName,
    accelerator: string,
    onCame: () => void,
  ): { readonly error: CodedError } | { readonly dispose: () => void } {
    const { [shortcut]: _own, ...others } = this.#table
    const refused = this.#refusal(shortcut, accelerator, others)
    if (refused !== null) return { error: refused }
    const came = (atMs: number): void => {
      this.#cameAtMs.set(shortcut, atMs)
      onCame()
    }
    const key = this.#open({ pressed: () => undefined, released: came, toggled: came })
    const { error } = key.use(accelerator)
    return error === null ? { dispose: () => key.dispose() } : { error }
  }

  dispose(): void {
    for (const key of Object.values(this.#keys)) key.dispose()
    this.#parts.hook?.dispose()
  }

  /** For keys that are set and that another program had. */
  #askAgain(): void {
    for (const name of SHORTCUT_NAMES) {
      const accelerator = this.#asked[name] ?? null
      if (accelerator === null || (this.#table[name] ?? null) !== null) continue
      if (this.#refusal(name, accelerator, this.#table) !== null) continue
      if (this.#keys[name].use(accelerator).error === null) {
        this.#table = { ...this.#table, [name]: accelerator }
      }
    }
  }

  #open(listener: HotkeyListener): GlobalHotkey {
    const { registry, hook, platform, wayland, nowMs, after } = this.#parts
    return new GlobalHotkey({ registry, hook, listener, platform, wayland, nowMs, after })
  }

  #put(names: readonly ShortcutName[], table: ShortcutTable): CodedError | null {
    for (const name of names) this.#keys[name].useNone()
    const errors = names.map((name) => {
      const accelerator = table[name]
      if (accelerator === undefined || accelerator === null) return null
      return this.#keys[name].use(accelerator, this.#cameAtMs.get(name) ?? null).error
    })
    return errors.find((error) => error !== null) ?? null
  }

  #refusal(name: ShortcutName, accelerator: string, others: ShortcutTable): CodedError | null {
    const { platform } = this.#parts
    const combination = parseCombination(accelerator, platform)
    if (combination === null) return { code: 'hotkey.invalid', params: { hotkey: accelerator } }
    const { [name]: _own, ...rest } = others
    const hotkey = combinationLabel(combination, platform)
    return errorOf(judge(combination, rest, platform), hotkey)
  }
}

const errorOf = (verdict: Verdict, hotkey: string): CodedError | null => {
  switch (verdict.kind) {
    case 'types':
      return { code: 'hotkey.types', params: { hotkey } }
    case 'taken':
      return { code: 'hotkey.reserved', params: { hotkey } }
    case 'conflict':
      return { code: 'hotkey.conflict', params: { hotkey } }
    case 'fine':
    case 'used':
      return null
  }
}
