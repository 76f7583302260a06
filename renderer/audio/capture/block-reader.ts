import type { Clock } from '../clock.ts'
import { createFrameClock } from './frame-clock.ts'

/** A block of a queue that fills at the pace of its own sound. */
interface ReadBlock {
  readonly durationMs: number
  /** It completed a frame. */
  readonly completedFrame: boolean
}

interface BlockReaderPorts {
  readonly clock: Pick<Clock, 'nowMs'>
  /** Takes the next block out of the queue and hands it on, waiting for it if need be; null at the end. */
  readonly read: () => Promise<ReadBlock | null>
  /** Resolves when blocks must be fetched again; null where they must not wait. */
  readonly rest: () => Promise<void> | null
}

/** A block that took longer than this to come was not in the queue yet. */
const WAITED_MS = 2
/** Nor was one that is no later than this against the others of the last seconds. */
const LATE_MS = 10

/**
 * Reads a queue of sound to its end.
 *
 * Invariants:
 * 1. It rests only when the queue is empty, as far as both signs say: a window that has too much to do
 *    waits for every block, and would leave more and more of them behind.
 * 2. It rests only behind a block that completed a frame. Frames are dated by the least delay that is
 *    seen of them (`frame-clock.ts`), and this one came without any.
 */
export const readBlocks = async ({ clock, read, rest }: BlockReaderPorts): Promise<void> => {
  const soundClock = createFrameClock(1000)
  let soundMs = 0
  for (;;) {
    const askedAtMs = clock.nowMs()
    const block = await read()
    if (block === null) return
    const nowMs = clock.nowMs()
    soundMs += block.durationMs
    soundClock.observe(soundMs, nowMs)
    const isNewest = nowMs - askedAtMs > WAITED_MS && nowMs - soundClock.atMs(soundMs) < LATE_MS
    if (isNewest && block.completedFrame) await rest()
  }
}
