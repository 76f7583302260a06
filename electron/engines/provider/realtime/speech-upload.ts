import { MICROPHONE_SAMPLE_RATE_HZ } from '../../../contracts/audio.ts'
import { resample } from '../../sound-files/resample.ts'

/** What the realtime API takes: 24 kHz, 16 bit, mono, base64. */
export const REALTIME_SAMPLE_RATE_HZ = 24_000
/** Two samples of ours are three of theirs: a cut between them keeps both whole. */
const STEP_IN = 2
const STEP_OUT = 3
/** The filter reaches 18 samples to each side. */
const CONTEXT_SAMPLES = 24
/** The service refuses to take less than 0.1 s for a turn. */
export const SHORTEST_COMMIT_SAMPLES = MICROPHONE_SAMPLE_RATE_HZ / 10

const toBase64 = (samples: Float32Array): string => {
  const bytes = Buffer.alloc(samples.length * 2)
  for (const [index, sample] of samples.entries()) {
    const bounded = Math.max(-1, Math.min(1, sample))
    bytes.writeInt16LE(Math.round(bounded * 0x7f_ff), index * 2)
  }
  return bytes.toString('base64')
}

/** 24 kHz, 16 bit, mono, base64 back to samples from -1 to 1. */
export const fromBase64 = (text: string): Float32Array => {
  const bytes = Buffer.from(text, 'base64')
  return Float32Array.from(
    { length: Math.floor(bytes.length / 2) },
    (_, index) => bytes.readInt16LE(index * 2) / 0x80_00,
  )
}

/**
 * One utterance as it is sent: frames in, pieces for the service out.
 *
 * Invariants
 * 1. Pieces follow each other without a gap, and sound as if all had been converted at once.
 * 2. Nothing is sent twice, until `startOver`.
 */
export class SpeechUpload {
  readonly utterance: number
  /** It was answered as far as it went: what comes of it now is sent with all of it, when it is asked for. */
  isAnswered = false
  #frames: Float32Array[] = []
  #length = 0
  #sent = 0

  constructor(utterance: number) {
    this.utterance = utterance
  }

  get length(): number {
    return this.#length
  }

  /** Samples that the service has. */
  get sent(): number {
    return this.#sent
  }

  /** Frames are consecutive; one that is known already changes nothing. */
  accept(index: number, samples: Float32Array): void {
    if (index !== this.#frames.length) return
    this.#frames.push(samples)
    this.#length += samples.length
  }

  /** The service has forgotten what it had. */
  startOver(): void {
    this.#sent = 0
  }

  /**
   * What can be sent now of the samples before `endSample`; null where that is nothing.
   * @param last nothing will follow: also what waits for its context
   */
  take(endSample: number, last: boolean): string | null {
    const until = Math.min(endSample, this.#length) - (last ? 0 : CONTEXT_SAMPLES)
    const end = Math.floor(until / STEP_IN) * STEP_IN
    if (end <= this.#sent) return null
    const from = Math.max(0, this.#sent - CONTEXT_SAMPLES)
    const upTo = Math.min(this.#length, end + CONTEXT_SAMPLES)
    const converted = resample(
      this.#slice(from, upTo),
      MICROPHONE_SAMPLE_RATE_HZ,
      REALTIME_SAMPLE_RATE_HZ,
    )
    const offset = (samples: number) => ((samples - from) / STEP_IN) * STEP_OUT
    const piece = converted.subarray(offset(this.#sent), offset(end))
    this.#sent = end
    return toBase64(piece)
  }

  #slice(from: number, until: number): Float32Array {
    const out = new Float32Array(until - from)
    let at = 0
    for (const frame of this.#frames) {
      const start = Math.max(from, at)
      const end = Math.min(until, at + frame.length)
      if (start < end) out.set(frame.subarray(start - at, end - at), start - from)
      at += frame.length
      if (at >= until) break
    }
    return out
  }
}
