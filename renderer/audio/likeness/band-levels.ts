/**
 * How loud a sound is in each of a few bands, step by step: enough to tell whether one sound is an
 * echo of another, through any room, gain and canceller, for next to nothing.
 *
 * Second-order band-passes (R. Bristow-Johnson, "Audio EQ Cookbook", constant peak gain) that run
 * over the blocks of one stream; a step of 8 ms is a quarter of a microphone's frame.
 */
export const STEP_MS = 8

/** An octave apart, half an octave wide, where speech is. */
const CENTRES_HZ = [200, 400, 700, 1200, 2000, 3300] as const
const QUALITY = 1.8
export const BANDS = CENTRES_HZ.length

interface BandLevels {
  /** One step of sound to `BANDS` powers, mean squares of full scale, written into `powers` at `offset`. */
  readonly step: (samples: Float32Array, from: number, powers: Float32Array, offset: number) => void
  /** Samples of one step. */
  readonly stepSamples: number
}

interface BandPass {
  readonly gain: number
  readonly a1: number
  readonly a2: number
}

const bandPass = (centreHz: number, sampleRateHz: number): BandPass => {
  const omega = (2 * Math.PI * centreHz) / sampleRateHz
  const alpha = Math.sin(omega) / (2 * QUALITY)
  const a0 = 1 + alpha
  return { gain: alpha / a0, a1: (-2 * Math.cos(omega)) / a0, a2: (1 - alpha) / a0 }
}

/** @param sampleRateHz a multiple of 125. */
export const createBandLevels = (sampleRateHz: number): BandLevels => {
  const stepSamples = (sampleRateHz * STEP_MS) / 1000
  const bands = CENTRES_HZ.map((centreHz) => ({
    ...bandPass(centreHz, sampleRateHz),
    x1: 0,
    x2: 0,
    y1: 0,
    y2: 0,
  }))
  return {
    stepSamples,
    step: (samples, from, powers, offset) => {
      for (const [index, band] of bands.entries()) {
        const { gain, a1, a2 } = band
        let { x1, x2, y1, y2 } = band
        let energy = 0
        for (let i = from; i < from + stepSamples; i++) {
          const x = samples[i] ?? 0
          const y = gain * (x - x2) - a1 * y1 - a2 * y2
          x2 = x1
          x1 = x
          y2 = y1
          y1 = y
          energy += y * y
        }
        Object.assign(band, { x1, x2, y1, y2 })
        powers[offset + index] = energy / stepSamples
      }
    },
  }
}
