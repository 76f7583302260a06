import type { EngineSpeed } from '../../contracts/engine-speed.ts'

export interface Measurement {
  /** Somebody needs the engine: what is being measured is given up, and tried again later. */
  readonly interrupt: () => void
  readonly stop: () => void
}

/**
 * Right after the start the other engines load, and somebody is about to try the app: a measurement then
 * would measure them, and be in the way.
 */
export const IDLE_MS = 30_000
/** Who is interrupted again and again measures at the next start. */
const ATTEMPTS = 5

/**
 * Measures an engine once nobody has needed it for a while.
 *
 * Invariants
 * 1. `tell` is called once at most, and never after `stop`.
 * 2. One measurement is under way at most.
 */
export const measureWhenIdle = (
  measure: (signal: AbortSignal) => Promise<EngineSpeed | null>,
  tell: (speed: EngineSpeed) => void,
): Measurement => {
  let attempts = 0
  let over = false
  let running: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const run = async () => {
    attempts += 1
    const abort = new AbortController()
    running = abort
    // An engine that fails at this fails at what is asked of it, too, and there it is told.
    const speed = await measure(abort.signal).catch(() => null)
    running = null
    if (over) return
    if (speed === null || abort.signal.aborted) return schedule()
    over = true
    tell(speed)
  }
  const schedule = () => {
    clearTimeout(timer)
    if (!over && attempts < ATTEMPTS) timer = setTimeout(() => void run(), IDLE_MS)
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
