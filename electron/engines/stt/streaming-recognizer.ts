import { FRAME_SAMPLES, MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import type { SpeechStream, StreamingSpeech } from '../ports.ts'
import type { DecodeLane } from './decode-lane.ts'
import { loudness } from './loudness.ts'
import type { Span } from './speech-segmenter.ts'
import { SpeechSegmenter } from './speech-segmenter.ts'
import type { TextFlow } from './text-flow.ts'
import { joinTexts, LocalAgreement } from './text-flow.ts'
import { UtteranceAudio } from './utterance-audio.ts'
import type { TranscriptPurpose } from '../ports.ts'
import type { VoiceDetector } from './voice-detector.ts'

const samplesOf = (ms: number) => Math.round((ms * MICROPHONE_SAMPLE_RATE_HZ) / 1000)

/** While speech goes on, what is open is decoded again after this much new sound … */
const REFRESH_SAMPLES = samplesOf(400)
/** … and no more than this share of the time is spent on it: the other engines need the cores. */
const REFRESH_DUTY = 0.35
/**
 * A decoding begins as soon as it has been quiet for this long, before the voice detector is
 * certain and a transcript is asked for: it is made by then, or nearly.
 */
const LULL_SAMPLES = samplesOf(64)
/** … and after a single quiet frame where the newest decoding is this old. */
const FIRST_QUIET_SAMPLES = samplesOf(32)
const STALE_SAMPLES = samplesOf(200)
/** A frame this far below the loudest of its segment (-26 dB) is quiet; final "s" and "f" are not. */
const QUIET_SHARE = 0.05
/** Sound behind the last word that goes to the model along with it. */
const TRAILING_SAMPLES = samplesOf(500)
/** Longest segment, whatever the model could take: all that is open is decoded again and again. */
const MAXIMUM_SEGMENT_SECONDS = 12
/** -60 dBFS: what never gets louder in a whole segment is not speech to a microphone. */
const AUDIBLE_LOUDNESS = 0.001

/** A wanted text: of the sound from `start`, ending anywhere from `atLeast` to `atMost`. */
interface Wanted {
  readonly start: number
  readonly atLeast: number
  readonly atMost: number
}

interface Decoded extends Span {
  readonly text: string
  /** It counts: who asks for a transcript gets this. */
  readonly final: boolean
}

interface Segment extends Span {
  /** Behind its last word; sound between there and `end` changes nothing. */
  readonly speechEnd: number
  readonly audible: boolean
}

interface Job {
  readonly span: Span
  readonly urgent: boolean
  readonly purpose: TranscriptPurpose
}

/** The segment that is being told word by word; samples up to `end` were given to the stream. */
interface Spoken extends Span {
  readonly stream: SpeechStream
}

interface Waiting {
  readonly endSample: number
  readonly resolve: (text: string) => void
  readonly reject: (error: unknown) => void
}

interface StreamingOptions {
  readonly lane: DecodeLane
  /** Used by this utterance alone until `close`. */
  readonly detector: VoiceDetector
  /** Null: no partial texts are made. */
  readonly onPartial: ((flow: TextFlow) => void) | null
  /**
   * Tells the words of what is being said in place of decoding it again and again; without one the
   * batch recogniser does both. Never asked where `onPartial` is null.
   */
  readonly streaming?: StreamingSpeech | null
  /** Milliseconds of any steady clock. */
  readonly now: () => number
}

/**
 * Makes a batch recogniser a streaming one, for one utterance: takes its sound frame by frame,
 * tells what was said so far, and answers quickly when it ends because most of it is decoded then.
 *
 * Invariants
 * 1. Where the detector heard no speech nothing is decoded and the text is empty.
 * 2. One decoding of the utterance is in flight at most; the next one takes the newest sound.
 * 3. What was decoded is never decoded again: a transcript is put together from what is there and
 *    decodes only what is missing.
 * 4. Transcripts are answered in the order in which they were asked for.
 */
export class StreamingRecognizer {
  readonly #options: StreamingOptions
  readonly #audio = new UtteranceAudio()
  readonly #segmenter: SpeechSegmenter
  readonly #agreement = new LocalAgreement()
  readonly #decoded: Decoded[] = []
  readonly #waiting: Waiting[] = []
  /** Told word by word, by where a segment starts. */
  readonly #spokenTexts = new Map<number, string>()
  #spoken: Spoken | null = null
  #closed: readonly Segment[] = []
  #examined = 0
  /** Behind the last frame that was not quiet, and the loudest one, in the open segment. */
  #loudEnd = 0
  #loudest = 0
  #decoding = false
  #lastDecodeMs = 0
  #partialsFailed = false
  #disposed = false
  #shown = ''

  constructor(options: StreamingOptions) {
    this.#options = options
    options.detector.reset()
    const maximumSeconds = Math.min(options.lane.maximumSeconds, MAXIMUM_SEGMENT_SECONDS)
    this.#segmenter = new SpeechSegmenter({
      maximumSamples: Math.floor(maximumSeconds * MICROPHONE_SAMPLE_RATE_HZ),
      onsetLagSamples: options.detector.onsetLagSamples,
      offsetLagSamples: options.detector.offsetLagSamples,
    })
  }

  get receivedSamples(): number {
    return this.#audio.length
  }

  /** The utterance's next samples, 16 kHz. */
  accept(samples: Float32Array): void {
    this.#audio.append(samples)
    while (this.#audio.length - this.#examined >= FRAME_SAMPLES) this.#examine()
    this.#listen()
    this.#work()
  }

  /**
   * Text of what was said up to `endSample`, as far as it has been accepted.
   * @throws CodedFailure of the recogniser
   */
  transcript(endSample: number): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ endSample: Math.min(endSample, this.#audio.length), resolve, reject })
      this.#work()
    })
  }

  /** Nothing is decoded or told any more; transcripts still waited for are empty. */
  close(): void {
    this.#disposed = true
    for (const { resolve } of this.#waiting.splice(0)) resolve('')
  }

  #examine(): void {
    const end = this.#examined + FRAME_SAMPLES
    const samples = this.#audio.all().subarray(0, end)
    const frame = samples.subarray(this.#examined)
    this.#examined = end
    const speaking = this.#options.detector.accept(frame)
    const level = loudness(frame)
    this.#loudest = Math.max(this.#loudest, level)
    if (level > this.#loudest * QUIET_SHARE) this.#loudEnd = end

    const speechEnd = this.#speechEnd()
    const wasClosed = this.#segmenter.closed.length
    const openBefore = this.#segmenter.open
    this.#segmenter.advance(samples, speaking)
    const audible = this.#loudest >= AUDIBLE_LOUDNESS
    for (const span of this.#segmenter.closed.slice(wasClosed)) {
      this.#closed = [
        ...this.#closed,
        { ...span, speechEnd: Math.min(span.end, speechEnd), audible },
      ]
    }
    const open = this.#segmenter.open
    if (open && !openBefore) {
      this.#loudest = loudness(samples, open.start)
      this.#loudEnd = end
    }
  }

  /** Gives what is being said to who tells it word by word, and shows what that makes of it. */
  #listen(): void {
    const { streaming, onPartial } = this.#options
    const open = this.#segmenter.open
    if (!streaming || !onPartial || this.#partialsFailed || !open) return
    if (this.#loudest < AUDIBLE_LOUDNESS) return
    try {
      const { start } = open
      const spoken =
        this.#spoken?.start === start
          ? this.#spoken
          : { start, end: start, stream: streaming.begin() }
      const text = spoken.stream.accept(this.#audio.copy(spoken.end, this.#examined))
      this.#spoken = { ...spoken, end: this.#examined }
      if (text === (this.#spokenTexts.get(start) ?? '')) return
      this.#spokenTexts.set(start, text)
      this.#show()
    } catch {
      // It is only shown: whoever waits for the words gets them from the batch recogniser.
      this.#partialsFailed = true
    }
  }

  /** Behind the last sound of the open segment that may be speech. */
  #speechEnd(): number {
    const quietSince = this.#segmenter.open?.quietSince ?? null
    if (quietSince === null) return this.#loudEnd
    return Math.min(this.#loudEnd, quietSince - this.#options.detector.offsetLagSamples)
  }

  #wantedOfClosed(segment: Segment, endSample: number): Wanted {
    if (segment.speechEnd > endSample) {
      return { start: segment.start, atLeast: endSample, atMost: endSample }
    }
    return { start: segment.start, atLeast: segment.speechEnd, atMost: segment.end }
  }

  #wantedOfOpen(endSample: number): Wanted | null {
    const open = this.#segmenter.open
    if (!open || open.start >= endSample || this.#loudest < AUDIBLE_LOUDNESS) return null
    const speechEnd = this.#speechEnd()
    if (speechEnd > endSample) return { start: open.start, atLeast: endSample, atMost: endSample }
    const atMost = Math.min(this.#audio.length, speechEnd + TRAILING_SAMPLES)
    return { start: open.start, atLeast: speechEnd, atMost }
  }

  #wanted(endSample: number): readonly Wanted[] {
    const open = this.#wantedOfOpen(endSample)
    const closed = this.#closed
      .filter(({ start, audible }) => audible && start < endSample)
      .map((segment) => this.#wantedOfClosed(segment, endSample))
    return open ? [...closed, open] : closed
  }

  #find({ start, atLeast, atMost }: Wanted, final: boolean): Decoded | undefined {
    return this.#decoded.findLast(
      (decoded) =>
        decoded.start === start &&
        decoded.end >= atLeast &&
        decoded.end <= atMost &&
        (decoded.final || !final),
    )
  }

  /** What is to be decoded next, and whether somebody waits for it. */
  #next(): Job | null {
    const spanOf = ({ start, atMost }: Wanted): Span => ({ start, end: atMost })
    for (const { endSample } of this.#waiting) {
      const missing = this.#wanted(endSample).find((wanted) => !this.#find(wanted, true))
      if (missing) return { span: spanOf(missing), urgent: true, purpose: 'final' }
    }
    if (!this.#options.onPartial || this.#partialsFailed) return null
    // What is closed does not change any more: it is decoded once, for good.
    const closed = this.#closed
      .filter(({ audible }) => audible)
      .map((segment) => this.#wantedOfClosed(segment, segment.end))
      .find((wanted) => !this.#find(wanted, true))
    if (closed) return { span: spanOf(closed), urgent: false, purpose: 'final' }
    if (this.#options.lane.partials === 'none') return null
    const open = this.#wantedOfOpen(this.#audio.length)
    return open && !this.#find(open, false) && this.#isDue(open)
      ? { span: spanOf(open), urgent: false, purpose: 'partial' }
      : null
  }

  #isDue({ start }: Wanted): boolean {
    if (this.#segmenter.open?.quietSince !== null) return true
    const quiet = this.#audio.length - this.#loudEnd
    if (quiet >= LULL_SAMPLES) return true
    const newest = this.#decoded.findLast((decoded) => decoded.start === start)
    const sinceNewest = this.#audio.length - (newest?.end ?? start)
    // Its words are shown already: the batch recogniser waits for what looks like the end.
    if (this.#options.streaming) return false
    if (quiet >= FIRST_QUIET_SAMPLES && sinceNewest >= STALE_SAMPLES) return true
    return sinceNewest >= Math.max(REFRESH_SAMPLES, samplesOf(this.#lastDecodeMs / REFRESH_DUTY))
  }

  #work(): void {
    if (this.#disposed) return
    this.#answer()
    if (this.#decoding) return
    const next = this.#next()
    if (next) void this.#decode(next)
  }

  async #decode({ span, urgent, purpose }: Job): Promise<void> {
    this.#decoding = true
    const startedAtMs = this.#options.now()
    const { lane } = this.#options
    try {
      const final = purpose === 'final' || lane.partials === 'same'
      const sound = this.#audio.copy(span.start, span.end)
      const text = await lane.decode(sound, urgent, purpose, this.#wordsOf(purpose))
      this.#decoded.push({ ...span, text, final })
      // Whoever gets the transcript needs no partial text that says the same, and main would have
      // the model read it first.
      if (!this.#answer()) this.#show()
    } catch (error) {
      // Whoever waits is told. A partial text that fails is only not shown: the transcript decodes
      // the same sound again and tells, and until then nothing is tried in a loop.
      if (urgent) this.#waiting.shift()?.reject(error)
      else this.#partialsFailed = true
    }
    this.#lastDecodeMs = this.#options.now() - startedAtMs
    this.#decoding = false
    this.#work()
  }

  /** Words are shown as they are told, where nobody shows them while they are spoken. */
  #wordsOf(purpose: TranscriptPurpose): ((text: string) => void) | undefined {
    const { onPartial, streaming, lane } = this.#options
    const isShown = purpose === 'final' && onPartial !== null && !streaming
    if (!isShown || lane.partials !== 'none') return undefined
    // Segments are decoded in their order: what is told belongs behind what is decoded.
    return (text) => this.#tell(this.#agreement.preview(this.#settledText(), text))
  }

  /** Whether somebody was answered. */
  #answer(): boolean {
    let answered = false
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const texts = this.#wanted(first.endSample).map((wanted) => this.#find(wanted, true)?.text)
      if (!texts.every((text) => text !== undefined)) return answered
      this.#waiting.shift()
      first.resolve(joinTexts(texts))
      answered = true
    }
    return answered
  }

  /** What is known of the segments that are closed. */
  #settledText(): string {
    return joinTexts(
      this.#closed.map((segment) => {
        const decoded = this.#find(this.#wantedOfClosed(segment, segment.end), false)
        return decoded?.text ?? this.#spokenTexts.get(segment.start) ?? ''
      }),
    )
  }

  #show(): void {
    const open = this.#segmenter.open
    const newest = open && this.#decoded.findLast(({ start }) => start === open.start)
    const spoken = open && this.#spokenTexts.get(open.start)
    this.#tell(this.#agreement.update(this.#settledText(), spoken ?? newest?.text ?? ''))
  }

  #tell(flow: TextFlow): void {
    const { onPartial } = this.#options
    if (!onPartial || this.#disposed) return
    const shown = `${flow.committed}\n${flow.tentative}`
    if (shown !== this.#shown) onPartial(flow)
    this.#shown = shown
  }
}
