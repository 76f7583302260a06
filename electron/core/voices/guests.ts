/** Room mode: everybody is let in until a time, wall clock, epoch ms; then it ends by itself. */

/** How much longer guests are let in, ms; 0 where they are not. */
export const guestsLeftMs = (guestsUntilMs: number | null, nowMs: number): number => {
  if (guestsUntilMs === null) return 0
  const leftMs = guestsUntilMs - nowMs
  // A clock that was set back must not let everybody in for ever.
  return leftMs > LONGEST_MS ? 0 : Math.max(0, leftMs)
}

const LONGEST_MS = 24 * 60 * 60_000
