import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'

/** Shorter sound says nothing of a voice, and gives numbers all the same. */
export const SHORTEST_SAMPLES = 0.3 * MICROPHONE_SAMPLE_RATE_HZ

/** The same direction, of length 1; null for none. */
export const unit = (numbers: ArrayLike<number>): Float32Array | null => {
  const vector = Float32Array.from(numbers)
  const length = Math.hypot(...vector)
  return length > 0 && Number.isFinite(length) ? vector.map((one) => one / length) : null
}
