import type { Clock } from './clock.ts'

/**
 * Main's time in this window. Each process counts from its own start, by the wall clock of that moment:
 * where that was set meanwhile, or the machine has slept, the two differ by hours.
 *
 * Invariants
 * 1. Between two observations it runs as steadily as the window's own clock.
 * 2. It differs from the window's own clock only where the two provably differ: by more than the time
 *    that the question itself took.
 */
interface SharedClock extends Clock {
  /** Main said that it was `mainMs` between two moments of this window's own clock. */
  readonly observe: (askedOwnMs: number, mainMs: number, answeredOwnMs: number) => void
}

/** What the quickest of all answers leaves unsaid; processes of one machine answer in 1 to 4 ms. */
const AGREEMENT_MS = 5

export const createSharedClock = (own: Clock): SharedClock => {
  let offsetMs = 0
  let doubtMs = Number.POSITIVE_INFINITY
  return {
    nowMs: () => own.nowMs() + offsetMs,
    setTimer: own.setTimer,
    observe: (askedOwnMs, mainMs, answeredOwnMs) => {
      const doubt = (answeredOwnMs - askedOwnMs) / 2
      const measured = mainMs - (askedOwnMs + answeredOwnMs) / 2
      // Both clocks are steady, so the quickest answer is the best one, however old: until a quick one
      // contradicts it, because this window's machine slept and its page did not.
      const contradicts = Math.abs(measured - offsetMs) > doubt + doubtMs + AGREEMENT_MS
      if (doubt >= doubtMs && !contradicts) return
      doubtMs = doubt
      offsetMs = Math.abs(measured) <= doubt + AGREEMENT_MS ? 0 : measured
    },
  }
}
