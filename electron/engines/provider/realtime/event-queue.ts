import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import type { RealtimeSocket } from './socket.ts'

/**
 * The events of a socket as something to wait for.
 *
 * Invariant: every event is read once, in order, also those that came before the socket was lost.
 */
export class EventQueue {
  readonly #waiting: RealtimeServerEvent[] = []
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
    for (;;) {
      const first = this.#waiting.shift()
      if (first !== undefined) return first
      if (this.#failure !== null) throw this.#failure
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  close(): void {
    for (const end of this.#ends) end()
  }
}
