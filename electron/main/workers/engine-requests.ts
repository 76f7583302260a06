import type { CodedError } from '../../contracts/errors.ts'
import type { EngineWaiting, LineEvent, WorkerReady } from '../../contracts/workers.ts'
import type { Clock } from './clock.ts'
import { Outstanding } from './outstanding.ts'
import { Subscription, type Disposer } from './subscription.ts'
import type { WorkerLink } from './worker-link.ts'

/** What an engine's worker answers with, beside what its line tells of itself. */
export type ResultOf<Event> = Exclude<Event, WorkerReady | LineEvent>

interface EngineRequestParts<Result, Item> {
  readonly keyOf: (item: Item) => string | number
  /** Whether the line means this one by its number. */
  readonly isSerial: (item: Item, serial: number) => boolean
  /** So long the first answer may take, from the moment that the worker comes to it. */
  readonly limitMs: number
  /** What is told of one that took longer than `limitMs`. */
  readonly overdue: (item: Item, limitMs: number) => string
  readonly failed: (item: Item, error: CodedError) => Result
  readonly onResult: (result: Result) => void
}

/** What a line tells of itself is for main; of the requests it says that they are alive. */
const OF_THE_LINE = {
  ready: true,
  'in-use': true,
  out: true,
  usage: true,
  waiting: true,
  measured: true,
  opened: true,
} as const satisfies Record<(LineEvent | WorkerReady)['type'], true>

const isOfTheLine = (event: { readonly type: string }): event is LineEvent | WorkerReady =>
  Object.hasOwn(OF_THE_LINE, event.type)

/**
 * What was asked of an engine's worker, as all clients keep it.
 *
 * Invariants:
 * 1. Whatever was asked ends once: it is settled, or told as failed, whatever becomes of the worker.
 * 2. A line that waits, or in which another engine takes over, is alive: its time begins anew.
 */
export class EngineRequests<
  Request,
  Result extends { readonly type: string },
  Item extends object,
> {
  readonly outstanding: Outstanding<Item>
  readonly #worker: WorkerLink<Request, Result | LineEvent | WorkerReady>
  readonly #parts: EngineRequestParts<Result, Item>
  readonly #results = new Subscription<Result>()
  readonly #disposers: readonly Disposer[]

  constructor(
    worker: WorkerLink<Request, Result | LineEvent | WorkerReady>,
    clock: Clock,
    parts: EngineRequestParts<Result, Item>,
  ) {
    this.#worker = worker
    this.#parts = parts
    this.outstanding = new Outstanding(clock, (item, limitMs) =>
      worker.reportHang(parts.overdue(item, limitMs)),
    )
    this.#disposers = [
      worker.onEvent((event) => this.#receive(event)),
      worker.onLost((error) => this.#failAll(error)),
    ]
  }

  onResult(listener: (result: Result) => void): Disposer {
    return this.#results.subscribe(listener)
  }

  tell(result: Result): void {
    this.#results.tell(result)
  }

  ask(item: Item, message: Request, limitMs = this.#parts.limitMs): void {
    const key = this.#parts.keyOf(item)
    this.outstanding.add(key, item)
    const accepted = this.#worker.request(message, {
      onSent: () => this.outstanding.sent(key, limitMs),
    })
    if (!accepted.ok) this.fail(item, accepted.error)
  }

  /** Tells that it failed, if it is outstanding still. */
  fail(item: Item, error: CodedError): void {
    if (this.outstanding.settle(this.#parts.keyOf(item))) this.tell(this.#parts.failed(item, error))
  }

  dispose(): void {
    for (const dispose of this.#disposers) dispose()
    this.outstanding.drain()
    this.#results.clear()
  }

  #receive(event: Result | LineEvent | WorkerReady): void {
    if (!isOfTheLine(event)) {
      this.#parts.onResult(event)
      return
    }
    switch (event.type) {
      case 'ready':
      case 'out':
      case 'usage':
      case 'measured':
      case 'opened':
        return
      case 'in-use':
        // Another engine begins anew.
        this.outstanding.renew()
        return
      case 'waiting':
        this.#wait(event)
    }
  }

  #wait({ serial, forMs }: EngineWaiting): void {
    const { isSerial, keyOf, limitMs } = this.#parts
    for (const item of this.outstanding.items()) {
      if (isSerial(item, serial)) this.outstanding.progress(keyOf(item), forMs + limitMs)
    }
  }

  #failAll(error: CodedError): void {
    for (const item of this.outstanding.drain()) this.tell(this.#parts.failed(item, error))
  }
}
