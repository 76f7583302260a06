import { CodedFailure } from '../../contracts/errors.ts'
import type { LineEngine, LineParts } from './line-parts.ts'

/**
 * The engines of a line that are open, by their place in it.
 *
 * Invariants
 * 1. An engine is open once at most; who asks while it opens waits for the same opening.
 * 2. One that could not be opened is tried anew by the next who asks.
 * 3. After `dispose` nothing is opened.
 */
export class OpenEngines<Engine extends LineEngine> {
  readonly #parts: LineParts<Engine>
  readonly #open = new Map<number, Promise<Engine>>()
  #disposed = false

  constructor(parts: LineParts<Engine>) {
    this.#parts = parts
  }

  has(index: number): boolean {
    return this.#open.has(index)
  }

  /** @throws CodedFailure where it cannot be opened, or nothing is opened any more */
  get(index: number): Promise<Engine> {
    const known = this.#open.get(index)
    if (known !== undefined) return known
    const { line, open, report, fallbackCode } = this.#parts
    const model = line[index]
    if (model === undefined) throw new RangeError(`no engine ${index} in this line`)
    if (this.#disposed) {
      return Promise.reject(new CodedFailure({ code: fallbackCode, detail: 'closed' }))
    }
    const opening = open(model, report)
    this.#open.set(index, opening)
    opening.catch(() => {
      if (this.#open.get(index) === opening) this.#open.delete(index)
    })
    return opening
  }

  /** Tells all that are open. */
  each(tell: (engine: Engine) => void): void {
    // One that did not open has said so.
    for (const opening of this.#open.values()) void opening.then(tell).catch(() => undefined)
  }

  close(index: number): void {
    const opening = this.#open.get(index)
    this.#open.delete(index)
    if (opening !== undefined) void disposeOf(opening)
  }

  async dispose(): Promise<void> {
    this.#disposed = true
    const all = [...this.#open.values()]
    this.#open.clear()
    await Promise.all(all.map(disposeOf))
  }
}

const disposeOf = async (opening: Promise<LineEngine>): Promise<void> => {
  const engine = await opening.catch(() => null)
  await engine?.dispose()
}
