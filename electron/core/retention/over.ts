/** Times that a wrong clock told, and when it was known to have been wrong: all of them by the clock. */
export interface WrongStretch {
  readonly fromMs: number
  readonly toMs: number
  /** By the clock that was right again. */
  readonly rightMs: number
}

/** What an age is told by. */
export interface Ages {
  /** Epoch ms by the wall clock. */
  readonly nowMs: number
  /** Whether anything may be called too old now. */
  readonly isSure: boolean
  readonly wrong: readonly WrongStretch[]
}

/** What is over: all from before, but for what a wrong clock has told. */
export interface Over {
  readonly beforeMs: number
  readonly wrong: readonly WrongStretch[]
}

const DAY_MS = 24 * 60 * 60_000

/** What was kept for so many days. Null: nothing may be called over now. */
export const overAfter = ({ nowMs, isSure, wrong }: Ages, days: number): Over | null =>
  isSure ? { beforeMs: nowMs - days * DAY_MS, wrong } : null

/** The latest moment, by a clock that is right, at which what bears this time can have been kept. */
export const keptByMs = (atMs: number, wrong: readonly WrongStretch[]): number => {
  const told = wrong.filter(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs)
  return told.length === 0 ? atMs : Math.max(...told.map(({ rightMs }) => rightMs))
}

/** Whether what bears this time is over. */
export const isOver = ({ beforeMs, wrong }: Over, atMs: number): boolean =>
  keptByMs(atMs, wrong) < beforeMs
