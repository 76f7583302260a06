import { meterLevel, rootMeanSquare } from './capture/level.ts'

/** Every second frame: 15.6 levels a second. */
const FRAMES_PER_LEVEL = 2

/** Loudest of each pair of frames, as a level for meters. */
export const createLevelMeter = (report: (level: number) => void) => {
  let frames = 0
  let loudest = 0
  return (samples: Float32Array): void => {
    loudest = Math.max(loudest, rootMeanSquare(samples))
    frames++
    if (frames < FRAMES_PER_LEVEL) return
    report(meterLevel(loudest))
    frames = 0
    loudest = 0
  }
}
