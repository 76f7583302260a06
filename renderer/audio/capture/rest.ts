import type { Clock } from '../clock.ts'

/**
 * When the microphone's sound may wait in the browser's queue, to be fetched many blocks at a time:
 * while nobody is listened to, nothing is said, and nothing sounds. Whoever waits for a phrase all day
 * was woken a hundred times a second for a block of 10 ms, and half of all that waiting costs was that.
 *
 * Invariants:
 * 1. No rest is longer than `REST_MS`.
 * 2. `end` ends the one that lasts, and `stayAwakeFor` too: what waited is fetched at once.
 * 3. No rest begins while it is not allowed, nor before the latest moment that `stayAwakeFor` named.
 */
interface RestPorts {
  /** The window's own: main's time may be set back by hours. */
  readonly clock: Clock
  /** Whether sound may wait at all just now. */
  readonly isAllowed: () => boolean
}

/**
 * What the window computes by how long sound may wait (silence; of one core): 1.5 % without, 0.75 % with
 * 90 ms, 0.4 % with 250 ms. The beginning of a phrase is noticed by so much later, not its end: by then
 * the window is awake.
 */
const REST_MS = 250

export class Rest {
  readonly #ports: RestPorts
  #awakeUntilMs = -Infinity
  #lasting: { readonly over: Promise<void>; readonly end: () => void } | null = null

  constructor(ports: RestPorts) {
    this.#ports = ports
  }

  /** Resolves when sound must be fetched again; null where it must not wait. */
  begin(): Promise<void> | null {
    const { clock, isAllowed } = this.#ports
    if (!isAllowed() || clock.nowMs() < this.#awakeUntilMs) return null
    this.#lasting ??= this.#last()
    return this.#lasting.over
  }

  end(): void {
    this.#lasting?.end()
  }

  /** No rest begins for so long. */
  stayAwakeFor(durationMs: number): void {
    this.#awakeUntilMs = Math.max(this.#awakeUntilMs, this.#ports.clock.nowMs() + durationMs)
    this.end()
  }

  #last() {
    let resolve = () => {}
    const over = new Promise<void>((done) => {
      resolve = done
    })
    const end = () => {
      cancelTimer()
      this.#lasting = null
      resolve()
    }
    const cancelTimer = this.#ports.clock.setTimer(REST_MS, end)
    return { over, end }
  }
}
