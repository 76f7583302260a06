import type { CodedError } from '../../contracts/errors.ts'
import type { LineEvent, TtsEvent, TtsRequest, WorkerReady } from '../../contracts/workers.ts'
import type { Clock } from './clock.ts'
import { Outstanding } from './outstanding.ts'
import type { TransferredPort } from './process-host.ts'
import { Subscription, type Disposer } from './subscription.ts'
import type { WorkerLink } from './worker-link.ts'

export type TtsResult = Exclude<TtsEvent, WorkerReady | LineEvent>
export type Synthesis = Omit<Extract<TtsRequest, { type: 'synthesize' }>, 'type'>

/**
 * A clause of ten seconds takes 0.7 s with Piper on two idle cores. Twenty times that is no busy
 * machine any more.
 */
const CLAUSE_LIMIT_MS = 15_000

interface Asked {
  readonly generation: number
  readonly index: number
}

const keyOf = ({ generation, index }: Asked) => `${generation}/${index}`

/**
 * Text to speech as the conversation uses it. Every clause is answered by `synthesized` or `failed`,
 * exactly once, unless its generation was cancelled: then nothing more is heard of it.
 */
export class TtsClient {
  readonly #worker: WorkerLink<TtsRequest, TtsEvent>
  readonly #results = new Subscription<TtsResult>()
  readonly #outstanding: Outstanding<Asked>
  readonly #disposers: readonly Disposer[]

  constructor(worker: WorkerLink<TtsRequest, TtsEvent>, clock: Clock) {
    this.#worker = worker
    this.#outstanding = new Outstanding(clock, (asked, limitMs) =>
      worker.reportHang(`clause ${keyOf(asked)} took longer than ${limitMs / 1000} s`),
    )
    this.#disposers = [
      worker.onEvent((event) => this.#receive(event)),
      worker.onLost((error) => this.#failAll(error)),
    ]
  }

  onResult(listener: (result: TtsResult) => void): Disposer {
    return this.#results.subscribe(listener)
  }

  /** To be called at every `ready`; without a port the sound goes over the parent's channel. */
  attachPlayback(ports: readonly TransferredPort[] = []): void {
    this.#worker.request({ type: 'attach-playback' }, { ports, whenNotReady: 'reject' })
  }

  synthesize(synthesis: Synthesis): void {
    const { generation, index, text, speed } = synthesis
    const asked = { generation, index }
    this.#outstanding.add(keyOf(asked), asked)
    const accepted = this.#worker.request(
      { type: 'synthesize', generation, index, text, speed },
      { onSent: () => this.#outstanding.sent(keyOf(asked), CLAUSE_LIMIT_MS) },
    )
    if (!accepted.ok) this.#fail(asked, accepted.error)
  }

  cancel(generation: number): void {
    const its = this.#outstanding.items().filter((asked) => asked.generation === generation)
    for (const asked of its) this.#outstanding.settle(keyOf(asked))
    // Clauses that wait for the worker are followed by their cancellation.
    const whenNotReady = its.length > 0 ? 'queue' : 'reject'
    this.#worker.request({ type: 'cancel', generation }, { whenNotReady })
  }

  dispose(): void {
    for (const dispose of this.#disposers) dispose()
    this.#outstanding.drain()
    this.#results.clear()
  }

  #receive(event: TtsEvent): void {
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
        for (const asked of this.#outstanding.items()) {
          if (asked.generation === event.serial) {
            this.#outstanding.progress(keyOf(asked), event.forMs + CLAUSE_LIMIT_MS)
          }
        }
        return
      case 'synthesized':
        if (this.#outstanding.settle(keyOf(event))) this.#results.tell(event)
        return
      case 'failed': {
        const { generation, index } = event
        const known =
          generation === null ||
          index === null ||
          this.#outstanding.settle(keyOf({ generation, index }))
        if (known) this.#results.tell(event)
      }
    }
  }

  #fail(asked: Asked, error: CodedError): void {
    if (this.#outstanding.settle(keyOf(asked))) {
      this.#results.tell({ type: 'failed', ...asked, error })
    }
  }

  #failAll(error: CodedError): void {
    for (const asked of this.#outstanding.drain()) {
      this.#results.tell({ type: 'failed', ...asked, error })
    }
  }
}
