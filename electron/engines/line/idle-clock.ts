import type { LineClock } from './line-parts.ts'

export interface IdleClock {
  /** Somebody begins to work; returns what says that they are done. */
  readonly begin: () => () => void
  /** All of the time is there again, where nobody works. */
  readonly renew: () => void
  readonly dispose: () => void
}

/** Calls back when nobody has worked for so long; null: never. */
export const createIdleClock = (
  clock: LineClock,
  afterMs: number | null,
  onIdle: () => void,
): IdleClock => {
  let working = 0
  let isDisposed = false
  let cancel = () => {}
  const renew = () => {
    cancel()
    if (afterMs === null || working > 0 || isDisposed) return
    cancel = clock.setTimer(afterMs, onIdle)
  }
  return {
    begin: () => {
      working += 1
      cancel()
      return () => {
        working -= 1
        renew()
      }
    },
    renew,
    dispose: () => {
      isDisposed = true
      cancel()
    },
  }
}
