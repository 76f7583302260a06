import type { Settings } from '../../contracts/settings.ts'

interface MuteTimerParts {
  readonly settings: () => Pick<Settings, 'muted' | 'mutedUntilMs'>
  /** Epoch ms by the wall clock. */
  readonly now: () => number
  readonly clock: {
    readonly setTimer: (delayMs: number, callback: () => void) => () => void
  }
  readonly unmute: () => void
}

/** Timers stand still while the machine sleeps: the time is looked at anew at least this often. */
const LONGEST_MS = 60_000

/**
 * "Mute for an hour": ends a mute when its time is over, across restarts and sleep.
 *
 * Invariant: a mute without an end, or one that somebody ended, is left alone.
 */
export const createMuteTimer = ({ settings, now, clock, unmute }: MuteTimerParts) => {
  let cancel: () => void = () => undefined
  /** Looks at the settings anew; a timer that comes early, or stood still in sleep, only looks again. */
  const look = (): void => {
    cancel()
    cancel = () => undefined
    const { muted, mutedUntilMs } = settings()
    if (!muted || mutedUntilMs === null) return
    const leftMs = mutedUntilMs - now()
    if (leftMs <= 0) unmute()
    else cancel = clock.setTimer(Math.min(leftMs, LONGEST_MS), look)
  }
  return { look, dispose: () => cancel() }
}
