/** Loudness is looked at in pieces of 20 ms at 16 kHz. */
const PIECE_SAMPLES = 320
/** A piece this far below the loudest one is no part of what was said, dB. */
const BELOW_LOUDEST_DB = 30
/** Soft beginnings and ends stay. */
const MARGIN_PIECES = 2
const FULL_SCALE = 0.99
const SILENCE_DB = -100

interface VoicedPart {
  /** From the first loud sound to the last; a view, nothing is copied. */
  readonly samples: Float32Array
  readonly voicedMs: number
  /** Of this part, dB below full scale. */
  readonly levelDb: number
  /** Share of samples at full scale, 0 to 1. */
  readonly clipped: number
}

const squareSum = (samples: Float32Array): number =>
  samples.reduce((sum, sample) => sum + sample * sample, 0)

const decibels = (samples: Float32Array): number =>
  samples.length === 0
    ? SILENCE_DB
    : Math.max(SILENCE_DB, 10 * Math.log10(squareSum(samples) / samples.length + 1e-12))

/**
 * A piece of 16 kHz sound without the quiet before and behind what was said: with it, who speaks is
 * told less surely the shorter the sound is.
 */
export const voicedPart = (sound: Float32Array): VoicedPart => {
  const pieces = Math.floor(sound.length / PIECE_SAMPLES)
  const levels = Array.from({ length: pieces }, (_, at) =>
    decibels(sound.subarray(at * PIECE_SAMPLES, (at + 1) * PIECE_SAMPLES)),
  )
  const loudest = levels.reduce((most, level) => Math.max(most, level), SILENCE_DB)
  const isLoud = (level: number): boolean => level > loudest - BELOW_LOUDEST_DB
  const first = Math.max(0, levels.findIndex(isLoud) - MARGIN_PIECES)
  const last = Math.min(pieces, levels.findLastIndex(isLoud) + 1 + MARGIN_PIECES)
  const samples =
    loudest > SILENCE_DB
      ? sound.subarray(first * PIECE_SAMPLES, last * PIECE_SAMPLES)
      : sound.subarray(0, 0)
  return {
    samples,
    voicedMs: samples.length / 16,
    levelDb: decibels(samples),
    clipped:
      samples.length === 0
        ? 0
        : samples.reduce((count, one) => count + Number(Math.abs(one) >= FULL_SCALE), 0) /
          samples.length,
  }
}
