import type { CodedError } from '../../contracts/errors.ts'
import type { HotkeySnapshot } from '../../contracts/snapshot.ts'
import { acceleratorLabel, parseAccelerator } from '../../core/turns/accelerator.ts'
import {
  hotkeyStep,
  initialHotkeyState,
  isNewToggle,
  type HotkeyInput,
  type HotkeyState,
} from '../../core/turns/hotkey-press.ts'
import type { KeyboardHook } from './keyboard-hook.ts'

/** What this needs of Electron's `globalShortcut`. */
export interface ShortcutRegistry {
  register(accelerator: string, callback: () => void): boolean
  unregister(accelerator: string): void
}

export interface HotkeyListener {
  readonly pressed: (atMs: number) => void
  readonly released: (atMs: number) => void
  readonly toggled: (atMs: number) => void
}

/**
 * The push-to-talk hotkey.
 *
 * Invariants:
 * 1. At most one accelerator is registered with the system.
 * 2. With a keyboard hook `pressed` and `released` alternate; without one only `toggled` comes.
 */
export class GlobalHotkey {
  readonly #registry: ShortcutRegistry
  readonly #hook: KeyboardHook | null
  readonly #listener: HotkeyListener
  readonly #platform: string
  readonly #refusalCode: 'hotkey.taken' | 'hotkey.unavailable'
  readonly #nowMs: () => number
  #registered: string | null = null
  #unhook: () => void = () => undefined
  #state: HotkeyState = initialHotkeyState
  #lastReportAtMs: number | null = null
  #snapshot: HotkeySnapshot = { accelerator: '', label: '', mode: 'none', error: null }

  constructor(options: {
    readonly registry: ShortcutRegistry
    readonly hook: KeyboardHook | null
    readonly listener: HotkeyListener
    readonly platform: string
    /** A Wayland session: whether programs get hotkeys at all is up to its desktop. */
    readonly wayland: boolean
    readonly nowMs: () => number
  }) {
    this.#registry = options.registry
    this.#hook = options.hook
    this.#listener = options.listener
    this.#platform = options.platform
    this.#refusalCode = options.wayland ? 'hotkey.unavailable' : 'hotkey.taken'
    this.#nowMs = options.nowMs
  }

  get snapshot(): HotkeySnapshot {
    return this.#snapshot
  }

  /**
   * Uses this accelerator from now on. Where it cannot be had, the one before it stays in force and
   * the returned snapshot carries the error.
   */
  use(accelerator: string): HotkeySnapshot {
    const parsed = parseAccelerator(accelerator, this.#platform)
    if (parsed === null)
      return this.#refuse({ code: 'hotkey.invalid', params: { hotkey: accelerator } })
    const label = acceleratorLabel(parsed, this.#platform)
    const before = this.#registered
    if (before === accelerator) {
      this.#snapshot = { ...this.#snapshot, error: null }
      return this.#snapshot
    }
    if (!this.#register(accelerator)) {
      return this.#refuse(
        { code: this.#refusalCode, params: { hotkey: label } },
        accelerator,
        label,
      )
    }
    if (before !== null) this.#registry.unregister(before)
    this.#unhook()
    this.#state = initialHotkeyState
    this.#registered = accelerator
    this.#unhook =
      this.#hook?.watch(parsed, (type, atMs) => this.#report({ type, atMs })) ?? (() => undefined)
    this.#snapshot = {
      accelerator,
      label,
      mode: this.#hook === null ? 'toggle' : 'hold',
      error: null,
    }
    return this.#snapshot
  }

  dispose(): void {
    if (this.#registered !== null) this.#registry.unregister(this.#registered)
    this.#registered = null
    this.#unhook()
    this.#hook?.dispose()
  }

  #register(accelerator: string): boolean {
    try {
      return this.#registry.register(accelerator, () => {
        const atMs = this.#nowMs()
        if (this.#hook !== null) {
          this.#report({ type: 'shortcut', atMs })
          return
        }
        if (isNewToggle(this.#lastReportAtMs, atMs)) this.#listener.toggled(atMs)
        this.#lastReportAtMs = atMs
      })
    } catch {
      // Electron throws on accelerators that it cannot parse.
      return false
    }
  }

  #refuse(error: CodedError, accelerator?: string, label?: string): HotkeySnapshot {
    this.#snapshot =
      this.#registered === null
        ? { accelerator: accelerator ?? '', label: label ?? '', mode: 'none', error }
        : { ...this.#snapshot, error }
    return this.#snapshot
  }

  #report(input: HotkeyInput): void {
    const next = hotkeyStep(this.#state, input)
    this.#state = next.state
    for (const kind of next.emit) this.#listener[kind](input.atMs)
    if (next.checkAfterMs === null) return
    const check = () => this.#report({ type: 'check', atMs: this.#nowMs() })
    // After what is already waiting: a main process that was busy runs its timers first.
    setTimeout(() => setImmediate(check), next.checkAfterMs + 1)
  }
}
