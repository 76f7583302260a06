/** Where a known sound lies in a recording. Pure. */

export interface Located {
  readonly atSample: number
  /** 1 when the recording holds exactly the sound there, less where something is mixed into it. */
  readonly likeness: number
}

/** Long enough to be unmistakable among the lags of two seconds, short enough to search in 0.2 s. */
const ANCHOR_SAMPLES = 2048

/** Below this it is taken as not there: speech against other speech stays under 0.4. */
const MINIMUM_LIKENESS = 0.6

const loudestPart = (samples: Float32Array, length: number): number => {
  let energy = 0
  let best = { at: 0, energy: -1 }
  for (let end = 0; end < samples.length; end++) {
    energy += (samples[end] ?? 0) ** 2
    if (end >= length) energy -= (samples[end - length] ?? 0) ** 2
    if (energy > best.energy) best = { at: Math.max(0, end - length + 1), energy }
  }
  return best.at
}

const normOf = (samples: Float32Array, from: number, to: number): number => {
  let energy = 0
  for (let i = from; i < to; i++) energy += (samples[i] ?? 0) ** 2
  return Math.sqrt(energy)
}

/**
 * Finds `sound` in `recording` (same rate), beginning between `fromSample` and `toSample`, by
 * normalised cross-correlation of its loudest part. Null when it is not there.
 */
export const locate = (
  recording: Float32Array,
  sound: Float32Array,
  fromSample = 0,
  toSample = recording.length - sound.length,
): Located | null => {
  const length = Math.min(ANCHOR_SAMPLES, sound.length)
  const offset = loudestPart(sound, length)
  const anchor = sound.subarray(offset, offset + length)
  const anchorNorm = normOf(anchor, 0, length)
  if (anchorNorm === 0) return null
  let best: Located = { atSample: -1, likeness: 0 }
  const last = Math.min(toSample, recording.length - offset - length)
  let energy = normOf(recording, fromSample + offset, fromSample + offset + length) ** 2
  for (let lag = fromSample; lag <= last; lag++) {
    const at = lag + offset
    if (energy > 1e-9) {
      let product = 0
      for (let i = 0; i < length; i++) product += (anchor[i] ?? 0) * (recording[at + i] ?? 0)
      const likeness = product / (anchorNorm * Math.sqrt(energy))
      if (likeness > best.likeness) best = { atSample: lag, likeness }
    }
    energy += (recording[at + length] ?? 0) ** 2 - (recording[at] ?? 0) ** 2
  }
  return best.likeness < MINIMUM_LIKENESS ? null : best
}
