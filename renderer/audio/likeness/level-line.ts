import { BANDS } from './band-levels.ts'

/**
 * The latest steps of a sound, dB by band. A step is known by its number: epoch milliseconds over
 * `STEP_MS`. Steps that are too old or were never set are silence.
 */
export interface LevelLine {
  readonly set: (step: number, levels: Float32Array) => void
  readonly at: (step: number, band: number) => number
}

/** 4 s: a window, the longest delay, and what a busy machine lags behind. */
const STEPS = 512
const SILENCE_DB = -120

export const createLevelLine = (): LevelLine => {
  const levels = new Float32Array(STEPS * BANDS).fill(SILENCE_DB)
  const steps = new Float64Array(STEPS).fill(-1)
  return {
    set: (step, values) => {
      const slot = step % STEPS
      steps[slot] = step
      levels.set(values, slot * BANDS)
    },
    at: (step, band) => {
      const slot = step % STEPS
      return steps[slot] === step ? (levels[slot * BANDS + band] ?? SILENCE_DB) : SILENCE_DB
    },
  }
}
