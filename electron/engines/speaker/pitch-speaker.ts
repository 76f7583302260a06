import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import type { SpeakerEncoder } from '../ports.ts'
import { SHORTEST_SAMPLES, unit } from './voice-numbers.ts'

/**
 * A speaker encoder without a model, for tests and for trying the app out: it knows a voice by its
 * pitches. Engine name `scripted`. Sounds of one pitch are one voice, of pitches an octave apart two.
 */
export const createPitchSpeaker = (id = 'scripted'): SpeakerEncoder => ({
  id,
  encode: (samples) => Promise.resolve(unit(PITCHES_HZ.map((hz) => strength(samples, hz)))),
  dispose: () => Promise.resolve(),
})

const PITCHES_HZ = [110, 220, 440, 880, 1760, 3520]

/** How much of a pitch is in the sound: its part of the Fourier transform. */
const strength = (samples: Float32Array, hz: number): number => {
  if (samples.length < SHORTEST_SAMPLES) return 0
  const turn = (2 * Math.PI * hz) / MICROPHONE_SAMPLE_RATE_HZ
  let [real, imaginary] = [0, 0]
  for (const [at, sample] of samples.entries()) {
    real += sample * Math.cos(turn * at)
    imaginary += sample * Math.sin(turn * at)
  }
  return Math.hypot(real, imaginary)
}
