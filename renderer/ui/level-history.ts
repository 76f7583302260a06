/**
 * The last levels, newest last, in a ring that is never allocated again.
 *
 * Invariant: `push` says whether anything to be seen has changed, so that silence after silence
 * draws nothing.
 */
interface LevelHistory {
  /** Level 0 to 1. True where the picture differs from before. */
  readonly push: (level: number) => boolean
  /** `age` 0 is the newest. */
  readonly at: (age: number) => number
  readonly clear: () => void
}

/** Below this a bar is as high as a bar of silence (one pixel of 24). */
const SILENCE = 0.02

export const createLevelHistory = (length: number): LevelHistory => {
  const levels = new Float32Array(length)
  let newest = 0
  let silentFor = length
  return {
    push: (level) => {
      const shown = level < SILENCE || Number.isNaN(level) ? 0 : Math.min(1, level)
      newest = (newest + 1) % length
      levels[newest] = shown
      silentFor = shown === 0 ? Math.min(length + 1, silentFor + 1) : 0
      return silentFor <= length
    },
    at: (age) => levels[(newest - age + length * 2) % length] ?? 0,
    clear: () => {
      levels.fill(0)
      silentFor = length
    },
  }
}
