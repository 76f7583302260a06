import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import type { EngineModel, SttEvent, SttRequest } from '../../contracts/workers.ts'
import { startDeadline, type Clock } from './clock.ts'
import { EngineRequests, type ResultOf } from './engine-requests.ts'
import type { TransferredPort } from './process-host.ts'
import type { Disposer } from './subscription.ts'
import type { WorkerLink } from './worker-link.ts'

export type SttResult = ResultOf<SttEvent>
type Transcription = Omit<Extract<SttRequest, { type: 'transcribe' }>, 'type'>

/**
 * Nine seconds of speech, the longest piece that is decoded at once, take 0.3 s on two idle cores;
 * fifty times that is a hang. Longer speech shows progress by its partial texts.
 */
const TRANSCRIBE_LIMIT_MS = 15_000
/** Five minutes of speech, the longest utterance, take about 10 s; on a busy machine some times that. */
const JOURNAL_LIMIT_MS = 120_000
/**
 * A sound may be read by any engine that is here, and that is opened first: the largest takes 10 s for that,
 * and some times the sound's length. None of that is a hang: who waits is told, the worker goes on.
 */
const SOUND_LIMIT_MS = 30_000
const SOUND_LIMIT_SHARE = 5
/** A piece that such an engine is at cannot be stopped, and takes the processor from whoever asks meanwhile. */
const SOUND_PIECE_MS = 30_000
/** Utterances whose `forget` a crash may have swallowed; more than a crash can hit. */
const REMEMBERED_FORGETS = 64

type Forgotten = Extract<SttRequest, { type: 'forget' }>

interface Asked {
  readonly request: number
  readonly utterance: number | null
}

/**
 * Speech to text as the conversation uses it. Every request is answered by `transcript` or `failed`,
 * exactly once, whatever becomes of the worker.
 */
export class SttClient {
  readonly #worker: WorkerLink<SttRequest, SttEvent>
  readonly #requests: EngineRequests<SttRequest, SttResult, Asked>
  readonly #clock: Clock
  readonly #disposers: readonly Disposer[]
  #forgotten: readonly Forgotten[] = []
  #expected: readonly string[] = []
  /** Sounds that the worker has not answered, whether somebody waits for them or not; what ends their wait. */
  readonly #sounds = new Map<number, () => void>()

  constructor(worker: WorkerLink<SttRequest, SttEvent>, clock: Clock) {
    this.#worker = worker
    this.#clock = clock
    this.#requests = new EngineRequests(worker, clock, {
      keyOf: ({ request }) => request,
      isSerial: ({ request }, serial) => request === serial,
      limitMs: TRANSCRIBE_LIMIT_MS,
      overdue: ({ request }, limitMs) => this.#overdue(request, limitMs),
      failed: ({ request }, error) => ({ type: 'failed', request, error }),
      onResult: (result) => this.#receive(result),
    })
    // A worker that died may not have come to forget them; their journals would be recovered.
    const remind = worker.onReady(() => {
      for (const forgotten of this.#forgotten) this.#send(forgotten)
      if (this.#expected.length > 0) this.expectWords(this.#expected)
    })
    this.#disposers = [remind, worker.onLost(() => this.#forgetSounds())]
  }

  onResult(listener: (result: SttResult) => void): Disposer {
    return this.#requests.onResult(listener)
  }

  /** To be called at every `ready`; without a port the sound comes over the parent's channel. */
  attachMicrophone(ports: readonly TransferredPort[] = []): void {
    this.#worker.request({ type: 'attach-microphone' }, { ports, whenNotReady: 'reject' })
  }

  transcribe(transcription: Transcription): void {
    const { request, utterance, endSample } = transcription
    this.#requests.ask(
      { request, utterance },
      { type: 'transcribe', request, utterance, endSample },
      this.#limitMs,
    )
  }

  transcribeJournal(request: number, path: string): void {
    this.#requests.ask(
      { request, utterance: null },
      { type: 'transcribe-journal', request, path },
      JOURNAL_LIMIT_MS,
    )
  }

  /** `keepAs`: where its sound is to be moved to; null: it goes. */
  forget(utterance: number, keepAs: string | null = null): void {
    const as = keepAs === null ? {} : { keepAs }
    const forgotten: Forgotten = { type: 'forget', utterance, ...as }
    this.#forgotten = [...this.#forgotten, forgotten].slice(-REMEMBERED_FORGETS)
    this.#send(forgotten)
  }

  /** Answered like a journal; `speech.not-now` where somebody begins to talk. It never counts as a hang. */
  transcribeSound(request: number, samples: Float32Array, engine: EngineModel): void {
    const item = { request, utterance: null }
    const lengthMs = (samples.length / MICROPHONE_SAMPLE_RATE_HZ) * 1000
    const limitMs = SOUND_LIMIT_MS + SOUND_LIMIT_SHARE * lengthMs
    const overdue = { code: 'stt.failed', detail: this.#overdue(request, limitMs) } as const
    const cancel = startDeadline(this.#clock, limitMs, () => {
      this.#worker.request({ type: 'stop-sounds' })
      this.#requests.fail(item, overdue)
    })
    this.#sounds.set(request, cancel)
    // Without `sent` the watchdog over the worker knows nothing of it.
    this.#requests.outstanding.add(request, item)
    const accepted = this.#worker.request({ type: 'transcribe-sound', request, samples, engine })
    if (accepted.ok) return
    this.#answeredSound(request)
    this.#requests.fail(item, accepted.error)
  }

  /** Somebody talks: every sound's transcription ends, at once for who waits for it. */
  stopSounds(): void {
    if (this.#sounds.size === 0) return
    // Behind them, where they wait for the worker.
    this.#worker.request({ type: 'stop-sounds' })
    for (const request of this.#sounds.keys()) {
      this.#requests.fail({ request, utterance: null }, { code: 'speech.not-now' })
    }
  }

  expectWords(words: readonly string[]): void {
    this.#expected = words
    this.#send({ type: 'expect-words', words })
  }

  dispose(): void {
    for (const dispose of this.#disposers) dispose()
    this.#forgetSounds()
    this.#requests.dispose()
  }

  get #limitMs(): number {
    return TRANSCRIBE_LIMIT_MS + (this.#sounds.size > 0 ? SOUND_PIECE_MS : 0)
  }

  #overdue(request: number, limitMs: number): string {
    return `transcription ${request} took longer than ${limitMs / 1000} s`
  }

  #answeredSound(request: number | null): void {
    if (request === null) return
    this.#sounds.get(request)?.()
    this.#sounds.delete(request)
  }

  #forgetSounds(): void {
    for (const request of this.#sounds.keys()) this.#answeredSound(request)
  }

  #send(request: SttRequest): void {
    this.#worker.request(request, { whenNotReady: 'reject' })
  }

  #receive(result: SttResult): void {
    const { outstanding } = this.#requests
    if (result.type === 'transcript' || result.type === 'failed')
      this.#answeredSound(result.request)
    switch (result.type) {
      case 'partial':
        for (const { request, utterance } of outstanding.items()) {
          if (utterance === result.utterance) outstanding.progress(request, this.#limitMs)
        }
        this.#requests.tell(result)
        return
      case 'kept':
        this.#requests.tell(result)
        return
      case 'transcript':
        if (outstanding.settle(result.request)) this.#requests.tell(result)
        return
      case 'failed':
        if (result.request === null || outstanding.settle(result.request)) {
          this.#requests.tell(result)
        }
    }
  }
}
