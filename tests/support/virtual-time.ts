interface Waiting {
  readonly atMs: number
  readonly order: number
  readonly callback: () => void
}

/**
 * Time that moves when a test says so.
 *
 * Invariants:
 * 1. Callbacks run in the order of their times; those of the same time in the order of their setting.
 * 2. A callback sees as now the time that it was set for.
 * 3. `advance` also runs what callbacks set within the span, and ends exactly at its end.
 */
export class VirtualTime {
  #nowMs: number
  #order = 0
  #waiting: Waiting[] = []

  constructor(startMs = 0) {
    this.#nowMs = startMs
  }

  get nowMs(): number {
    return this.#nowMs
  }

  /** How many timers wait: a disposed thing leaves none behind. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Calls back once, `delayMs` from now. Returns what cancels it. */
  readonly setTimer = (delayMs: number, callback: () => void): (() => void) => {
    const entry = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, callback }
    this.#waiting.push(entry)
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry)
    }
  }

  advance(ms: number): void {
    const endMs = this.#nowMs + ms
    for (;;) {
      const next = this.#waiting
        .filter(({ atMs }) => atMs <= endMs)
        .sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0]
      if (next === undefined) break
      this.#waiting = this.#waiting.filter((other) => other !== next)
      this.#nowMs = next.atMs
      next.callback()
    }
    this.#nowMs = endMs
  }
}
