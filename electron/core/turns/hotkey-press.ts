/**
 * Turns the raw reports about the hotkey into presses and releases.
 *
 * Two sources report a press: the system's shortcut (which keeps the key from other programs) and a
 * keyboard hook (which alone sees the key come up). X11 repeats a held key as pairs of up and down,
 * and repeats the shortcut too; neither may count as another press. The two are not in step: on a
 * busy machine the shortcut's last repeats come after the hook has seen the key come up.
 *
 * Invariants:
 * 1. `pressed` and `released` alternate, and the first is `pressed`.
 * 2. What the shortcut reports never undoes a release: without one the ear would stay open.
 */

/** A repeat's down follows its up at once (same X timestamp, measured 0 to 3 ms later here). */
const REPEAT_UP_DOWN_MS = 25
/**
 * A held key reports at least this often once it repeats; the first repeat comes after 0.25 to
 * 0.7 s. A longer gap between two presses means that a release was lost (screen locked).
 */
const REPEAT_GAP_MS = 900

/**
 * A shortcut's report so soon after a release is a late repeat. A new press is not missed by that:
 * the hook reports it too.
 */
const LATE_SHORTCUT_MS = 1000

export interface HotkeyState {
  readonly down: boolean
  readonly releasedAtMs: number
  readonly lastDownAtMs: number
  /** A key-up that may be the first half of a repeat. */
  readonly upAtMs: number | null
}

export const initialHotkeyState: HotkeyState = {
  down: false,
  releasedAtMs: -Infinity,
  lastDownAtMs: -Infinity,
  upAtMs: null,
}

export type HotkeyInput =
  /** The system's shortcut. */
  | { readonly type: 'shortcut'; readonly atMs: number }
  /** The keyboard hook. */
  | { readonly type: 'down'; readonly atMs: number }
  | { readonly type: 'up'; readonly atMs: number }
  /** The wait asked for by `checkAfterMs` is over. */
  | { readonly type: 'check'; readonly atMs: number }

interface HotkeyStep {
  readonly state: HotkeyState
  readonly emit: readonly ('pressed' | 'released')[]
  /** Ask again with `check` after this long. */
  readonly checkAfterMs: number | null
}

/** With a key-up source: hold or tap. */
export const hotkeyStep = (state: HotkeyState, input: HotkeyInput): HotkeyStep => {
  switch (input.type) {
    case 'shortcut':
      return state.down || input.atMs - state.releasedAtMs < LATE_SHORTCUT_MS
        ? { state, emit: [], checkAfterMs: null }
        : hotkeyStep(state, { type: 'down', atMs: input.atMs })
    case 'down': {
      const next = { ...state, down: true, lastDownAtMs: input.atMs, upAtMs: null }
      if (!state.down) return { state: next, emit: ['pressed'], checkAfterMs: null }
      const lost = input.atMs - state.lastDownAtMs > REPEAT_GAP_MS
      const real = state.upAtMs !== null && input.atMs - state.upAtMs >= REPEAT_UP_DOWN_MS
      return {
        state: next,
        emit: lost || real ? ['released', 'pressed'] : [],
        checkAfterMs: null,
      }
    }
    case 'up':
      return state.down
        ? {
            state: { ...state, upAtMs: state.upAtMs ?? input.atMs },
            emit: [],
            checkAfterMs: REPEAT_UP_DOWN_MS,
          }
        : { state, emit: [], checkAfterMs: null }
    case 'check':
      return state.down && state.upAtMs !== null && input.atMs - state.upAtMs >= REPEAT_UP_DOWN_MS
        ? {
            state: { ...state, down: false, releasedAtMs: input.atMs, upAtMs: null },
            emit: ['released'],
            checkAfterMs: null,
          }
        : { state, emit: [], checkAfterMs: null }
  }
}

/** Without one: whether this report is a new press, and not the repeat of a held key. */
export const isNewToggle = (lastReportAtMs: number | null, atMs: number): boolean =>
  lastReportAtMs === null || atMs - lastReportAtMs > REPEAT_GAP_MS
