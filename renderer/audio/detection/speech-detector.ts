import { toCodedError, type CodedError } from '../../../electron/contracts/errors.ts'
import type { Frame } from '../capture/frame.ts'
import { createSilenceGate } from './silence-gate.ts'

/** A voice activity model with a memory of the frames before. */
export interface SpeechModel {
  readonly reset: () => void
  /** Probability of speech in the frame that follows the ones before, 0 to 1. */
  readonly probability: (samples: Float32Array) => Promise<number>
}

/** Frames that wait while the model loads; older ones are let go. 10 s. */
const MAXIMUM_WAITING = 312

/**
 * Gives frames to the model one after another.
 *
 * Invariants:
 * 1. Answers come in the order of the frames, each frame at most once.
 * 2. After `reset` no answer comes for a frame from before it, and the model's memory is empty.
 * 3. Without frames, and in long silence (probability 0), the model does not run.
 * 4. A model that does not load is reported once and tried again after the next `reset`; one that
 *    fails on a frame is reported, and goes on with the next.
 */
export class SpeechDetector {
  readonly #load: () => Promise<SpeechModel>
  readonly #onProbability: (frame: Frame, probability: number) => void
  readonly #onFailure: (error: CodedError) => void
  #model: Promise<SpeechModel | null> | null = null
  #waiting: Frame[] = []
  #mustReset = false
  #gate = createSilenceGate()
  #busy = false

  constructor(
    load: () => Promise<SpeechModel>,
    onProbability: (frame: Frame, probability: number) => void,
    onFailure: (error: CodedError) => void,
  ) {
    this.#load = load
    this.#onProbability = onProbability
    this.#onFailure = onFailure
  }

  /** Loads the model ahead of the first frame. */
  prepare(): void {
    void this.#loaded()
  }

  push(frame: Frame): void {
    this.#waiting.push(frame)
    if (this.#waiting.length > MAXIMUM_WAITING) this.#waiting.shift()
    if (!this.#busy) void this.#run()
  }

  reset(): void {
    this.#waiting = []
    this.#mustReset = true
    this.#gate = createSilenceGate()
  }

  /** Null where it does not load. */
  #loaded(): Promise<SpeechModel | null> {
    this.#model ??= this.#load().catch((thrown: unknown) => {
      this.#onFailure(toCodedError(thrown, 'audio.detection-failed'))
      return null
    })
    return this.#model
  }

  async #run(): Promise<void> {
    this.#busy = true
    for (let model = await this.#loaded(); this.#waiting.length > 0;) {
      if (this.#mustReset) model = await this.#fresh(model)
      this.#mustReset = false
      const frame = this.#waiting.shift()
      if (frame !== undefined && model !== null) await this.#judge(model, frame)
    }
    this.#busy = false
  }

  async #fresh(model: SpeechModel | null): Promise<SpeechModel | null> {
    if (model === null) this.#model = null
    else model.reset()
    return model ?? this.#loaded()
  }

  async #judge(model: SpeechModel, frame: Frame): Promise<void> {
    let probability = 0
    try {
      for (const { samples } of this.#gate(frame)) probability = await model.probability(samples)
    } catch (thrown) {
      this.#onFailure(toCodedError(thrown, 'audio.detection-failed'))
      return
    }
    if (!this.#mustReset) this.#onProbability(frame, probability)
  }
}
