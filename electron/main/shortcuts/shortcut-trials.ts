import { succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import type { ShortcutTrial, TrialEnd, TrialOutcome } from '../../contracts/shortcuts.ts'
import { patchFor, type ShortcutSet } from './shortcut-set.ts'

interface ShortcutTrialParts {
  readonly keys: Pick<ShortcutSet, 'suspend' | 'resume' | 'tryOut'>
  readonly settings: () => Pick<Settings, 'hotkey' | 'shortcuts'>
  /** Changes settings, in a way that can be taken back. */
  readonly keep: (patch: SettingsPatch) => Result<null>
  readonly clock: { readonly setTimer: (delayMs: number, callback: () => void) => () => void }
  readonly onEnd: (end: TrialEnd) => void
  /** Keys may be others, or had again, or not. */
  readonly onChange: () => void
}

/** Long enough to find three keys with one hand; after it the keys from before are back. */
export const TRIAL_MS = 20_000

/** A page that hangs must not keep the keys for itself. */
const LONGEST_RECORDING_MS = 120_000

interface Trial extends ShortcutTrial {
  readonly dispose: () => void
}

/**
 * Recording a combination, and trying it before it is kept.
 *
 * Invariants:
 * 1. Nothing is changed until the combination has come from the system: whatever ends Warbler before, the
 *    settings hold the one from before.
 * 2. While somebody records, none of the keys is registered; however that ends, all are again.
 * 3. At most one recording or trial goes on; another one ends it.
 */
export const createShortcutTrials = (parts: ShortcutTrialParts) => {
  const { keys, clock } = parts
  let isRecording = false
  let trial: Trial | null = null
  let cancelTimer: () => void = () => undefined

  const restore = (): void => {
    cancelTimer()
    cancelTimer = () => undefined
    isRecording = false
    keys.resume()
    parts.onChange()
  }

  const end = (outcome: TrialOutcome, error: CodedError | null = null): void => {
    if (trial === null) return
    const { shortcut, dispose } = trial
    trial = null
    dispose()
    restore()
    parts.onEnd({ shortcut, outcome, error })
  }

  const came = (): void => {
    if (trial === null) return
    const { shortcut, accelerator, dispose } = trial
    // What is registered for the trial would keep the key from being registered for good.
    dispose()
    const kept = parts.keep(patchFor(shortcut, accelerator, parts.settings()))
    end(kept.ok ? 'kept' : 'refused', kept.ok ? null : kept.error)
  }

  const stop = (): void => {
    end('cancelled')
    if (isRecording) restore()
  }

  return {
    record: (on: boolean): void => {
      stop()
      if (!on) return
      isRecording = true
      keys.suspend()
      parts.onChange()
      cancelTimer = clock.setTimer(LONGEST_RECORDING_MS, stop)
    },
    begin: (asked: ShortcutTrial): Result<null> => {
      stop()
      // The one that it has now may be tried as well.
      keys.suspend(asked.shortcut)
      const tried = keys.tryOut(
        asked.shortcut,
        asked.accelerator,
        () =>
          // Not out of the system's own call, which still holds the registration that is given back here.
          void clock.setTimer(0, came),
      )
      if ('error' in tried) {
        restore()
        return { ok: false, error: tried.error }
      }
      trial = { ...asked, dispose: tried.dispose }
      cancelTimer = clock.setTimer(TRIAL_MS, () => end('expired'))
      parts.onChange()
      return succeed(null)
    },
    cancel: stop,
    /** Another window has the person now: what they press there is meant for it. `isGone`: for good. */
    left: (isGone: boolean): void => {
      if (isGone || isRecording) stop()
    },
    dispose: stop,
  }
}

export type ShortcutTrials = ReturnType<typeof createShortcutTrials>
