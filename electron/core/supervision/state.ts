import type { CodedError } from '../../contracts/errors.ts'

/** What follows when a process that was told to end has ended. */
export type AfterEnd =
  | { readonly type: 'stop' }
  | { readonly type: 'restart' }
  | { readonly type: 'back-off'; readonly error: CodedError }
  | { readonly type: 'give-up'; readonly error: CodedError }

/**
 * Where one supervised worker stands. A process is alive in `starting`, `ready` and `ending`, and
 * only there.
 */
export type SupervisionPhase =
  | { readonly phase: 'stopped' }
  | { readonly phase: 'starting' }
  | { readonly phase: 'ready'; readonly pongAwaited: boolean }
  | { readonly phase: 'ending'; readonly next: AfterEnd }
  | { readonly phase: 'backing-off'; readonly error: CodedError }
  /** Waits for the person's word. */
  | { readonly phase: 'gave-up'; readonly error: CodedError }

export type SupervisionState = SupervisionPhase & {
  /** Number of the newest process; 0 before the first. Never reused. */
  readonly generation: number
  /** Number of the newest timer; a timer with another number is void. */
  readonly timer: number
  /** Epoch milliseconds of the crashes that still count. */
  readonly crashesAtMs: readonly number[]
}

export type SupervisionEvent =
  /** It should run. Changes nothing where it runs, is about to, or waits for the person. */
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** Begin anew with a clean record: the person's word, or another model. */
  | { readonly type: 'restart' }
  | { readonly type: 'ready'; readonly generation: number }
  /** The process is well and says that its model is not: another try would end the same way. */
  | { readonly type: 'load-failed'; readonly generation: number; readonly error: CodedError }
  | {
      readonly type: 'exited'
      readonly generation: number
      readonly error: CodedError
      readonly atMs: number
    }
  | { readonly type: 'pong'; readonly generation: number }
  /** A request was not answered in time. */
  | {
      readonly type: 'hung'
      readonly generation: number
      readonly error: CodedError
      readonly atMs: number
    }
  | { readonly type: 'timer'; readonly timer: number; readonly atMs: number }

export type SupervisionEffect =
  | { readonly type: 'spawn'; readonly generation: number }
  | { readonly type: 'kill'; readonly generation: number; readonly force: boolean }
  | { readonly type: 'ping'; readonly generation: number }
  /**
   * The one timer of this worker; it replaces the one before. A `deadline` is for the worker to
   * keep: time in which this machine or this process stood still does not count against it.
   */
  | {
      readonly type: 'set-timer'
      readonly timer: number
      readonly kind: 'delay' | 'deadline'
      readonly delayMs: number
    }
  | { readonly type: 'clear-timer' }
  /** The worker takes requests: attach its ports, replay what the last one had. */
  | { readonly type: 'announce-ready'; readonly generation: number }
  /** Whatever was entrusted to the worker so far will not be answered. */
  | { readonly type: 'announce-lost'; readonly error: CodedError }

export const initialSupervision: SupervisionState = {
  phase: 'stopped',
  generation: 0,
  timer: 0,
  crashesAtMs: [],
}

/** Whether a process of the newest generation is alive. */
export const isAlive = (state: SupervisionState): boolean =>
  state.phase === 'starting' || state.phase === 'ready' || state.phase === 'ending'
