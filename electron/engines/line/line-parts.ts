import type { CodedError, ErrorCode } from '../../contracts/errors.ts'
import type {
  EngineInUse,
  EngineMeasured,
  EngineLine,
  EngineModel,
  EngineOpened,
  EngineUsage,
} from '../../contracts/workers.ts'

/** What a line needs of the outside. */
export interface LineClock {
  /** Milliseconds of any steady clock. */
  readonly nowMs: () => number
  /** Calls back once after the delay; returns what cancels it. */
  readonly setTimer: (delayMs: number, callback: () => void) => () => void
}

export const lineClock: LineClock = {
  nowMs: () => performance.now(),
  setTimer: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}

/** What a line tells main without being asked. */
export interface LineReport {
  readonly inUse: (use: EngineInUse) => void
  readonly usage: (usage: EngineUsage) => void
  readonly measured: (measured: EngineMeasured) => void
  readonly opened: (opened: EngineOpened) => void
  /** What was asked for is tried again after this long. */
  readonly waiting: (forMs: number, because: CodedError) => void
}

/** What all ports have in common. */
export interface LineEngine {
  /** Resolves if it serves; cheap, and without anything that costs money. Absent: opening it tells. */
  readonly probe?: (signal: AbortSignal) => Promise<void>
  dispose(): Promise<void>
}

export interface LineParts<Engine extends LineEngine> {
  readonly line: EngineLine
  readonly open: (model: EngineModel, report: LineReport) => Promise<Engine>
  /** What a failure without a code is. */
  readonly fallbackCode: ErrorCode
  /** After this long without a request an engine on this machine gives its memory back; null: never. */
  readonly unloadAfterMs: number | null
  readonly report: LineReport
  readonly clock: LineClock
}

/** Runs on this machine: it takes memory, and no money. */
export const isLocal = ({ engine }: EngineModel): boolean => !engine.startsWith('provider-')
