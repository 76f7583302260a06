/**
 * Time that only moves when a test says so.
 *
 * Invariants:
 * 1. `nowMs` changes inside `advance`, `advanceAsync` and `standStill` only, and never backwards.
 * 2. Timers ring in the order of their due times, those of the same moment in the order in which they
 *    were set, each exactly once and with its due time as now.
 * 3. A timer set while time advances rings in the same advance if it falls due within it.
 * 4. A cancelled timer does not ring, not even when it was due at this very moment.
 * 5. `advanceAsync` lets everything that promises have made ready run before time moves on.
 * 6. Time that cannot get past one moment, because timers of no delay set each other, throws.
 */
export class VirtualTime {
  readonly #timers = new Set<Timer>()
  #nowMs: number
  #order = 0
  #ringsNow = 0

  constructor(startMs = 0) {
    this.#nowMs = startMs
  }

  get nowMs(): number {
    return this.#nowMs
  }

  /** How many timers wait: a disposed thing leaves none behind. */
  get waiting(): number {
    return this.#timers.size
  }

  /** The same as a port of two functions. */
  readonly clock = {
    nowMs: (): number => this.#nowMs,
    setTimer: (delayMs: number, callback: () => void): (() => void) =>
      this.setTimer(delayMs, callback),
  }

  /** Calls back once, `delayMs` from now. Returns what cancels it. */
  readonly setTimer = (delayMs: number, callback: () => void): (() => void) => {
    const timer = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, callback }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** Moves on by so many milliseconds, ringing what falls due. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms
    for (let next = this.#next(endMs); next; next = this.#next(endMs)) this.#ring(next)
    this.#arrive(endMs)
  }

  /** The same for code that awaits. */
  async advanceAsync(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms
    await settle()
    for (let next = this.#next(endMs); next; next = this.#next(endMs)) {
      this.#ring(next)
      await settle()
    }
    this.#arrive(endMs)
  }

  /** Moves the clock alone, as a suspended machine does: what fell due rings late, afterwards. */
  standStill(ms: number): void {
    this.#arrive(this.#nowMs + ms)
  }

  #next(endMs: number): Timer | undefined {
    let next: Timer | undefined
    for (const timer of this.#timers) {
      if (timer.atMs <= endMs && (next === undefined || isBefore(timer, next))) next = timer
    }
    return next
  }

  #ring(timer: Timer): void {
    this.#ringsNow = timer.atMs > this.#nowMs ? 0 : this.#ringsNow + 1
    if (this.#ringsNow > MAXIMUM_RINGS_AT_ONCE) {
      throw new Error('virtual time is stuck in one moment')
    }
    this.#nowMs = Math.max(this.#nowMs, timer.atMs)
    this.#timers.delete(timer)
    timer.callback()
  }

  #arrive(endMs: number): void {
    this.#nowMs = endMs
    this.#ringsNow = 0
  }
}

interface Timer {
  readonly atMs: number
  readonly order: number
  readonly callback: () => void
}

const MAXIMUM_RINGS_AT_ONCE = 10_000

const isBefore = (a: Timer, b: Timer): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)

/** One turn of the real event loop: all microtasks, and what they set off, are done. */
const settle = () => new Promise((resolve) => setImmediate(resolve))
