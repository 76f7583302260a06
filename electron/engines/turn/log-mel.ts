import { complexWindow, fourier, WINDOW_SAMPLES } from './fourier.ts'
import { MEL_BANDS, MEL_FILTERS, POWER_BINS } from './mel-filters.ts'

/**
 * Whisper's log-mel features as Smart Turn v3 was trained on them: the last 8 s of 16 kHz sound,
 * silence added in front of what is shorter, the whole brought to mean 0 and variance 1, windows of
 * 25 ms every 10 ms, mirrored at the ends.
 *
 * Source: pipecat's `_whisper_features.py`, after Hugging Face's `WhisperFeatureExtractor`.
 */
export const HEARD_SAMPLES = 8 * 16_000
export const FRAMES = 800

const HOP_SAMPLES = 160
const HALF_WINDOW = WINDOW_SAMPLES / 2
const VARIANCE_FLOOR = 1e-7
const MEL_FLOOR = 1e-10
/** Of the loudest value, in powers of ten: what is quieter counts as that quiet. */
const DYNAMIC_RANGE = 8

const HANN = Float64Array.from(
  { length: WINDOW_SAMPLES },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / WINDOW_SAMPLES),
)

interface Heard {
  readonly samples: Float32Array
  /** Position of the first sample in the 8 s; before it is silence. */
  readonly start: number
  readonly mean: number
  readonly scale: number
}

const hear = (sound: Float32Array): Heard => {
  const samples = sound.subarray(Math.max(0, sound.length - HEARD_SAMPLES))
  // Counted loops throughout: an iterator over 8 s of samples costs 4 ms.
  let sum = 0
  for (let n = 0; n < samples.length; n += 1) sum += samples[n] ?? 0
  const mean = sum / HEARD_SAMPLES
  const start = HEARD_SAMPLES - samples.length
  let squares = start * mean * mean
  for (let n = 0; n < samples.length; n += 1) {
    const difference = (samples[n] ?? 0) - mean
    squares += difference * difference
  }
  return { samples, start, mean, scale: 1 / Math.sqrt(squares / HEARD_SAMPLES + VARIANCE_FLOOR) }
}

const mirrored = (position: number): number => {
  const last = HEARD_SAMPLES - 1
  return position < 0 ? -position : position > last ? 2 * last - position : position
}

const fill = (to: Float64Array, { samples, start, mean, scale }: Heard, frame: number): void => {
  const first = frame * HOP_SAMPLES - HALF_WINDOW
  for (let n = 0; n < WINDOW_SAMPLES; n += 1) {
    const sample = samples[mirrored(first + n) - start] ?? 0
    to[n] = (sample - mean) * scale * (HANN[n] ?? 0)
  }
}

/** Frames before this one hold nothing but the silence that was added: they are all the same. */
const firstHeardFrame = ({ start }: Heard): number =>
  Math.max(0, Math.min(FRAMES - 1, Math.ceil((start - HALF_WINDOW + 1) / HOP_SAMPLES)))

const writeBands = (to: Float32Array, frame: number, power: Float64Array): void => {
  for (let band = 0; band < MEL_BANDS; band += 1) {
    const filter = MEL_FILTERS[band]
    if (filter === undefined) return
    const { firstBin, weights } = filter
    let energy = 0
    for (let n = 0; n < weights.length; n += 1) {
      energy += (power[firstBin + n] ?? 0) * (weights[n] ?? 0)
    }
    to[band * FRAMES + frame] = Math.log10(Math.max(MEL_FLOOR, energy))
  }
}

/** Both windows' power out of one transform: one went in as the real part, one as the imaginary. */
const splitPower = (
  { re, im }: ReturnType<typeof complexWindow>,
  one: Float64Array,
  other: Float64Array,
): void => {
  for (let bin = 0; bin < POWER_BINS; bin += 1) {
    const opposite = (WINDOW_SAMPLES - bin) % WINDOW_SAMPLES
    const a = re[bin] ?? 0
    const b = im[bin] ?? 0
    const c = re[opposite] ?? 0
    const d = im[opposite] ?? 0
    one[bin] = ((a + c) * (a + c) + (b - d) * (b - d)) / 4
    other[bin] = ((b + d) * (b + d) + (c - a) * (c - a)) / 4
  }
}

const compress = (bands: Float32Array): void => {
  let loudest = Number.NEGATIVE_INFINITY
  for (let n = 0; n < bands.length; n += 1) loudest = Math.max(loudest, bands[n] ?? loudest)
  const floor = loudest - DYNAMIC_RANGE
  for (let n = 0; n < bands.length; n += 1) {
    bands[n] = (Math.max(floor, bands[n] ?? floor) + 4) / 4
  }
}

/**
 * Features of the last 8 s of `sound` (16 kHz, -1 to 1): 80 bands of 800 frames each, band by band,
 * about -1 to 1. What is shorter costs less: only frames that hold sound are transformed.
 */
export const logMelOf = (sound: Float32Array): Float32Array => {
  const heard = hear(sound)
  const bands = new Float32Array(MEL_BANDS * FRAMES)
  const [window, scratch] = [complexWindow(), complexWindow()]
  const [power, nextPower] = [new Float64Array(POWER_BINS), new Float64Array(POWER_BINS)]
  const first = firstHeardFrame(heard)
  // The frame before the first heard one stands for all the silence in front.
  for (let frame = Math.max(0, first - 1); frame < FRAMES; frame += 2) {
    fill(window.re, heard, frame)
    fill(window.im, heard, Math.min(frame + 1, FRAMES - 1))
    fourier(window, scratch)
    splitPower(window, power, nextPower)
    writeBands(bands, frame, power)
    if (frame + 1 < FRAMES) writeBands(bands, frame + 1, nextPower)
  }
  for (let band = 0; band < MEL_BANDS; band += 1) {
    const row = bands.subarray(band * FRAMES, (band + 1) * FRAMES)
    row.fill(row[first - 1] ?? 0, 0, Math.max(0, first - 1))
  }
  compress(bands)
  return bands
}
