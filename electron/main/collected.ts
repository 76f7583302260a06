import { setImmediate as nextTurn } from 'node:timers/promises'

/** So long main may be kept at a stretch: nobody sees a window wait for that. */
const STRETCH_MS = 10

/**
 * All that comes one by one, with room for everything else that main has to do.
 * @param stretchMs at most so long, or for one item, at a stretch
 * @throws what the items throw
 */
export const collected = async <T>(
  items: Iterable<T>,
  stretchMs = STRETCH_MS,
): Promise<readonly T[]> => {
  const all: T[] = []
  let sinceMs = performance.now()
  for (const item of items) {
    all.push(item)
    if (performance.now() - sinceMs < stretchMs) continue
    await nextTurn()
    sinceMs = performance.now()
  }
  return all
}
