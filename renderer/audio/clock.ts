/** Time as the audio window's parts see it; tests bring their own. */
export interface Clock {
  /** Epoch milliseconds with a fraction. */
  readonly nowMs: () => number
  /** Calls back once after the delay; returns what cancels it. */
  readonly setTimer: (delayMs: number, callback: () => void) => () => void
}

export const systemClock: Clock = {
  nowMs: () => performance.timeOrigin + performance.now(),
  setTimer: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}
