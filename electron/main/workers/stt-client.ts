import type { SttEvent, SttRequest } from '../../contracts/workers.ts'
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
  #forgotten: readonly number[] = []

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
    this.#stopReminding = worker.onReady(() =>
      this.#forgotten.forEach((utterance) => this.#sendForget(utterance)),
    )
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

  forget(utterance: number): void {
    this.#forgotten = [...this.#forgotten, utterance].slice(-REMEMBERED_FORGETS)
    this.#sendForget(utterance)
  }

  dispose(): void {
    this.#stopReminding()
    this.#requests.dispose()
  }

  #sendForget(utterance: number): void {
    this.#worker.request({ type: 'forget', utterance }, { whenNotReady: 'reject' })
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
