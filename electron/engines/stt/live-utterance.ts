import { FRAME_SAMPLES, MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import type { StreamingRecognizer } from './streaming-recognizer.ts'

/**
 * Sound and requests come by different ways, so a request may be ahead of the sound it is about. No
 * frame for this long (a frame is 32 ms) means that none will come any more.
 */
const PATIENCE_MS = 3000

export interface UtteranceText {
  readonly text: string
  readonly audioMs: number
  readonly decodeMs: number
}

interface LiveUtteranceOptions {
  /** A recogniser that has heard nothing yet. */
  readonly start: () => StreamingRecognizer
  /** Called once, when the utterance is closed and its detector may serve another. */
  readonly release: () => void
  /** Milliseconds of any steady clock. */
  readonly now: () => number
}

const NOTHING: UtteranceText = { text: '', audioMs: 0, decodeMs: 0 }

/**
 * One utterance whose sound is arriving.
 *
 * Invariants
 * 1. A sample's place is that of the window that recorded it: frames that come twice are dropped,
 *    frames that never came are silence.
 * 2. A question is answered once: when its sound is there, when none comes any more (from what is
 *    there), or when the utterance is closed (empty). Starting over answers it from the new sound.
 */
export class LiveUtterance {
  readonly #options: LiveUtteranceOptions
  readonly #arrivals = new Set<() => void>()
  #stream: StreamingRecognizer
  #closed = false

  constructor(options: LiveUtteranceOptions) {
    this.#options = options
    this.#stream = options.start()
  }

  /** What was had is void; the sound comes again from its first sample. */
  startOver(): void {
    const old = this.#stream
    this.#stream = this.#options.start()
    old.close()
  }

  /** Returns the samples that are new, for the journal. */
  accept(index: number, samples: Float32Array): Float32Array {
    const missing = index * FRAME_SAMPLES - this.#stream.receivedSamples
    if (missing < 0) return new Float32Array()
    const fresh = new Float32Array(missing + samples.length)
    fresh.set(samples, missing)
    this.#stream.accept(fresh)
    for (const arrived of this.#arrivals) arrived()
    return fresh
  }

  /**
   * What was said up to `endSample`.
   * @throws CodedFailure `stt.failed` where no sound came at all, and whatever the recogniser throws
   */
  async transcript(endSample: number): Promise<UtteranceText> {
    await this.#arrival(endSample)
    const startedAtMs = this.#options.now()
    while (!this.#closed) {
      const stream = this.#stream
      if (stream.receivedSamples === 0 && endSample > 0) {
        throw new CodedFailure({ code: 'stt.failed', detail: 'no sound of the utterance arrived' })
      }
      const text = await stream.transcript(endSample)
      if (stream === this.#stream) {
        const heard = Math.min(endSample, stream.receivedSamples)
        const audioMs = (heard / MICROPHONE_SAMPLE_RATE_HZ) * 1000
        return { text, audioMs, decodeMs: this.#options.now() - startedAtMs }
      }
      await this.#arrival(endSample)
    }
    return NOTHING
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#options.release()
    this.#stream.close()
    for (const arrived of this.#arrivals) arrived()
  }

  #arrival(endSample: number): Promise<void> {
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const finish = () => {
        clearTimeout(timer)
        this.#arrivals.delete(look)
        resolve()
      }
      const look = () => {
        clearTimeout(timer)
        if (this.#closed || this.#stream.receivedSamples >= endSample) finish()
        else timer = setTimeout(finish, PATIENCE_MS)
      }
      this.#arrivals.add(look)
      look()
    })
  }
}
