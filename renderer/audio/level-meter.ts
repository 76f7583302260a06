import { meterLevel, rootMeanSquare } from './capture/level.ts'

/** Every second frame: 15.6 levels a second. */
const FRAMES_PER_LEVEL = 2

/** A meter shows no smaller step; in silence nothing is reported at all. */
const VISIBLE_STEP = 0.02

/** Loudest of each pair of frames, as a level for meters, where it has changed. */
export const createLevelMeter = (report: (level: number) => void) => {
  let frames = 0
  let loudest = 0
  let shown = 0
  return (samples: Float32Array): void => {
    loudest = Math.max(loudest, rootMeanSquare(samples))
    frames++
    if (frames < FRAMES_PER_LEVEL) return
    const level = meterLevel(loudest)
    const isStill = level === shown || (level > 0 && Math.abs(level - shown) < VISIBLE_STEP)
    if (!isStill) {
      shown = level
      report(level)
    }
    frames = 0
    loudest = 0
  }
}
