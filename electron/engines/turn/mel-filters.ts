import { WINDOW_SAMPLES } from './fourier.ts'

/** Bands on the mel scale as Slaney draws it (linear below 1 kHz), as Whisper's features have them. */
export const MEL_BANDS = 80
export const POWER_BINS = WINDOW_SAMPLES / 2 + 1
const NYQUIST_HZ = 8000

const KNEE_HZ = 1000
const KNEE_MEL = 15
const MEL_PER_NEPER = 27 / Math.log(6.4)

const melOf = (hertz: number): number =>
  hertz < KNEE_HZ ? (3 * hertz) / 200 : KNEE_MEL + Math.log(hertz / KNEE_HZ) * MEL_PER_NEPER

const hertzOf = (mel: number): number =>
  mel < KNEE_MEL ? (200 * mel) / 3 : KNEE_HZ * Math.exp((mel - KNEE_MEL) / MEL_PER_NEPER)

/** A triangle over a few bins of the spectrum: the weights from `firstBin` on, of area one. */
interface MelFilter {
  readonly firstBin: number
  readonly weights: Float64Array
}

const filterOf = (lowHz: number, centreHz: number, highHz: number): MelFilter => {
  const weights = Array.from({ length: POWER_BINS }, (_, bin) => {
    const hertz = (bin * NYQUIST_HZ) / (POWER_BINS - 1)
    const rising = (hertz - lowHz) / (centreHz - lowHz)
    const falling = (highHz - hertz) / (highHz - centreHz)
    return (Math.max(0, Math.min(rising, falling)) * 2) / (highHz - lowHz)
  })
  const firstBin = Math.max(
    0,
    weights.findIndex((weight) => weight > 0),
  )
  const lastBin = weights.findLastIndex((weight) => weight > 0)
  return { firstBin, weights: Float64Array.from(weights.slice(firstBin, lastBin + 1)) }
}

const edgesHz = Array.from({ length: MEL_BANDS + 2 }, (_, edge) =>
  hertzOf((edge * melOf(NYQUIST_HZ)) / (MEL_BANDS + 1)),
)

/** Lowest band first. */
export const MEL_FILTERS: readonly MelFilter[] = Array.from({ length: MEL_BANDS }, (_, band) =>
  filterOf(edgesHz[band] ?? 0, edgesHz[band + 1] ?? 0, edgesHz[band + 2] ?? 0),
)
