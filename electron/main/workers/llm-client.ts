import type { ChatMessage, LlmEvent, LlmRequest } from '../../contracts/workers.ts'
import type { Clock } from './clock.ts'
import { EngineRequests, type ResultOf } from './engine-requests.ts'
import type { TransferredPort } from './process-host.ts'
import type { Disposer } from './subscription.ts'
import type { WorkerLink } from './worker-link.ts'

export type LlmResult = ResultOf<LlmEvent>
type Generation = Omit<Extract<LlmRequest, { type: 'generate' }>, 'type'>

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
  readonly #requests: EngineRequests<LlmRequest, LlmResult, Asked>

  constructor(worker: WorkerLink<LlmRequest, LlmEvent>, clock: Clock) {
    this.#worker = worker
    this.#requests = new EngineRequests<LlmRequest, LlmResult, Asked>(worker, clock, {
      keyOf: ({ generation }) => generation,
      isSerial: ({ generation }, serial) => generation === serial,
      limitMs: FIRST_TOKEN_LIMIT_MS,
      overdue: ({ generation }, limitMs) =>
        `generation ${generation} stood still for ${limitMs / 1000} s`,
      failed: ({ generation }, error) => ({ type: 'failed', generation, error }),
      onResult: (result) => this.#receive(result),
    })
  }

  onResult(listener: (result: LlmResult) => void): Disposer {
    return this.#requests.onResult(listener)
  }

  generate({ generation, messages, maximumTokens, speech = null }: Generation): void {
    this.#requests.ask(
      { generation, cancelled: false },
      { type: 'generate', generation, messages, maximumTokens, speech },
    )
  }

  /** A hint: dropped while the worker is not ready. */
  prewarm(messages: readonly ChatMessage[]): void {
    this.#worker.request({ type: 'prewarm', messages }, { whenNotReady: 'reject' })
  }

  /** A hint, as `prewarm` is: nothing is written until `resume`, for `maximumMs` at most. */
  pause(generation: number, maximumMs: number): void {
    if (this.#requests.outstanding.get(generation) === undefined) return
    this.#worker.request({ type: 'pause', generation, maximumMs }, { whenNotReady: 'reject' })
  }

  /** To be called at every `ready`, for models that hear and speak by themselves. */
  attachSound(speech: readonly TransferredPort[], voice: readonly TransferredPort[]): void {
    const whenNotReady = 'reject'
    this.#worker.request({ type: 'attach-speech' }, { ports: speech, whenNotReady })
    this.#worker.request({ type: 'attach-voice' }, { ports: voice, whenNotReady })
  }

  /** Something is said in front of this reply. What the worker has not been asked for is no reply. */
  makeRoom(generation: number): void {
    if (this.#requests.outstanding.get(generation) === undefined) return
    this.#worker.request({ type: 'make-room', generation })
  }

  /** So much was heard of what the model said by itself, before it was cut off. */
  heard(generation: number, heardMs: number): void {
    this.#worker.request({ type: 'heard', generation, heardMs }, { whenNotReady: 'reject' })
  }

  resume(generation: number): void {
    if (this.#requests.outstanding.get(generation) === undefined) return
    this.#worker.request({ type: 'resume', generation }, { whenNotReady: 'reject' })
  }

  cancel(generation: number): void {
    const asked = this.#requests.outstanding.get(generation)
    if (asked === undefined || asked.cancelled) return
    asked.cancelled = true
    const accepted = this.#worker.request(
      { type: 'cancel', generation },
      { onSent: () => this.#requests.outstanding.progress(generation, CANCEL_LIMIT_MS) },
    )
    if (!accepted.ok) this.#requests.fail(asked, accepted.error)
  }

  dispose(): void {
    this.#requests.dispose()
  }

  #receive(result: LlmResult): void {
    const { outstanding } = this.#requests
    switch (result.type) {
      case 'voiced':
      case 'completeness':
      case 'delta': {
        const asked = outstanding.get(result.generation)
        if (asked === undefined || asked.cancelled) return
        outstanding.progress(result.generation, NEXT_TOKEN_LIMIT_MS)
        this.#requests.tell(result)
        return
      }
      case 'done':
        if (outstanding.settle(result.generation)) this.#requests.tell(result)
        return
      case 'failed':
        if (result.generation === null || outstanding.settle(result.generation)) {
          this.#requests.tell(result)
        }
    }
  }
}
