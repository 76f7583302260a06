import { levelDb, type Sound } from './sound.ts'

/**
 * Sounds that are no speech, made by rule: what a room does while somebody talks to a computer.
 * All at 48 kHz, all the same at every call (the noise is seeded), so that figures compare.
 */

const RATE_HZ = 48_000

/** Uniform noise from -1 to 1 (xorshift32). */
export const seededNoise = (seed: number) => {
  let state = seed === 0 ? 1 : seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state / 2 ** 31
  }
}

const make = (seconds: number, sampleAt: (seconds: number) => number): Sound => ({
  samples: Float32Array.from({ length: Math.round(seconds * RATE_HZ) }, (_, n) =>
    sampleAt(n / RATE_HZ),
  ),
  sampleRateHz: RATE_HZ,
})

/** The sound at a level (root mean square of the whole, dB below full scale). */
export const atLevel = (sound: Sound, rmsDb: number): Sound => {
  const factor = 10 ** ((rmsDb - levelDb(sound.samples)) / 20)
  return {
    samples: sound.samples.map((sample) => Math.max(-1, Math.min(1, sample * factor))),
    sampleRateHz: sound.sampleRateHz,
  }
}

/** A resonance: two poles at `frequencyHz`, as wide as `bandwidthHz`. */
const resonance = (frequencyHz: number, bandwidthHz: number) => {
  const radius = Math.exp((-Math.PI * bandwidthHz) / RATE_HZ)
  const a = 2 * radius * Math.cos((2 * Math.PI * frequencyHz) / RATE_HZ)
  let [last, before] = [0, 0]
  return (input: number) => {
    const output = (1 - radius) * input + a * last - radius * radius * before
    before = last
    last = output
    return output
  }
}

/** A click of 5 ms of noise after 100 ms of silence: for calibration. */
export const click = (): Sound => {
  const noise = seededNoise(7)
  return make(0.4, (t) => (t >= 0.1 && t < 0.105 ? noise() * 0.6 : 0))
}

/** Noise with as much energy at every frequency: a hiss. */
export const whiteNoise = (seconds: number, rmsDb = -40, seed = 13): Sound => {
  const noise = seededNoise(seed)
  return atLevel(
    make(seconds, () => noise()),
    rmsDb,
  )
}

/** Noise with as much energy in every octave: a fan, rain, traffic. After Paul Kellet's filter. */
export const pinkNoise = (seconds: number, rmsDb = -40, seed = 11): Sound => {
  const white = seededNoise(seed)
  let [a, b, c] = [0, 0, 0]
  const pink = make(seconds, () => {
    const input = white()
    a = 0.997_65 * a + input * 0.099_046
    b = 0.963 * b + input * 0.296_516_4
    c = 0.57 * c + input * 1.052_691_3
    return (a + b + c + input * 0.1848) * 0.1
  })
  return atLevel(pink, rmsDb)
}

/**
 * A cough: a burst of breath through an open throat, then the voiced rest of it. 0.42 s.
 * The resonances are those of an open vowel, which is what makes detectors take it for speech.
 */
export const cough = (rmsDb = -22): Sound => {
  const noise = seededNoise(23)
  const throat = [resonance(650, 180), resonance(1250, 220), resonance(2600, 400)]
  const sound = make(0.42, (t) => {
    const burst = Math.min(1, t / 0.006) * Math.exp(-t / 0.045)
    const rest = t < 0.12 ? 0 : Math.min(1, (t - 0.12) / 0.02) * Math.exp(-(t - 0.12) / 0.07)
    const voiced = rest * 0.5 * ((t * (150 - 120 * t)) % 1 < 0.35 ? 1 : -0.5)
    const source = noise() * (burst + rest * 0.5) + voiced
    return throat.reduce((sum, formant, index) => sum + formant(source) * (3 - index), 0)
  })
  return atLevel(sound, rmsDb)
}

/** A door that falls shut: a crack, a thump at 70 Hz and a rattle. 0.5 s. */
export const doorSlam = (rmsDb = -16): Sound => {
  const noise = seededNoise(37)
  const sound = make(0.5, (t) => {
    const crack = noise() * Math.exp(-t / 0.008)
    const thump = Math.sin(2 * Math.PI * (70 - 40 * t) * t) * Math.exp(-t / 0.09)
    const rattle = t < 0.08 ? 0 : noise() * 0.15 * Math.exp(-((t - 0.08) % 0.06) / 0.01 - t / 0.15)
    return crack * 0.7 + thump + rattle
  })
  return atLevel(sound, rmsDb)
}

/** Ten keystrokes a second, uneven in strength. */
export const typing = (seconds: number, rmsDb = -42): Sound => {
  const noise = seededNoise(41)
  const strengths = Array.from({ length: Math.ceil(seconds * 10) }, () => 0.4 + Math.abs(noise()))
  const sound = make(seconds, (t) => {
    const stroke = Math.floor(t * 10)
    return noise() * (strengths[stroke] ?? 0) * Math.exp(-(t * 10 - stroke) / 0.08)
  })
  return atLevel(sound, rmsDb)
}

