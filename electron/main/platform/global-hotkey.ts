import type { CodedError } from '../../contracts/errors.ts'
import type { HotkeySnapshot } from '../../contracts/snapshot.ts'
import {
  combinationLabel,
  isSameCombination,
  parseCombination,
  spellCombination,
  type Combination,
} from '../../core/hotkeys/combination.ts'
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

const NONE: HotkeySnapshot = { accelerator: '', label: '', mode: 'none', error: null }

interface InForce {
  /** As it was asked for. */
  readonly accelerator: string
  readonly combination: Combination
}

/**
 * One key that works in every program.
 *
 * Invariants:
 * 1. At most one accelerator is registered with the system, and none while it is suspended.
 * 2. Where a keyboard hook knows the key `pressed` and `released` alternate; else only `toggled` comes.
 */
export class GlobalHotkey {
  readonly #registry: ShortcutRegistry
  readonly #hook: KeyboardHook | null
  readonly #listener: HotkeyListener
  readonly #platform: string
  readonly #refusalCode: 'hotkey.taken' | 'hotkey.unavailable'
  readonly #nowMs: () => number
  readonly #after: (delayMs: number, callback: () => void) => void
  #inForce: InForce | null = null
  /** What is registered now, in the one spelling. */
  #registered: string | null = null
  #isSuspended = false
  #unhook: () => void = () => undefined
  #state: HotkeyState = initialHotkeyState
  #lastReportAtMs: number | null = null
  #snapshot: HotkeySnapshot = NONE

  constructor(options: {
    readonly registry: ShortcutRegistry
    readonly hook: KeyboardHook | null
    readonly listener: HotkeyListener
    readonly platform: string
    /** A Wayland session: whether programs get hotkeys at all is up to its desktop. */
    readonly wayland: boolean
    readonly nowMs: () => number
    /** After so long, behind what is already waiting then. */
    readonly after: (delayMs: number, callback: () => void) => void
  }) {
    this.#registry = options.registry
    this.#hook = options.hook
    this.#listener = options.listener
    this.#platform = options.platform
    this.#refusalCode = options.wayland ? 'hotkey.unavailable' : 'hotkey.taken'
    this.#nowMs = options.nowMs
    this.#after = options.after
  }

  get snapshot(): HotkeySnapshot {
    return this.#snapshot
  }

  /**
   * Uses this accelerator from now on. Where it cannot be had, the one before it stays in force and
   * the returned snapshot carries the error.
   * @param pressedAtMs It was pressed or came up then: repeats that are still on their way are no presses.
   */
  use(accelerator: string, pressedAtMs: number | null = null): HotkeySnapshot {
    const combination = parseCombination(accelerator, this.#platform)
    if (combination === null) {
      return this.#refuse({ code: 'hotkey.invalid', params: { hotkey: accelerator } })
    }
    const label = combinationLabel(combination, this.#platform)
    const before = this.#inForce
    if (before !== null && isSameCombination(before.combination, combination)) {
      this.#inForce = { accelerator, combination }
      this.#snapshot = { ...this.#snapshot, accelerator, error: null }
      return this.#snapshot
    }
    const registered = this.#registered
    if (!this.#isSuspended && !this.#register(combination)) {
      const error = { code: this.#refusalCode, params: { hotkey: label } } as const
      return this.#refuse(error, accelerator, label)
    }
    if (registered !== null) this.#registry.unregister(registered)
    this.#inForce = { accelerator, combination }
    this.#lastReportAtMs = pressedAtMs
    this.#watch(pressedAtMs)
    const mode = this.#hook?.knows(combination) === true ? 'hold' : 'toggle'
    this.#snapshot = { accelerator, label, mode, error: null }
    return this.#snapshot
  }

  /** No key from now on. */
  useNone(): HotkeySnapshot {
    this.#giveBack()
    this.#inForce = null
    this.#snapshot = NONE
    return this.#snapshot
  }

  /** Gives the key back to other programs until `resume`: somebody records one. */
  suspend(): void {
    if (this.#isSuspended) return
    const wasDown = this.#state.down
    this.#giveBack()
    this.#isSuspended = true
    // Nobody will see it come up.
    if (wasDown) this.#listener.released(this.#nowMs())
  }

  /** Where another program took it meanwhile, the returned snapshot says so. */
  resume(): HotkeySnapshot {
    this.#isSuspended = false
    if (this.#inForce === null || this.#registered !== null) return this.#snapshot
    const { combination } = this.#inForce
    if (this.#register(combination)) {
      this.#watch()
      return this.#snapshot
    }
    const { accelerator, label } = this.#snapshot
    const error = { code: this.#refusalCode, params: { hotkey: label } } as const
    this.#inForce = null
    return this.#refuse(error, accelerator, label)
  }

  /** It has no key, for this reason. */
  refuse(error: CodedError): HotkeySnapshot {
    return this.#refuse(error)
  }

  dispose(): void {
    this.#giveBack()
    this.#inForce = null
  }

  #giveBack(): void {
    if (this.#registered !== null) this.#registry.unregister(this.#registered)
    this.#registered = null
    this.#unhook()
    this.#unhook = () => undefined
    this.#state = initialHotkeyState
  }

  #watch(releasedAtMs: number | null = null): void {
    this.#unhook()
    this.#state = { ...initialHotkeyState, releasedAtMs: releasedAtMs ?? -Infinity }
    const combination = this.#inForce?.combination
    if (combination === undefined || this.#isSuspended || this.#hook?.knows(combination) !== true) {
      this.#unhook = () => undefined
      return
    }
    this.#unhook = this.#hook.watch(combination, (type, atMs) => this.#report({ type, atMs }))
  }

  #register(combination: Combination): boolean {
    const accelerator = spellCombination(combination, this.#platform)
    try {
      const registered = this.#registry.register(accelerator, () => {
        const atMs = this.#nowMs()
        if (this.#hook?.knows(combination) === true) {
          this.#report({ type: 'shortcut', atMs })
          return
        }
        if (isNewToggle(this.#lastReportAtMs, atMs)) this.#listener.toggled(atMs)
        this.#lastReportAtMs = atMs
      })
      if (registered) this.#registered = accelerator
      return registered
    } catch {
      // Electron throws on accelerators that it cannot parse.
      return false
    }
  }

  #refuse(error: CodedError, accelerator?: string, label?: string): HotkeySnapshot {
    this.#snapshot =
      this.#inForce === null
        ? { accelerator: accelerator ?? '', label: label ?? '', mode: 'none', error }
        : { ...this.#snapshot, error }
    return this.#snapshot
  }

  #report(input: HotkeyInput): void {
    const next = hotkeyStep(this.#state, input)
    this.#state = next.state
    for (const kind of next.emit) this.#listener[kind](input.atMs)
    if (next.checkAfterMs === null) return
    this.#after(next.checkAfterMs + 1, () => this.#report({ type: 'check', atMs: this.#nowMs() }))
  }
}
