import { BANDS } from './band-levels.ts'
import type { LevelLine } from './level-line.ts'

/** 768 ms: of 512 and 320 ms the correlation with unrelated speech is 0.1 and 0.2 higher. */
export const WINDOW_STEPS = 96
/** What lies deeper below the loudest step is noise, or the canceller's. */
const RANGE_DB = 30

/** Delays in steps; `until` is exclusive. */
interface Lags {
  readonly from: number
  readonly until: number
}

interface Correlation {
  /** For each lag, from `lags.from` on: -1 to 1. */
  readonly byLag: Float32Array
  /** The loudest step and band that was heard, and that was said at any of the lags, dB. */
  readonly heardDb: number
  readonly saidDb: number
}

/** Levels from `startStep` on, band after band, at the most `RANGE_DB` below the loudest. */
const levelsOf = (line: LevelLine, startStep: number, steps: number) => {
  const levels = new Float32Array(steps * BANDS)
  let loudestDb = -Infinity
  for (let step = 0; step < steps; step++) {
    for (let band = 0; band < BANDS; band++) {
      const level = line.at(startStep + step, band)
      levels[band * steps + step] = level
      if (level > loudestDb) loudestDb = level
    }
  }
  const floor = loudestDb - RANGE_DB
  for (let i = 0; i < levels.length; i++) if ((levels[i] ?? 0) < floor) levels[i] = floor
  return { levels, loudestDb }
}

/**
 * How alike the rise and fall of two sounds is, in all bands together, when the one that was said is
 * delayed by each of the lags: Pearson's correlation of their levels, each band about its own mean.
 */
export const correlate = (
  heard: LevelLine,
  said: LevelLine,
  endStep: number,
  lags: Lags,
  steps = WINDOW_STEPS,
): Correlation => {
  const x = levelsOf(heard, endStep - steps, steps)
  const count = lags.until - lags.from
  const reach = steps + count - 1
  const y = levelsOf(said, endStep - steps - lags.until + 1, reach)
  let heardEnergy = 0
  for (let band = 0; band < BANDS; band++) {
    const start = band * steps
    let sum = 0
    for (let i = start; i < start + steps; i++) sum += x.levels[i] ?? 0
    for (let i = start; i < start + steps; i++) {
      const value = (x.levels[i] ?? 0) - sum / steps
      x.levels[i] = value
      heardEnergy += value * value
    }
  }
  const byLag = new Float32Array(count)
  for (let index = 0; index < count; index++) {
    let product = 0
    let saidEnergy = 0
    for (let band = 0; band < BANDS; band++) {
      const first = band * reach + count - 1 - index
      const start = band * steps
      let sum = 0
      let squares = 0
      // The mean of x is 0, so that of y need not be taken out of the product.
      for (let i = 0; i < steps; i++) {
        const level = y.levels[first + i] ?? 0
        sum += level
        squares += level * level
        product += level * (x.levels[start + i] ?? 0)
      }
      saidEnergy += squares - (sum * sum) / steps
    }
    const energy = heardEnergy * saidEnergy
    byLag[index] = energy > 1 ? product / Math.sqrt(energy) : 0
  }
  return { byLag, heardDb: x.loudestDb, saidDb: y.loudestDb }
}
