import type { Clock } from '../workers/clock.ts'
import type { Point, Rectangle } from './overlay-placement.ts'
import { lookAtPointer, UNTOUCHED, type PillTouch as State } from './overlay-touch.ts'

interface PillTouchParts {
  readonly clock: Clock
  readonly bounds: () => Rectangle
  readonly pointer: () => Promise<Point>
  /** Whether clicks go to what lies under it. */
  readonly passClicks: (passes: boolean) => void
}

/**
 * Follows the pointer while the pill is in view.
 *
 * Invariants:
 * 1. Only a pill in view is watched; whatever else the overlay is takes its clicks.
 * 2. The system is told only of a change.
 * 3. Where the pointer was says nothing once nobody is watched any more.
 */
export class PillTouch {
  readonly #parts: PillTouchParts
  #state: State = UNTOUCHED
  #passes = false
  #isWatching = false
  #cancel: () => void = () => undefined

  constructor(parts: PillTouchParts) {
    this.#parts = parts
  }

  watch(isPillInView: boolean): void {
    if (isPillInView === this.#isWatching) return
    if (isPillInView) {
      this.#isWatching = true
      this.#state = UNTOUCHED
      this.#pass(true)
      void this.#look()
    } else {
      this.dispose()
      this.#pass(false)
    }
  }

  dispose(): void {
    this.#isWatching = false
    this.#cancel()
  }

  async #look(): Promise<void> {
    const { clock, bounds, pointer } = this.#parts
    const point = await pointer()
    if (!this.#isWatching) return
    this.#state = lookAtPointer(this.#state, bounds(), point, clock.nowMs())
    this.#pass(!this.#state.takesClicks)
    this.#cancel()
    this.#cancel = clock.setTimer(this.#state.nextLookMs, () => void this.#look())
  }

  #pass(passes: boolean): void {
    if (passes === this.#passes) return
    this.#passes = passes
    this.#parts.passClicks(passes)
  }
}
