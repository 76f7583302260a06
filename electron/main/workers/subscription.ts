export type Disposer = () => void

/** A list of listeners. Each subscription returns what ends it. */
export class Subscription<T> {
  readonly #listeners = new Set<(value: T) => void>()

  get size(): number {
    return this.#listeners.size
  }

  subscribe(listener: (value: T) => void): Disposer {
    // The same function may be subscribed twice; each subscription ends by itself.
    const own = (value: T) => listener(value)
    this.#listeners.add(own)
    return () => void this.#listeners.delete(own)
  }

  tell(value: T): void {
    for (const listener of this.#listeners) listener(value)
  }

  clear(): void {
    this.#listeners.clear()
  }
}
