import type { CodedError, Result } from '../../contracts/errors.ts'
import type { TransferredPort } from './process-host.ts'
import type { Disposer } from './subscription.ts'

export interface RequestOptions {
  readonly ports?: readonly TransferredPort[]
  /** `queue` (default) keeps it for the process that is coming, `reject` answers with an error. */
  readonly whenNotReady?: 'queue' | 'reject'
  /** Called when it leaves for the process: at once, or when the queue is sent. */
  readonly onSent?: () => void
}

/** The worker's own word that it serves, with what it says of its model. */
export type ReadyOf<Event> = Extract<Event, { readonly type: 'ready' }>

/** A worker as its client sees it: requests in, events out, and word of every loss. */
export interface WorkerLink<Request, Event> {
  /** An error means that it will never be sent; otherwise a loss may still be announced. */
  request(message: Request, options?: RequestOptions): Result<null>
  onEvent(listener: (event: Event) => void): Disposer
  /** A process is ready; what is asked for inside the listener goes before the queue. */
  onReady(listener: (ready: ReadyOf<Event>) => void): Disposer
  /** Whatever was asked so far will not be answered. */
  onLost(listener: (error: CodedError) => void): Disposer
  /** A request was not answered in time: the process is killed and started again. */
  reportHang(detail: string): void
}
