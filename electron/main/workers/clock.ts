/** Time as supervision needs it: injected, so that tests need not wait. */
export interface Clock {
  /** Epoch milliseconds with a fraction. */
  nowMs(): number
  /** Calls back once after the delay; returns what cancels it. */
  setTimer(delayMs: number, callback: () => void): () => void
}

/** What the runtime is asked to wait for more than this, 24.8 days, it does not wait for at all. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  nowMs: () => performance.timeOrigin + performance.now(),
  setTimer: (delayMs, callback) => {
    let timer: NodeJS.Timeout
    const wait = (leftMs: number): void => {
      const stepMs = Math.min(leftMs, LONGEST_TIMER_MS)
      timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : callback()), stepMs)
    }
    wait(delayMs)
    return () => clearTimeout(timer)
  },
}

/**
 * A timer that rings this late did so because this process stood still: the machine was suspended,
 * or the event loop was blocked, and timers run before the messages that came meanwhile.
 */
const STOOD_STILL_MS = 1000

/**
 * A deadline for somebody else to keep. Time in which this process stood still does not count: then
 * the whole limit is granted once more.
 */
export const startDeadline = (
  clock: Clock,
  limitMs: number,
  onPassed: () => void,
): (() => void) => {
  let cancel = () => {}
  const arm = () => {
    const dueAtMs = clock.nowMs() + limitMs
    cancel = clock.setTimer(limitMs, () => {
      if (clock.nowMs() - dueAtMs >= STOOD_STILL_MS) arm()
      else onPassed()
    })
  }
  arm()
  return () => cancel()
}
