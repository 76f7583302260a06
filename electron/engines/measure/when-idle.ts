import type { Finding } from './measure-engines.ts'

interface Measurement {
  /** Somebody needs the engine: what is being measured is given up, and tried again later. */
  readonly interrupt: () => void
  readonly stop: () => void
}

/**
 * Right after the start the other engines load, and somebody is about to try the app: a measurement then
 * would measure them, and be in the way.
 */
export const IDLE_MS = 30_000
/**
 * Until a bad finding is looked at again. Longer than what keeps a machine busy for a while: an update, a
 * build, a call.
 */
export const AGAIN_MS = 15 * 60_000
/** Who is interrupted again and again measures at the next start. */
const ATTEMPTS = 8

/**
 * Measures an engine once nobody has needed it for a while, and again later as long as what was found is
 * `doubtful`.
 *
 * Invariants
 * 1. Nothing is told after `stop`, nor of a measurement that was interrupted.
 * 2. One measurement is under way at most.
 */
export const measureWhenIdle = (
  measure: (signal: AbortSignal) => Promise<Finding | null>,
  tell: (finding: Finding) => void,
  isDoubtful: (finding: Finding) => boolean,
): Measurement => {
  let attempts = 0
  let over = false
  let waitMs = IDLE_MS
  let running: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const run = async () => {
    attempts += 1
    const abort = new AbortController()
    running = abort
    // An engine that fails at this fails at what is asked of it, too, and there it is told.
    const finding = await measure(abort.signal).catch(() => null)
    running = null
    if (over) return
    if (finding === null || abort.signal.aborted) return schedule()
    over = !isDoubtful(finding)
    waitMs = AGAIN_MS
    tell(finding)
    schedule()
  }
  const schedule = () => {
    clearTimeout(timer)
    if (!over && attempts < ATTEMPTS) timer = setTimeout(() => void run(), waitMs)
  }
  schedule()
  return {
    interrupt: () => {
      if (running === null) schedule()
      else running.abort()
    },
    stop: () => {
      over = true
      clearTimeout(timer)
      running?.abort()
    },
  }
}
