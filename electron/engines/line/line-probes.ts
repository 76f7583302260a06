import { dueProbes, nextProbeAtMs, type LineHealth } from '../../core/fallback/line-health.ts'
import type { LineClock } from './line-parts.ts'

interface ProbeParts {
  readonly clock: LineClock
  readonly health: () => LineHealth
  /** Resolves if the engine serves. */
  readonly ask: (index: number) => Promise<void>
  readonly serves: (index: number) => void
  readonly failed: (index: number, error: unknown) => void
}

export interface LineProbes {
  /** Asks the engine now, whether it is out or not. */
  readonly probe: (index: number) => Promise<void>
  /** To be called when the health has changed: the probe that is due next is waited for. */
  readonly schedule: () => void
  readonly stop: () => void
}

/**
 * Asks engines that are out whether they serve again.
 *
 * Invariants
 * 1. An engine is probed once at a time.
 * 2. A request that failed during a probe knows better than the probe.
 */
export const createLineProbes = (parts: ProbeParts): LineProbes => {
  const { clock, health } = parts
  const underWay = new Set<number>()
  let cancel = () => {}

  const probe = async (index: number): Promise<void> => {
    if (underWay.has(index)) return
    underWay.add(index)
    const failures = health()[index]?.failures
    try {
      await parts.ask(index)
      underWay.delete(index)
      if (health()[index]?.failures === failures) parts.serves(index)
    } catch (error) {
      underWay.delete(index)
      parts.failed(index, error)
    }
  }
  const schedule = (): void => {
    cancel()
    const dueAtMs = nextProbeAtMs(health())
    // Where there is nothing else to use, the next request is the probe.
    if (dueAtMs === null || health().length === 1) return
    cancel = clock.setTimer(Math.max(0, dueAtMs - clock.nowMs()), () => {
      const due = dueProbes(health(), clock.nowMs())
      for (const index of due) void probe(index)
      // Timers ring up to a millisecond early by the clock that says what is due.
      if (due.length === 0) schedule()
    })
  }
  return { probe, schedule, stop: () => cancel() }
}
