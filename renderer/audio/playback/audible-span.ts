/**
 * When the loudspeaker makes sound, so that the microphone's frames of that time are judged more
 * strictly. A room, and an echo canceller that catches up, ring on for a while.
 */
const RINGING_MS = 250

export interface AudibleSpan {
  /** Sound is audible from `fromMs` until `untilMs`, epoch ms. */
  readonly mark: (fromMs: number, untilMs: number) => void
  /** What was marked ends at `atMs`. */
  readonly cut: (atMs: number) => void
  /** Whether sound, or what rings on after it for `ringingMs`, may be heard at `atMs`. */
  readonly covers: (atMs: number, ringingMs?: number) => boolean
}

export const createAudibleSpan = (): AudibleSpan => {
  let fromMs = Infinity
  let untilMs = -Infinity
  return {
    mark: (from, until) => {
      fromMs = from > untilMs + RINGING_MS ? from : Math.min(fromMs, from)
      untilMs = Math.max(untilMs, until)
    },
    cut: (atMs) => {
      untilMs = Math.min(untilMs, atMs)
    },
    covers: (atMs, ringingMs = RINGING_MS) => atMs >= fromMs && atMs < untilMs + ringingMs,
  }
}
