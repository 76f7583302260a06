import type { EarconName } from '../../../electron/contracts/audio.ts'

interface Tone {
  readonly frequencyHz: number
  readonly startMs: number
  readonly durationMs: number
  /** Against the level of a signal; 1 where it is left out. */
  readonly gain?: number
}

/**
 * Two soft notes each: rising when Warbler listens, falling when it has heard, a low one when it
 * stops, a low close pair when something is wrong. Pure tones without overtones: the voice activity
 * model gives them 0.25 at most, even 18 dB louder than they are.
 */
const EARCONS: Readonly<Record<EarconName, readonly Tone[]>> = {
  listen: [
    { frequencyHz: 587.33, startMs: 0, durationMs: 60 },
    { frequencyHz: 880, startMs: 45, durationMs: 70 },
  ],
  done: [
    { frequencyHz: 880, startMs: 0, durationMs: 60 },
    { frequencyHz: 587.33, startMs: 45, durationMs: 70 },
  ],
  cancel: [{ frequencyHz: 392, startMs: 0, durationMs: 90 }],
  error: [
    { frequencyHz: 311.13, startMs: 0, durationMs: 60 },
    { frequencyHz: 293.66, startMs: 55, durationMs: 65 },
  ],
  // As loud as speech: it stands for it. A chord, one tone after the other, so that it is no alarm.
  test: [
    { frequencyHz: 523.25, startMs: 0, durationMs: 500, gain: 2 },
    { frequencyHz: 659.25, startMs: 300, durationMs: 500, gain: 2 },
    { frequencyHz: 783.99, startMs: 600, durationMs: 800, gain: 2 },
  ],
}

/** A signal, not an announcement: well below speech, which comes at about -20 dB. */
const PEAK = 10 ** (-26 / 20)

/** Samples of an earcon, -1 to 1; a signal no longer than 120 ms, silent at both ends. */
export const earconSamples = (name: EarconName, sampleRateHz: number): Float32Array => {
  const tones = EARCONS[name]
  const endMs = Math.max(...tones.map((tone) => tone.startMs + tone.durationMs))
  const samples = new Float32Array(Math.ceil((endMs / 1000) * sampleRateHz))
  for (const { frequencyHz, startMs, durationMs, gain = 1 } of tones) {
    const start = Math.round((startMs / 1000) * sampleRateHz)
    const length = Math.floor((durationMs / 1000) * sampleRateHz)
    for (let i = 0; i < length; i++) {
      // Raised cosine: no click at either end.
      const envelope = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (length - 1))
      const wave = Math.sin((2 * Math.PI * frequencyHz * i) / sampleRateHz)
      samples[start + i] = (samples[start + i] ?? 0) + PEAK * gain * envelope * wave
    }
  }
  return samples
}
