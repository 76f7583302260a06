/** Where a known sound lies in a recording. Pure. */

export interface Located {
  readonly atSample: number
  /** 1 when the recording holds exactly the sound there, less where something is mixed into it. */
  readonly likeness: number
}

/** Long enough to be unmistakable among the lags of two seconds, short enough to be searched for while a test waits. */
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

/** The search's first look is at every fourth sample; the best places of it are looked at again. */
const COARSE = 4
const CANDIDATES = 12

const coarse = (samples: Float32Array): Float32Array =>
  Float32Array.from({ length: Math.floor(samples.length / COARSE) }, (_, n) => {
    let sum = 0
    for (let i = n * COARSE; i < (n + 1) * COARSE; i++) sum += samples[i] ?? 0
    return sum
  })

const energyOf = (samples: Float32Array, from: number, to: number): number => {
  let energy = 0
  for (let i = from; i < to; i++) energy += (samples[i] ?? 0) ** 2
  return energy
}

/** Normalised cross-correlation of `anchor` with `channel` at every lag from `from` to `to`. */
const likenesses = (
  channel: Float32Array,
  anchor: Float32Array,
  from: number,
  to: number,
): readonly Located[] => {
  const length = anchor.length
  const anchorNorm = Math.sqrt(energyOf(anchor, 0, length))
  const last = Math.min(to, channel.length - length)
  const found: Located[] = []
  let energy = energyOf(channel, from, from + length)
  for (let at = from; at <= last; at++) {
    if (energy > 1e-9 && anchorNorm > 0) {
      let product = 0
      for (let i = 0; i < length; i++) product += (anchor[i] ?? 0) * (channel[at + i] ?? 0)
      found.push({ atSample: at, likeness: product / (anchorNorm * Math.sqrt(energy)) })
    }
    energy += (channel[at + length] ?? 0) ** 2 - (channel[at] ?? 0) ** 2
  }
  return found
}

const best = (places: readonly Located[]): Located | undefined =>
  places.toSorted((a, b) => b.likeness - a.likeness)[0]

/**
 * Finds `sound` in `recording` (same rate), beginning between `fromSample` and `toSample`, by
 * normalised cross-correlation of its loudest part. Null when it is not there. Two seconds are
 * searched in about 20 ms, so that a test may still act on the place that it learns.
 */
export const locate = (
  recording: Float32Array,
  sound: Float32Array,
  fromSample = 0,
  toSample = recording.length,
): Located | null => {
  const length = Math.min(ANCHOR_SAMPLES, sound.length)
  const offset = loudestPart(sound, length)
  const anchor = sound.subarray(offset, offset + length)
  const [from, to] = [fromSample + offset, toSample + offset]
  const candidates = likenesses(
    coarse(recording.subarray(0, to + length)),
    coarse(anchor),
    Math.floor(from / COARSE),
    Math.ceil(to / COARSE),
  )
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, CANDIDATES)
  const found = best(
    candidates.flatMap(({ atSample }) => {
      const near = atSample * COARSE
      return likenesses(
        recording,
        anchor,
        Math.max(from, near - COARSE),
        Math.min(to, near + COARSE),
      )
    }),
  )
  if (found === undefined || found.likeness < MINIMUM_LIKENESS) return null
  return { atSample: found.atSample - offset, likeness: found.likeness }
}
