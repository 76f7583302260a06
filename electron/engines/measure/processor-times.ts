import { availableParallelism, cpus } from 'node:os'

/** Processor time since some beginning, milliseconds. */
export interface ProcessorTimes {
  /** All cores together, all programs. */
  readonly busyMs: number
  /** This process alone. */
  readonly ownMs: number
  readonly atMs: number
}

export const processorTimes = (): ProcessorTimes => {
  const own = process.cpuUsage()
  return {
    busyMs: cpus().reduce(
      (sum, { times }) => sum + times.user + times.nice + times.sys + times.irq,
      0,
    ),
    ownMs: (own.user + own.system) / 1000,
    atMs: performance.now(),
  }
}

/** How many cores others kept busy between two readings; 0 where no time has passed. */
export const othersBetween = (from: ProcessorTimes, to: ProcessorTimes): number => {
  const othersMs = to.busyMs - from.busyMs - (to.ownMs - from.ownMs)
  return to.atMs > from.atMs ? Math.max(0, othersMs / (to.atMs - from.atMs)) : 0
}

/**
 * Share of all cores that others may take before a time counts as taken on a busy machine: an engine
 * that would use them all is slower by about as much, so that a found time is off by less than a sixth.
 */
const QUIET_SHARE = 0.15

/** Whether others, our own other processes among them, were in the way between two readings. */
export const wasBusy = (
  from: ProcessorTimes,
  to: ProcessorTimes,
  cores = availableParallelism(),
): boolean => othersBetween(from, to) > QUIET_SHARE * cores
