import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { quietestPoint } from './loudness.ts'

/** A stretch of an utterance, in samples; `end` is behind the last one. */
export interface Span {
  readonly start: number
  readonly end: number
}

interface OpenSegment {
  readonly start: number
  /** Pauses inside, oldest first, from the end that was told to the begin that was told. */
  readonly pauses: readonly Span[]
  /** Where speech was told to have ended; null while it goes on. */
  readonly quietSince: number | null
}

interface SegmenterOptions {
  /** Longest segment, a property of the speech model. */
  readonly maximumSamples: number
  readonly onsetLagSamples: number
  readonly offsetLagSamples: number
}

const samplesOf = (ms: number) => Math.round((ms * MICROPHONE_SAMPLE_RATE_HZ) / 1000)

/**
 * A thinking pause in a short sentence does not part it (the model needs the whole of it), a pause
 * after a longer stretch does: what stays open is decoded again and again, and last.
 */
const LONG_SEGMENT_SAMPLES = samplesOf(4000)
const PAUSE_AFTER_LONG_SEGMENT_SAMPLES = samplesOf(200)
const PAUSE_AFTER_SHORT_SEGMENT_SAMPLES = samplesOf(1500)

/**
 * Divides an utterance into segments that a speech model can take.
 *
 * Invariants
 * 1. Segments are in order and every sample that was told to be speech lies in one.
 * 2. Segments overlap only where nobody spoke, by no more than the detector's lag.
 * 3. A closed segment never changes and is never longer than the maximum.
 */
export class SpeechSegmenter {
  readonly #options: SegmenterOptions
  #closed: readonly Span[] = []
  #open: OpenSegment | null = null
  #floor = 0

  constructor(options: SegmenterOptions) {
    this.#options = options
  }

  get closed(): readonly Span[] {
    return this.#closed
  }

  get open(): OpenSegment | null {
    return this.#open
  }

  /** `samples`: the utterance so far, up to and with the frame that `speaking` is about. */
  advance(samples: Float32Array, speaking: boolean): void {
    const now = samples.length
    if (speaking) this.#speech(now)
    else this.#silence(now)
    while (this.#open && now - this.#open.start > this.#options.maximumSamples) {
      this.#cut(samples, this.#open)
    }
  }

  #speech(now: number): void {
    if (!this.#open) {
      const start = Math.max(this.#floor, now - this.#options.onsetLagSamples)
      this.#open = { start, pauses: [], quietSince: null }
    } else if (this.#open.quietSince !== null) {
      const pause = { start: this.#open.quietSince, end: now }
      this.#open = { ...this.#open, pauses: [...this.#open.pauses, pause], quietSince: null }
    }
  }

  #silence(now: number): void {
    if (!this.#open) return
    const quietSince = this.#open.quietSince ?? now
    this.#open = { ...this.#open, quietSince }
    const long = quietSince - this.#open.start >= LONG_SEGMENT_SAMPLES
    const pause = long ? PAUSE_AFTER_LONG_SEGMENT_SAMPLES : PAUSE_AFTER_SHORT_SEGMENT_SAMPLES
    if (now - quietSince >= pause) this.#close(quietSince)
  }

  #close(end: number): void {
    if (!this.#open) return
    this.#closed = [...this.#closed, { start: this.#open.start, end }]
    this.#floor = end - this.#options.offsetLagSamples
    this.#open = null
  }

  /** Nobody paused long enough: cut at the longest pause of the later half, or where it is quietest. */
  #cut(samples: Float32Array, open: OpenSegment): void {
    const { maximumSamples, onsetLagSamples, offsetLagSamples } = this.#options
    const limit = open.start + maximumSamples
    const middle = open.start + maximumSamples / 2
    const pause = open.pauses
      .filter(({ start, end }) => start - offsetLagSamples > middle && end < limit)
      .sort((one, other) => other.end - other.start - (one.end - one.start))
      .at(0)
    const at = pause
      ? quietestPoint(samples, pause.start - offsetLagSamples, pause.end)
      : quietestPoint(samples, middle, limit)
    this.#closed = [...this.#closed, { start: open.start, end: at }]
    this.#floor = at
    // A segment that was in a pause and lies wholly before the cut is done with.
    if (open.quietSince !== null && open.quietSince <= at) this.#open = null
    else {
      const pauses = open.pauses.filter(({ start }) => start > at + onsetLagSamples)
      this.#open = { start: at, pauses, quietSince: open.quietSince }
    }
  }
}
