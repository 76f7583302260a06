/**
 * When a sample of the microphone's context was taken, in epoch milliseconds.
 *
 * Frames arrive by messages that a busy main thread delays, never hastens. The least delay seen
 * lately therefore tells how the context's clock lies against the window's; the two may drift apart
 * (different crystals, a context that stood still), so "lately" is the last two to four seconds.
 */
export interface FrameClock {
  /** A frame that ends before `endSample` arrived at `arrivedAtMs`. */
  readonly observe: (endSample: number, arrivedAtMs: number) => void
  /** When `sample` was taken, epoch ms; the last arrival's estimate holds between observations. */
  readonly atMs: (sample: number) => number
}

const BUCKET_MS = 2000

export const createFrameClock = (sampleRateHz: number): FrameClock => {
  let previousOffsetMs = Infinity
  let currentOffsetMs = Infinity
  let bucketEndsAtMs = -Infinity
  return {
    observe: (endSample, arrivedAtMs) => {
      const offsetMs = arrivedAtMs - (endSample / sampleRateHz) * 1000
      if (arrivedAtMs >= bucketEndsAtMs) {
        previousOffsetMs = currentOffsetMs
        currentOffsetMs = Infinity
        bucketEndsAtMs = arrivedAtMs + BUCKET_MS
      }
      currentOffsetMs = Math.min(currentOffsetMs, offsetMs)
    },
    atMs: (sample) => Math.min(previousOffsetMs, currentOffsetMs) + (sample / sampleRateHz) * 1000,
  }
}