const noteHz = (semitonesFromA4: number) => 440 * 2 ** (semitonesFromA4 / 12)

/** Four chords of a song, over and over, with a melody, a bass and a drum; 120 beats a minute. */
export const music = (seconds: number, rmsDb = -30): Sound => {
  const noise = seededNoise(53)
  const chords = [
    [-9, -5, -2],
    [-12, -9, -5],
    [-4, 0, 3],
    [-7, -4, 0],
  ]
  const string = (frequencyHz: number, t: number, age: number) =>
    [1, 2, 3, 4].reduce(
      (sum, harmonic) => sum + Math.sin(2 * Math.PI * frequencyHz * harmonic * t) / harmonic ** 1.5,
      0,
    ) * Math.exp(-age * 1.5)
  const sound = make(seconds, (t) => {
    const chord = chords[Math.floor(t / 2) % chords.length] ?? []
    const beat = (t * 2) % 1
    const melody = chord[Math.floor(t * 4) % chord.length] ?? 0
    const notes = chord.reduce((sum, note) => sum + string(noteHz(note), t, (t % 2) / 2), 0)
    return (
      notes * 0.3 +
      string(noteHz(melody + 12), t, (t * 4) % 1) * 0.4 +
      string(noteHz((chord[0] ?? 0) - 24), t, beat) * 0.5 +
      noise() * 0.3 * Math.exp(-beat / 0.03)
    )
  })
  return atLevel(sound, rmsDb)
}

/** Both at once, as long as the first; the second begins again where it is shorter. */
export const mix = (first: Sound, second: Sound): Sound => {
  if (first.sampleRateHz !== second.sampleRateHz)
    throw new Error('sounds of different rates cannot be mixed')
  const length = second.samples.length
  return {
    samples: first.samples.map((sample, n) =>
      Math.max(-1, Math.min(1, sample + (second.samples[n % length] ?? 0))),
    ),
    sampleRateHz: first.sampleRateHz,
  }
}

/** Clearing one's throat: a rough voice at 90 Hz under breath. 0.5 s. */
export const throatClearing = (rmsDb = -26): Sound => {
  const noise = seededNoise(61)
  const throat = [resonance(500, 200), resonance(1100, 300)]
  const sound = make(0.5, (t) => {
    const shape = Math.sin((Math.PI * t) / 0.5) * (0.6 + 0.4 * Math.sin(2 * Math.PI * 9 * t))
    const source = shape * (noise() * 0.7 + ((t * 90) % 1 < 0.3 ? 0.8 : -0.3))
    return throat.reduce((sum, formant) => sum + formant(source), 0)
  })
  return atLevel(sound, rmsDb)
}

/** A cup set down on a table: a click, a ring and a thud. 0.3 s. */
export const cupSetDown = (rmsDb = -28): Sound => {
  const noise = seededNoise(67)
  const sound = make(
    0.3,
    (t) =>
      noise() * Math.exp(-t / 0.004) +
      0.5 * Math.sin(2 * Math.PI * 2300 * t) * Math.exp(-t / 0.05) +
      0.8 * Math.sin(2 * Math.PI * 140 * t) * Math.exp(-t / 0.03),
  )
  return atLevel(sound, rmsDb)
}

/**
 * "Mm-hm": two murmurs with closed lips, the second higher, breath between. 0.55 s. Written out, no
 * voice of ours says it: Piper reads "Mm-hmm." as something like "in a month".
 */
export const agreeingHum = (pitchHz = 120, rmsDb = -26): Sound => {
  const noise = seededNoise(71)
  const nose = [
    { filter: resonance(260, 60), gain: 1 },
    { filter: resonance(1050, 150), gain: 0.15 },
    { filter: resonance(2200, 250), gain: 0.06 },
  ]
  let phase = 0
  const sound = make(0.55, (t) => {
    const first = t < 0.22 ? Math.sqrt(Math.sin((Math.PI * t) / 0.22)) : 0
    const second = t >= 0.27 ? Math.sqrt(Math.max(0, Math.sin((Math.PI * (t - 0.27)) / 0.28))) : 0
    phase += (pitchHz * (t < 0.25 ? 1 : 1.1 + 0.5 * (t - 0.27))) / RATE_HZ
    const open = phase % 1
    const pulse = (open < 0.4 ? Math.sin((Math.PI * open) / 0.4) ** 2 : 0) - 0.2
    const breath = t >= 0.22 && t < 0.27 ? noise() * 0.15 : 0
    const source = (first + second) * pulse + breath
    return nose.reduce((sum, { filter, gain }) => sum + gain * filter(source), 0)
  })
  return atLevel(sound, rmsDb)
}
