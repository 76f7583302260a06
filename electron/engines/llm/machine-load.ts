/** Processor time since some beginning, milliseconds. */
export interface ProcessorTimes {
  /** All cores together, all programs. */
  readonly busyMs: number
  /** This process alone. */
  readonly ownMs: number
  readonly atMs: number
}

/** How many cores other programs keep busy, 0 to all of them. */
export type OtherLoad = () => number

/**
 * Shorter than this, the counters are too coarse: systems count in steps of 10 ms. One reading
 * costs 0.03 ms.
 */
const SHORTEST_WINDOW_MS = 200

/**
 * The load of others between the last two readings, which are taken when somebody asks. The first
 * time nothing is known, and nothing is assumed.
 */
export const createOtherLoad = (read: () => ProcessorTimes): OtherLoad => {
  let last: ProcessorTimes | null = null
  let load = 0
  return () => {
    const now = read()
    if (last === null) {
      last = now
      return load
    }
    const windowMs = now.atMs - last.atMs
    if (windowMs < SHORTEST_WINDOW_MS) return load
    const othersMs = now.busyMs - last.busyMs - (now.ownMs - last.ownMs)
    load = Math.max(0, othersMs / windowMs)
    last = now
    return load
  }
}
