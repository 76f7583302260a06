import { startDeadline, type Clock } from './clock.ts'

interface Entry<Item> {
  readonly item: Item
  /** Null until it has left for the worker. */
  limitMs: number | null
}

/**
 * What was asked of a worker and is not answered yet, with one watchdog over it all.
 *
 * Invariants:
 * 1. The watchdog runs while the worker has something to answer, and only then. It waits for the
 *    oldest request: a worker answers one after the other.
 * 2. Every answer, and every sign of progress on one, winds it up again.
 * 3. What was settled or drained is not outstanding: a late answer finds nothing.
 */
export class Outstanding<Item> {
  readonly #entries = new Map<string | number, Entry<Item>>()
  readonly #clock: Clock
  readonly #onOverdue: (item: Item, limitMs: number) => void
  #cancel: (() => void) | null = null

  constructor(clock: Clock, onOverdue: (item: Item, limitMs: number) => void) {
    this.#clock = clock
    this.#onOverdue = onOverdue
  }

  get(key: string | number): Item | undefined {
    return this.#entries.get(key)?.item
  }

  items(): readonly Item[] {
    return Array.from(this.#entries.values(), ({ item }) => item)
  }

  add(key: string | number, item: Item): void {
    this.#entries.set(key, { item, limitMs: null })
  }

  /** It has left for the worker, which has this long from the moment that it comes to it. */
  sent(key: string | number, limitMs: number): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    entry.limitMs = limitMs
    if (this.#cancel === null) this.#wind()
  }

  /** Part of its answer came; the next part has this long. */
  progress(key: string | number, limitMs: number): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    entry.limitMs = limitMs
    this.#wind()
  }

  /** Somebody else begins to answer what is under way: all of the time is there again. */
  renew(): void {
    this.#wind()
  }

  /** It is answered. False where it was not outstanding. */
  settle(key: string | number): boolean {
    const known = this.#entries.delete(key)
    if (known) this.#wind()
    return known
  }

  /** All of it, oldest first; nothing is outstanding any more. */
  drain(): readonly Item[] {
    const items = this.items()
    this.#entries.clear()
    this.#wind()
    return items
  }

  #wind(): void {
    this.#cancel?.()
    this.#cancel = null
    for (const { item, limitMs } of this.#entries.values()) {
      if (limitMs === null) continue
      this.#cancel = startDeadline(this.#clock, limitMs, () => {
        this.#cancel = null
        this.#onOverdue(item, limitMs)
      })
      return
    }
  }
}
