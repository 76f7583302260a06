import type { EngineModel, SttEvent, SttRequest } from '../../contracts/workers.ts'
import type { Clock } from './clock.ts'
import { EngineRequests, type ResultOf } from './engine-requests.ts'
import type { TransferredPort } from './process-host.ts'
import type { Disposer } from './subscription.ts'
import type { WorkerLink } from './worker-link.ts'

export type SttResult = ResultOf<SttEvent>
export type Transcription = Omit<Extract<SttRequest, { type: 'transcribe' }>, 'type'>

/**
 * Nine seconds of speech, the longest piece that is decoded at once, take 0.3 s on two idle cores;
 * fifty times that is a hang. Longer speech shows progress by its partial texts.
 */
const TRANSCRIBE_LIMIT_MS = 15_000
/** Five minutes of speech, the longest utterance, take about 10 s; on a busy machine some times that. */
const JOURNAL_LIMIT_MS = 120_000
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
  readonly #stopReminding: Disposer
  #forgotten: readonly Forgotten[] = []
  #expected: readonly string[] = []

  constructor(worker: WorkerLink<SttRequest, SttEvent>, clock: Clock) {
    this.#worker = worker
    this.#requests = new EngineRequests(worker, clock, {
      keyOf: ({ request }) => request,
      isSerial: ({ request }, serial) => request === serial,
      limitMs: TRANSCRIBE_LIMIT_MS,
      overdue: ({ request }, limitMs) =>
        `transcription ${request} took longer than ${limitMs / 1000} s`,
      failed: ({ request }, error) => ({ type: 'failed', request, error }),
      onResult: (result) => this.#receive(result),
    })
    // A worker that died may not have come to forget them; their journals would be recovered.
    this.#stopReminding = worker.onReady(() => {
      for (const forgotten of this.#forgotten) this.#send(forgotten)
      if (this.#expected.length > 0) this.expectWords(this.#expected)
    })
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

  /** Answered like a journal. */
  transcribeSound(request: number, samples: Float32Array, engine: EngineModel): void {
    this.#requests.ask(
      { request, utterance: null },
      { type: 'transcribe-sound', request, samples, engine },
      JOURNAL_LIMIT_MS,
    )
  }

  expectWords(words: readonly string[]): void {
    this.#expected = words
    this.#send({ type: 'expect-words', words })
  }

  dispose(): void {
    this.#stopReminding()
    this.#requests.dispose()
  }

  #send(request: SttRequest): void {
    this.#worker.request(request, { whenNotReady: 'reject' })
  }

  #receive(result: SttResult): void {
    const { outstanding } = this.#requests
    switch (result.type) {
      case 'partial':
        for (const { request, utterance } of outstanding.items()) {
          if (utterance === result.utterance) outstanding.progress(request, TRANSCRIBE_LIMIT_MS)
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
