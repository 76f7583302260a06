import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import type { RealtimeSocket } from './socket.ts'

/**
 * The events of a socket as something to wait for.
 *
 * Invariant: every event is read once, in order; `until` keeps those that it passes over.
 */
export class EventQueue {
  #waiting: RealtimeServerEvent[] = []
  #wake: () => void = () => undefined
  #failure: unknown = null
  readonly #ends: readonly (() => void)[]

  /** Who waits is thrown out of it when the socket is lost, or `signal` aborts. */
  constructor(socket: RealtimeSocket, signal: AbortSignal) {
    const fail = (failure: unknown) => {
      this.#failure ??= failure
      this.#wake()
    }
    const abort = () => fail(new Error('aborted'))
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
    this.#ends = [
      () => signal.removeEventListener('abort', abort),
      socket.onLost(fail),
      socket.onEvent((event) => {
        this.#waiting.push(event)
        this.#wake()
      }),
    ]
  }

  /** @throws what the socket was lost by */
  async next(): Promise<RealtimeServerEvent> {
    return this.#find(() => true)
  }

  /** The first event that is wanted, or that tells of an error. */
  async until(wanted: (event: RealtimeServerEvent) => boolean): Promise<RealtimeServerEvent> {
    return this.#find((event) => wanted(event) || event.type === 'error')
  }

  close(): void {
    for (const end of this.#ends) end()
  }

  async #find(wanted: (event: RealtimeServerEvent) => boolean): Promise<RealtimeServerEvent> {
    for (;;) {
      const index = this.#waiting.findIndex(wanted)
      const found = this.#waiting[index]
      if (found !== undefined) {
        this.#waiting = this.#waiting.filter((_, at) => at !== index)
        return found
      }
      if (this.#failure !== null) throw this.#failure
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
