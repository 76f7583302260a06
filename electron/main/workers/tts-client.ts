import type { TtsEvent, TtsRequest } from '../../contracts/workers.ts'
import type { Clock } from './clock.ts'
import { EngineRequests, type ResultOf } from './engine-requests.ts'
import type { TransferredPort } from './process-host.ts'
import type { Disposer } from './subscription.ts'
import type { WorkerLink } from './worker-link.ts'

export type TtsResult = ResultOf<TtsEvent>
type Synthesis = Omit<Extract<TtsRequest, { type: 'synthesize' }>, 'type'>

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
  readonly #requests: EngineRequests<TtsRequest, TtsResult, Asked>

  constructor(worker: WorkerLink<TtsRequest, TtsEvent>, clock: Clock) {
    this.#worker = worker
    this.#requests = new EngineRequests(worker, clock, {
      keyOf,
      isSerial: ({ generation }, serial) => generation === serial,
      limitMs: CLAUSE_LIMIT_MS,
      overdue: (asked, limitMs) => `clause ${keyOf(asked)} took longer than ${limitMs / 1000} s`,
      failed: (asked, error) => ({ type: 'failed', ...asked, error }),
      onResult: (result) => this.#receive(result),
    })
  }

  onResult(listener: (result: TtsResult) => void): Disposer {
    return this.#requests.onResult(listener)
  }

  /** To be called at every `ready`; without a port the sound goes over the parent's channel. */
  attachPlayback(ports: readonly TransferredPort[] = []): void {
    this.#worker.request({ type: 'attach-playback' }, { ports, whenNotReady: 'reject' })
  }

  synthesize(synthesis: Synthesis): void {
    const { generation, index, text, speed } = synthesis
    this.#requests.ask(
      { generation, index },
      { type: 'synthesize', generation, index, text, speed },
    )
  }

  cancel(generation: number): void {
    const { outstanding } = this.#requests
    const its = outstanding.items().filter((asked) => asked.generation === generation)
    for (const asked of its) outstanding.settle(keyOf(asked))
    // Clauses that wait for the worker are followed by their cancellation.
    const whenNotReady = its.length > 0 ? 'queue' : 'reject'
    this.#worker.request({ type: 'cancel', generation }, { whenNotReady })
  }

  dispose(): void {
    this.#requests.dispose()
  }

  #receive(result: TtsResult): void {
    const { outstanding } = this.#requests
    switch (result.type) {
      case 'synthesized':
        if (outstanding.settle(keyOf(result))) this.#requests.tell(result)
        return
      case 'failed': {
        const { generation, index } = result
        const known =
          generation === null || index === null || outstanding.settle(keyOf({ generation, index }))
        if (known) this.#requests.tell(result)
      }
    }
  }
}
