import type { Clock } from '../workers/clock.ts'
import type { Point, Rectangle } from './overlay-placement.ts'
import { lookAtPointer, UNTOUCHED, type PillTouch as State } from './overlay-touch.ts'

export interface PillTouchParts {
  readonly clock: Clock
  readonly bounds: () => Rectangle
  readonly pointer: () => Point
  /** Whether clicks go to what lies under it. */
  readonly passClicks: (passes: boolean) => void
}

/**
 * Follows the pointer while the pill is in view.
 *
 * Invariants:
 * 1. Only a pill in view is watched; whatever else the overlay is takes its clicks.
 * 2. The system is told only of a change.
 */
export class PillTouch {
  readonly #parts: PillTouchParts
  #state: State = UNTOUCHED
  #passes = false
  #cancel: (() => void) | null = null

  constructor(parts: PillTouchParts) {
    this.#parts = parts
  }

  watch(isPillInView: boolean): void {
    if (isPillInView === (this.#cancel !== null)) return
    if (isPillInView) {
      this.#state = UNTOUCHED
      this.#look()
    } else {
      this.dispose()
      this.#pass(false)
    }
  }

  dispose(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #look(): void {
    const { clock, bounds, pointer } = this.#parts
    this.#state = lookAtPointer(this.#state, bounds(), pointer(), clock.nowMs())
    this.#pass(!this.#state.takesClicks)
    this.#cancel = clock.setTimer(this.#state.nextLookMs, () => this.#look())
  }

  #pass(passes: boolean): void {
    if (passes === this.#passes) return
    this.#passes = passes
    this.#parts.passClicks(passes)
  }
}
