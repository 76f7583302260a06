import { FRAME_SAMPLES, MICROPHONE_SAMPLE_RATE_HZ } from '../../../electron/contracts/audio.ts'
import { speakInTones } from '../../../electron/engines/tone-speech.ts'

export const silence = (ms: number): Float32Array =>
  new Float32Array(Math.round((ms * MICROPHONE_SAMPLE_RATE_HZ) / 1000))

export const say = (text: string): Float32Array => speakInTones(text, MICROPHONE_SAMPLE_RATE_HZ)

export const join = (...parts: readonly Float32Array[]): Float32Array => {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** As the audio window sends them; what does not fill a last frame is left out. */
export const framesOf = (samples: Float32Array): readonly Float32Array[] =>
  Array.from({ length: Math.floor(samples.length / FRAME_SAMPLES) }, (_, index) =>
    samples.slice(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES),
  )

/** Lets promises and immediate callbacks that are due run to their end. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
