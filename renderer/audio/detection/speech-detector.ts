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
/** 10 s: who waits for a phrase resets nothing, and a model that did not load is tried again all the same. */
const RETRY_FRAMES = 312
/** 1 s without a fault, and it works. */
const WORKING_FRAMES = 31

/**
 * Gives frames to the model one after another.
 *
 * Invariants:
 * 1. Answers come in the order of the frames, each frame at most once.
 * 2. After `reset` no answer comes for a frame from before it, and the model's memory is empty.
 * 3. Without frames, and in long silence (probability 0), the model does not run.
 * 4. A model that does not load is reported once and tried again after the next `reset` or 10 s of
 *    frames; one that fails on a frame is reported, and goes on with the next. That a fault is over is
 *    reported once.
 */
export class SpeechDetector {
  readonly #load: () => Promise<SpeechModel>
  readonly #onProbability: (frame: Frame, probability: number) => void
  readonly #onFailure: (error: CodedError) => void
  readonly #onWorks: () => void
  #model: Promise<SpeechModel | null> | null = null
  #waiting: Frame[] = []
  #mustReset = false
  #gate = createSilenceGate()
  #busy = false
  /** Frames that were let go since the model did not load. */
  #missed = 0
  /** Good frames since the last fault; null where there is none that was not over. */
  #good: number | null = null

  constructor(
    load: () => Promise<SpeechModel>,
    onProbability: (frame: Frame, probability: number) => void,
    onFailure: (error: CodedError) => void,
    onWorks: () => void = () => undefined,
  ) {
    this.#load = load
    this.#onProbability = onProbability
    this.#onFailure = onFailure
    this.#onWorks = onWorks
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
      this.#fail(thrown)
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
      if (frame === undefined) continue
      if (model !== null) await this.#judge(model, frame)
      else if ((this.#missed += 1) >= RETRY_FRAMES) model = await this.#fresh(model)
    }
    this.#busy = false
  }

  async #fresh(model: SpeechModel | null): Promise<SpeechModel | null> {
    this.#missed = 0
    if (model === null) this.#model = null
    else model.reset()
    return model ?? this.#loaded()
  }

  async #judge(model: SpeechModel, frame: Frame): Promise<void> {
    let probability = 0
    try {
      for (const { samples } of this.#gate(frame)) {
        probability = await model.probability(samples)
        this.#succeed()
      }
    } catch (thrown) {
      this.#fail(thrown)
      return
    }
    if (!this.#mustReset) this.#onProbability(frame, probability)
  }

  #fail(thrown: unknown): void {
    this.#good = 0
    this.#onFailure(toCodedError(thrown, 'audio.detection-failed'))
  }

  #succeed(): void {
    if (this.#good === null) return
    this.#good += 1
    if (this.#good < WORKING_FRAMES) return
    this.#good = null
    this.#onWorks()
  }
}
