import { FRAME_SAMPLES, type MicrophoneMessage } from '../../../electron/contracts/audio.ts'

/**
 * What the speech-to-text worker was given and may have lost: every frame of the utterances that
 * are not dropped yet.
 *
 * Invariants:
 * 1. `replay` yields, for each utterance, its opening and then every frame from index 0 on.
 * 2. All utterances together hold at most `capacityFrames`; to stay below, the oldest is let go
 *    whole, never a part of one. An utterance that fills it alone takes no more frames.
 */
export class UtteranceLedger {
  readonly #capacityFrames: number
  readonly #utterances = new Map<number, Float32Array[]>()
  #frames = 0

  constructor(capacityFrames: number) {
    this.#capacityFrames = capacityFrames
  }

  open(utterance: number): void {
    this.drop(utterance)
    this.#utterances.set(utterance, [])
  }

  /** Index of the frame in its utterance, or null where it is not open or takes no more. */
  append(utterance: number, samples: Float32Array): number | null {
    const frames = this.#utterances.get(utterance)
    if (frames === undefined) return null
    if (this.#frames >= this.#capacityFrames && !this.#evictOldest(utterance)) return null
    this.#frames++
    return frames.push(samples) - 1
  }

  /** Whether there was anything to drop. */
  drop(utterance: number): boolean {
    this.#frames -= this.#utterances.get(utterance)?.length ?? 0
    return this.#utterances.delete(utterance)
  }

  length(utterance: number): number {
    return this.#utterances.get(utterance)?.length ?? 0
  }

  /** A copy of the utterance's newest samples, `maximumSamples` at most; empty where it is not open. */
  newest(utterance: number, maximumSamples: number): Float32Array {
    const frames = this.#utterances.get(utterance) ?? []
    const samples = new Float32Array(Math.min(frames.length * FRAME_SAMPLES, maximumSamples))
    for (let end = samples.length, at = frames.length - 1; end > 0; end -= FRAME_SAMPLES, at--) {
      const frame = frames[at]?.subarray(Math.max(0, FRAME_SAMPLES - end))
      if (frame !== undefined) samples.set(frame, Math.max(0, end - FRAME_SAMPLES))
    }
    return samples
  }

  /** Everything a worker that knows nothing needs, in order. */
  *replay(): Generator<MicrophoneMessage> {
    for (const [utterance, frames] of this.#utterances) {
      yield { type: 'utterance-open', utterance }
      for (const [index, samples] of frames.entries()) {
        yield { type: 'frame', utterance, index, samples }
      }
    }
  }

  #evictOldest(keep: number): boolean {
    for (const utterance of this.#utterances.keys()) {
      if (utterance !== keep) return this.drop(utterance)
    }
    return false
  }
}
