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

const DAY_MS = 24 * 60 * 60_000
const MEGABYTE = 1_000_000

/**
 * Ids of what may not be kept any longer: what is older than so many days, and of the rest the oldest
 * until it fits. What carries a date from the future (a clock was set back) is as new as can be.
 */
export const expired = (
  files: readonly KeptFile[],
  { days, megabytes }: RetentionLimits,
  nowMs: number,
): readonly string[] => {
  const gone: string[] = []
  let room = megabytes * MEGABYTE
  for (const { id, keptAtMs, bytes } of files.toSorted((a, b) => b.keptAtMs - a.keptAtMs)) {
    room -= bytes
    if (nowMs - keptAtMs > days * DAY_MS || room < 0) gone.push(id)
  }
  return gone
}
