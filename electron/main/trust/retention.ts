import type { Clock } from '../workers/clock.ts'

export interface RetentionParts {
  /** Days after its last word that a conversation is kept; null: for ever. */
  readonly days: () => number | null
  /** Epoch ms by the wall clock. */
  readonly now: () => number
  readonly clock: Pick<Clock, 'setTimer'>
  /** Erases what ended before. */
  readonly forgetBefore: (atMs: number) => void
}

const DAY_MS = 24 * 60 * 60_000
/** Whoever starts Warbler sees the start, and not the erasing. */
const FIRST_LOOK_MS = 60_000
const LOOK_EACH_MS = 60 * 60_000

/** Erases conversations whose time is over: soon after the start, when the setting changes, and each hour. */
export const createRetention = ({ days, now, clock, forgetBefore }: RetentionParts) => {
  let cancel: () => void = () => undefined
  const look = (): void => {
    cancel()
    const kept = days()
    if (kept !== null) forgetBefore(now() - kept * DAY_MS)
    cancel = clock.setTimer(LOOK_EACH_MS, look)
  }
  cancel = clock.setTimer(FIRST_LOOK_MS, look)
  return { look, dispose: () => cancel() }
}
