import type { CodedError } from '../../contracts/errors.ts'
import type { ChatMessage, LineEvent, LlmEvent, LlmRequest } from '../../contracts/workers.ts'
import type { Clock } from './clock.ts'
import type { TransferredPort } from './process-host.ts'
import { Outstanding } from './outstanding.ts'
import { Subscription, type Disposer } from './subscription.ts'
import type { WorkerLink } from './worker-link.ts'

export type LlmResult = Exclude<LlmEvent, { readonly type: 'ready' } | LineEvent>
export type Generation = Omit<Extract<LlmRequest, { type: 'generate' }>, 'type'>

/** A cold prompt of 4,000 tokens at 150 tokens per second, the slowest machine we promise to serve. */
const FIRST_TOKEN_LIMIT_MS = 30_000
/** Five tokens per second were measured on busy cores; 15 s between two is a hang. */
const NEXT_TOKEN_LIMIT_MS = 15_000
/** The model looks at its abort signal between batches of the prompt, each a few seconds at worst. */
const CANCEL_LIMIT_MS = 15_000

interface Asked {
  readonly generation: number
  cancelled: boolean
}

/**
 * The language model as the conversation uses it. Every generation ends with `done` or `failed`,
 * exactly once; after `cancel` no more deltas of it come.
 */
export class LlmClient {
  readonly #worker: WorkerLink<LlmRequest, LlmEvent>
  readonly #results = new Subscription<LlmResult>()
  readonly #outstanding: Outstanding<Asked>
  readonly #disposers: readonly Disposer[]

  constructor(worker: WorkerLink<LlmRequest, LlmEvent>, clock: Clock) {
    this.#worker = worker
    this.#outstanding = new Outstanding(clock, ({ generation }, limitMs) =>
      worker.reportHang(`generation ${generation} stood still for ${limitMs / 1000} s`),
    )
    this.#disposers = [
      worker.onEvent((event) => this.#receive(event)),
      worker.onLost((error) => this.#failAll(error)),
    ]
  }

  onResult(listener: (result: LlmResult) => void): Disposer {
    return this.#results.subscribe(listener)
  }

  generate({ generation, messages, maximumTokens, speech = null }: Generation): void {
    this.#outstanding.add(generation, { generation, cancelled: false })
    const accepted = this.#worker.request(
      { type: 'generate', generation, messages, maximumTokens, speech },
      { onSent: () => this.#outstanding.sent(generation, FIRST_TOKEN_LIMIT_MS) },
    )
    if (!accepted.ok) this.#fail(generation, accepted.error)
  }

  /** A hint: dropped while the worker is not ready. */
  prewarm(messages: readonly ChatMessage[]): void {
    this.#worker.request({ type: 'prewarm', messages }, { whenNotReady: 'reject' })
  }

  /** A hint, as `prewarm` is: nothing is written until `resume`, for `maximumMs` at most. */
  pause(generation: number, maximumMs: number): void {
    if (this.#outstanding.get(generation) === undefined) return
    this.#worker.request({ type: 'pause', generation, maximumMs }, { whenNotReady: 'reject' })
  }

  /** To be called at every `ready`, for models that hear and speak by themselves. */
  attachSound(speech: readonly TransferredPort[], voice: readonly TransferredPort[]): void {
    const whenNotReady = 'reject'
    this.#worker.request({ type: 'attach-speech' }, { ports: speech, whenNotReady })
    this.#worker.request({ type: 'attach-voice' }, { ports: voice, whenNotReady })
  }

  /** So much was heard of what the model said by itself, before it was cut off. */
  heard(generation: number, heardMs: number): void {
    this.#worker.request({ type: 'heard', generation, heardMs }, { whenNotReady: 'reject' })
  }

  resume(generation: number): void {
    if (this.#outstanding.get(generation) === undefined) return
    this.#worker.request({ type: 'resume', generation }, { whenNotReady: 'reject' })
  }

  cancel(generation: number): void {
    const asked = this.#outstanding.get(generation)
    if (asked === undefined || asked.cancelled) return
    asked.cancelled = true
    const accepted = this.#worker.request(
      { type: 'cancel', generation },
      { onSent: () => this.#outstanding.progress(generation, CANCEL_LIMIT_MS) },
    )
    if (!accepted.ok) this.#fail(generation, accepted.error)
  }

  dispose(): void {
    for (const dispose of this.#disposers) dispose()
    this.#outstanding.drain()
    this.#results.clear()
  }

  #receive(event: LlmEvent): void {
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
        this.#outstanding.progress(event.serial, event.forMs + FIRST_TOKEN_LIMIT_MS)
        return
      case 'voiced':
      case 'completeness':
      case 'delta': {
        const asked = this.#outstanding.get(event.generation)
        if (asked === undefined || asked.cancelled) return
        this.#outstanding.progress(event.generation, NEXT_TOKEN_LIMIT_MS)
        this.#results.tell(event)
        return
      }
      case 'done':
        if (this.#outstanding.settle(event.generation)) this.#results.tell(event)
        return
      case 'failed':
        if (event.generation === null || this.#outstanding.settle(event.generation)) {
          this.#results.tell(event)
        }
    }
  }

  #fail(generation: number, error: CodedError): void {
    if (this.#outstanding.settle(generation)) {
      this.#results.tell({ type: 'failed', generation, error })
    }
  }

  #failAll(error: CodedError): void {
    for (const { generation } of this.#outstanding.drain()) {
      this.#results.tell({ type: 'failed', generation, error })
    }
  }
}
