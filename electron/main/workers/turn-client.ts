import type { TurnEvent, TurnRequest, WorkerReady } from '../../contracts/workers.ts'
import type { TransferredPort } from './process-host.ts'
import { Subscription, type Disposer } from './subscription.ts'
import type { WorkerLink } from './worker-link.ts'

type TurnResult = Exclude<TurnEvent, WorkerReady>

/**
 * The turn detector as main uses it. Nobody waits for a score: the audio window asks, and where no
 * answer comes the turn ends by silence and words. So there is nothing outstanding here, and a
 * worker that hangs is found by its heartbeat.
 */
export class TurnClient {
  readonly #worker: WorkerLink<TurnRequest, TurnEvent>
  readonly #results = new Subscription<TurnResult>()
  readonly #stopListening: Disposer

  constructor(worker: WorkerLink<TurnRequest, TurnEvent>) {
    this.#worker = worker
    this.#stopListening = worker.onEvent((event) => {
      if (event.type !== 'ready') this.#results.tell(event)
    })
  }

  onResult(listener: (result: TurnResult) => void): Disposer {
    return this.#results.subscribe(listener)
  }

  /** To be called at every `ready` and for every new audio window. */
  attachMicrophone(ports: readonly TransferredPort[]): void {
    this.#worker.request({ type: 'attach-microphone' }, { ports, whenNotReady: 'reject' })
  }

  dispose(): void {
    this.#stopListening()
    this.#results.clear()
  }
}
