/** Mono sound, samples from -1 to 1. */
export interface Sound {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

export const silence = (seconds: number, sampleRateHz: number): Sound => ({
  samples: new Float32Array(Math.round(seconds * sampleRateHz)),
  sampleRateHz,
})

/** Sounds of one rate, one after another. Throws when the rates differ. */
export const joinSounds = (sounds: readonly Sound[]): Sound => {
  const sampleRateHz = sounds[0]?.sampleRateHz ?? 48_000
  if (sounds.some((sound) => sound.sampleRateHz !== sampleRateHz))
    throw new Error('sounds of different rates cannot be joined')
  const samples = new Float32Array(sounds.reduce((sum, sound) => sum + sound.samples.length, 0))
  let at = 0
  for (const sound of sounds) {
    samples.set(sound.samples, at)
    at += sound.samples.length
  }
  return { samples, sampleRateHz }
}

/** The loudest sample's magnitude. */
export const peakOf = (samples: Float32Array): number =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)

export const amplify = (sound: Sound, factor: number): Sound => ({
  samples: sound.samples.map((sample) => sample * factor),
  sampleRateHz: sound.sampleRateHz,
})

/** The same sound with its loudest sample at `peakDb` (dB below full scale, at most 0). */
export const normalise = (sound: Sound, peakDb: number): Sound => {
  const peak = peakOf(sound.samples)
  return peak === 0 ? sound : amplify(sound, 10 ** (peakDb / 20) / peak)
}

/** Root mean square of a part, in dB below full scale; silence is -Infinity. */
export const levelDb = (samples: Float32Array, from = 0, to = samples.length): number => {
  let energy = 0
  for (let i = from; i < to; i++) energy += (samples[i] ?? 0) ** 2
  return 10 * Math.log10(energy / Math.max(1, to - from))
}
