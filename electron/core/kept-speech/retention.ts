import { isOver, keptByMs, overAfter, type Ages } from '../retention/over.ts'

export interface KeptFile {
  readonly id: string
  /** When it was kept, epoch ms. */
  readonly keptAtMs: number
  readonly bytes: number
}

export interface RetentionLimits {
  readonly days: number
  readonly megabytes: number
}

const MEGABYTE = 1_000_000

/**
 * Ids of what may not be kept any longer: what is older than so many days, and of the rest the oldest
 * until it fits. What carries a date from the future is as new as can be.
 */
export const expired = (
  files: readonly KeptFile[],
  { days, megabytes }: RetentionLimits,
  ages: Ages,
): readonly string[] => {
  const gone: string[] = []
  const over = overAfter(ages, days)
  let room = megabytes * MEGABYTE
  const sinceMs = ({ keptAtMs }: KeptFile) => keptByMs(keptAtMs, ages.wrong)
  for (const { id, keptAtMs, bytes } of files.toSorted((a, b) => sinceMs(b) - sinceMs(a))) {
    room -= bytes
    if (room < 0 || (over !== null && isOver(over, keptAtMs))) gone.push(id)
  }
  return gone
}
