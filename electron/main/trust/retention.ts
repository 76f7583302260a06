import type { Clock } from '../workers/clock.ts'

interface RetentionParts {
  /** Days after its last word that a conversation is kept; null: for ever. */
  readonly days: () => number | null
  /** Epoch ms by the wall clock. */
  readonly now: () => number
  readonly clock: Pick<Clock, 'setTimer'>
  /** Erases what ended before. */
  readonly forgetBefore: (atMs: number) => void
  /** Removes what was set aside as damaged before. */
  readonly dropDamagedBefore: (atMs: number) => void
}

const DAY_MS = 24 * 60 * 60_000
/** Whoever starts Warbler sees the start, and not the erasing. */
const FIRST_LOOK_MS = 60_000
const LOOK_EACH_MS = 60 * 60_000
/** Long enough to have it looked at by somebody; what was said is in it, and no search shows it. */
const DAMAGED_KEPT_DAYS = 30

/** Erases conversations, and damaged files of them, whose time is over: soon after the start, when the setting changes, and each hour. */
export const createRetention = (parts: RetentionParts) => {
  const { days, now, clock, forgetBefore, dropDamagedBefore } = parts
  let cancel: () => void = () => undefined
  const look = (): void => {
    cancel()
    const kept = days()
    if (kept !== null) forgetBefore(now() - kept * DAY_MS)
    dropDamagedBefore(now() - Math.min(kept ?? Infinity, DAMAGED_KEPT_DAYS) * DAY_MS)
    cancel = clock.setTimer(LOOK_EACH_MS, look)
  }
  cancel = clock.setTimer(FIRST_LOOK_MS, look)
  return { look, dispose: () => cancel() }
}
