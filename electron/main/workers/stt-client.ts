import type { CodedError } from '../../contracts/errors.ts'
import type { LineEvent, SttEvent, SttRequest } from '../../contracts/workers.ts'
import type { Clock } from './clock.ts'
import { Outstanding } from './outstanding.ts'
import type { TransferredPort } from './process-host.ts'
import { Subscription, type Disposer } from './subscription.ts'
import type { WorkerLink } from './worker-link.ts'

export type SttResult = Exclude<SttEvent, { readonly type: 'ready' } | LineEvent>
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
  readonly #results = new Subscription<SttResult>()
  readonly #outstanding: Outstanding<Asked>
  readonly #disposers: readonly Disposer[]
  #forgotten: readonly number[] = []

  constructor(worker: WorkerLink<SttRequest, SttEvent>, clock: Clock) {
    this.#worker = worker
    this.#outstanding = new Outstanding(clock, ({ request }, limitMs) =>
      worker.reportHang(`transcription ${request} took longer than ${limitMs / 1000} s`),
    )
    this.#disposers = [
      worker.onEvent((event) => this.#receive(event)),
      worker.onLost((error) => this.#failAll(error)),
      // A worker that died may not have come to forget them; their journals would be recovered.
      worker.onReady(() => this.#forgotten.forEach((utterance) => this.#sendForget(utterance))),
    ]
  }

  onResult(listener: (result: SttResult) => void): Disposer {
    return this.#results.subscribe(listener)
  }

  /** To be called at every `ready`; without a port the sound comes over the parent's channel. */
  attachMicrophone(ports: readonly TransferredPort[] = []): void {
    this.#worker.request({ type: 'attach-microphone' }, { ports, whenNotReady: 'reject' })
  }

  transcribe(transcription: Transcription): void {
    const { request, utterance, endSample } = transcription
    this.#ask(
      { type: 'transcribe', request, utterance, endSample },
      { request, utterance },
      TRANSCRIBE_LIMIT_MS,
    )
  }

  transcribeJournal(request: number, path: string): void {
    this.#ask(
      { type: 'transcribe-journal', request, path },
      { request, utterance: null },
      JOURNAL_LIMIT_MS,
    )
  }

  forget(utterance: number): void {
    this.#forgotten = [...this.#forgotten, utterance].slice(-REMEMBERED_FORGETS)
    this.#sendForget(utterance)
  }

  dispose(): void {
    for (const dispose of this.#disposers) dispose()
    this.#outstanding.drain()
    this.#results.clear()
  }

  #sendForget(utterance: number): void {
    this.#worker.request({ type: 'forget', utterance }, { whenNotReady: 'reject' })
  }

  #ask(message: SttRequest, asked: Asked, limitMs: number): void {
    this.#outstanding.add(asked.request, asked)
    const accepted = this.#worker.request(message, {
      onSent: () => this.#outstanding.sent(asked.request, limitMs),
    })
    if (!accepted.ok) this.#failOne(asked.request, accepted.error)
  }

  #receive(event: SttEvent): void {
    switch (event.type) {
      case 'ready':
      case 'usage':
      case 'measured':
        return
      case 'in-use':
        // Another engine begins anew.
        this.#outstanding.renew()
        return
      case 'waiting':
        this.#outstanding.progress(event.serial, event.forMs + TRANSCRIBE_LIMIT_MS)
        return
      case 'partial':
        for (const { request, utterance } of this.#outstanding.items()) {
          if (utterance === event.utterance) {
            this.#outstanding.progress(request, TRANSCRIBE_LIMIT_MS)
          }
        }
        this.#results.tell(event)
        return
      case 'transcript':
        if (this.#outstanding.settle(event.request)) this.#results.tell(event)
        return
      case 'failed':
        if (event.request === null || this.#outstanding.settle(event.request)) {
          this.#results.tell(event)
        }
    }
  }

  #failOne(request: number, error: CodedError): void {
    if (this.#outstanding.settle(request)) this.#results.tell({ type: 'failed', request, error })
  }

  #failAll(error: CodedError): void {
    for (const { request } of this.#outstanding.drain()) {
      this.#results.tell({ type: 'failed', request, error })
    }
  }
}
