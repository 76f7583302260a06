import type { Clock } from '../workers/clock.ts'

/** Long enough for somebody to say a phrase ten times; whoever forgets it is not left without it. */
const TRY_OUT_MS = 60_000

interface TryOutOptions {
  readonly clock: Clock
  /** Whether the phrase is waited for: nothing else can be tried out. */
  readonly mayBegin: () => boolean
  /** Attempts are told of, and wake nobody; or not any more. Once per change. */
  readonly onChange: (on: boolean) => void
}

/**
 * Trying the phrase out.
 *
 * Invariant: it is on for at most a minute after it was last asked for, and only while the phrase is
 * waited for: for as long as it lasts nobody can call.
 */
export class TryOut {
  readonly #options: TryOutOptions
  #on = false
  #cancel: () => void = () => undefined

  constructor(options: TryOutOptions) {
    this.#options = options
  }

  get isOn(): boolean {
    return this.#on
  }

  set(on: boolean): void {
    this.#cancel()
    const { clock, mayBegin, onChange } = this.#options
    const next = on && mayBegin()
    if (next) this.#cancel = clock.setTimer(TRY_OUT_MS, () => this.set(false))
    if (next === this.#on) return
    this.#on = next
    onChange(next)
  }

  /** Whether the phrase is waited for may have changed. */
  look(): void {
    if (this.#on && !this.#options.mayBegin()) this.set(false)
  }

  dispose(): void {
    this.#cancel()
  }
}
