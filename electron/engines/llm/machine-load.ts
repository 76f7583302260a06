import { othersBetween, type ProcessorTimes } from '../measure/processor-times.ts'

/** How many cores other programs keep busy, 0 to all of them. */
type OtherLoad = () => number

/**
 * Shorter than this, the counters are too coarse: systems count in steps of 10 ms. One reading
 * costs 0.03 ms.
 */
const SHORTEST_WINDOW_MS = 200

/** A program that keeps a core busy does so all the time; a burst of our own is over sooner. */
const REMEMBERED_MS = 3_000

/**
 * The least load of others in any window of the last three seconds; windows lie between readings,
 * which are taken when somebody asks. Speech recognition of the words that are to be answered is
 * such a burst, and over when the answer begins. The first time nothing is known, and nothing is
 * assumed.
 */
export const createOtherLoad = (read: () => ProcessorTimes): OtherLoad => {
  let last: ProcessorTimes | null = null
  let windows: readonly { readonly load: number; readonly atMs: number }[] = []
  const least = () => Math.min(...windows.map(({ load }) => load))
  return () => {
    const now = read()
    if (last === null) {
      last = now
      return 0
    }
    const windowMs = now.atMs - last.atMs
    if (windowMs >= SHORTEST_WINDOW_MS) {
      const recent = windows.filter(({ atMs }) => now.atMs - atMs <= REMEMBERED_MS)
      windows = [...recent, { load: othersBetween(last, now), atMs: now.atMs }]
      last = now
    }
    return windows.length === 0 ? 0 : least()
  }
}
