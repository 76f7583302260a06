import type { Ages, WrongStretch } from './over.ts'

/**
 * Whether the wall clock can be believed, from looks at it in their order (ADR 21). What was kept bears the time
 * that the clock showed, and a clock may be years back (a dead battery) or ahead for a moment.
 */

interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** All times by the clock. */
export interface ClockRecord {
  /** The last that was believed; null: none yet. */
  readonly latestMs: number | null
  /** What it showed since then that is not believed. */
  readonly doubtful: readonly Stretch[]
  /** What it showed that turned out wrong. */
  readonly wrong: readonly WrongStretch[]
}

export const NEW_RECORD: ClockRecord = { latestMs: null, doubtful: [], wrong: [] }

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

/** No Warbler is older: a clock that says less is wrong. */
const EARLIEST_MS = Date.UTC(2026, 0, 1)
/** So far back it is set by whoever lives in two time zones or systems; for ages of days that is nothing. */
const BACK_MS = HOUR_MS
/** A weekend without Warbler; after longer ones nothing is erased for a day. */
export const AHEAD_MS = 3 * DAY_MS
/** A clock that is ahead for a moment is not so for a day. */
const SETTLED_AHEAD_MS = DAY_MS
/** What is kept by a clock that is back is not lost, so that there is time to see whether it stays. */
const SETTLED_BACK_MS = 30 * DAY_MS
/** It is looked at each hour: so long it may have shown the same before, and since. */
const MARGIN_MS = HOUR_MS
/** Each is some minutes before a clock was set; whatever lies further back than so many is years old. */
const KEPT_STRETCHES = 100

const isIn = ({ fromMs, toMs }: Stretch, nowMs: number): boolean =>
  nowMs >= fromMs - BACK_MS && nowMs <= toMs + AHEAD_MS

const isBelieved = (latestMs: number | null, { fromMs, toMs }: Stretch, nowMs: number): boolean => {
  if (nowMs < EARLIEST_MS) return false
  if (latestMs === null || isIn({ fromMs: latestMs, toMs: latestMs }, nowMs)) return true
  return toMs - fromMs >= (nowMs > latestMs ? SETTLED_AHEAD_MS : SETTLED_BACK_MS)
}

/** Those that overlap are one: what bears such a time may be of any of them. */
const joined = (all: readonly WrongStretch[]): readonly WrongStretch[] => {
  const joining: WrongStretch[] = []
  for (const next of all.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joining.at(-1)
    if (last === undefined || next.fromMs > last.toMs) joining.push(next)
    else {
      joining[joining.length - 1] = {
        fromMs: last.fromMs,
        toMs: Math.max(last.toMs, next.toMs),
        rightMs: Math.max(last.rightMs, next.rightMs),
      }
    }
  }
  return joining
}

const around = (record: ClockRecord, nowMs: number): Stretch =>
  record.doubtful.find((one) => isIn(one, nowMs)) ?? { fromMs: nowMs, toMs: nowMs }

/** A date that was shown too early has come: what bears it may be of today, and counts by it. */
const hasCome = ({ fromMs, rightMs }: WrongStretch, nowMs: number): boolean =>
  fromMs > rightMs && fromMs <= nowMs

const goingOn = (
  record: ClockRecord,
  nowMs: number,
  known: Stretch,
  isSure: boolean,
): ClockRecord => {
  const { latestMs, doubtful, wrong } = record
  const present = { fromMs: Math.min(known.fromMs, nowMs), toMs: Math.max(known.toMs, nowMs) }
  const others = doubtful.filter((one) => one !== known)
  if (!isSure && !isBelieved(latestMs, present, nowMs)) {
    return { ...record, doubtful: [...others, present].slice(-KEPT_STRETCHES) }
  }
  const found = others.map(({ fromMs, toMs }) => ({
    fromMs: fromMs - MARGIN_MS,
    toMs: toMs + MARGIN_MS,
    rightMs: nowMs,
  }))
  const all = joined([...wrong, ...found])
    .filter((one) => !hasCome(one, nowMs))
    .toSorted((a, b) => b.rightMs - a.rightMs)
  return { latestMs: nowMs, doubtful: [], wrong: all.slice(0, KEPT_STRETCHES) }
}

/** The record after the clock has shown this, however it came there. */
export const clockShows = (record: ClockRecord, nowMs: number): ClockRecord =>
  goingOn(record, nowMs, around(record, nowMs), false)

/**
 * The same for the first look of a run. How long ago the last run was nobody knows: a clock that is ahead
 * again, and further, may well have gone on from there, and does where Warbler is used once a week.
 */
export const clockShowsAtStart = (record: ClockRecord, nowMs: number): ClockRecord => {
  const { latestMs, doubtful } = record
  const isAround = doubtful.some((one) => isIn(one, nowMs))
  const [before] = doubtful
    .filter(({ toMs }) => latestMs !== null && toMs > latestMs && toMs <= nowMs)
    .toSorted((a, b) => b.toMs - a.toMs)
  const known = isAround || before === undefined ? around(record, nowMs) : before
  return goingOn(record, nowMs, known, false)
}

/** The same where the machine has been up for as long as lies between: nobody has set it, however long it slept. */
export const clockWentOn = (record: ClockRecord, fromMs: number, nowMs: number): ClockRecord => {
  const known = record.doubtful.find((one) => fromMs >= one.fromMs && fromMs <= one.toMs)
  return goingOn(record, nowMs, known ?? around(record, nowMs), record.latestMs === fromMs)
}

/** The record where the clock was set, far from what it showed in this stretch: that may have been wrong. */
export const clockWasSet = (record: ClockRecord, stretch: Stretch): ClockRecord => ({
  ...record,
  doubtful: [...record.doubtful, stretch].slice(-KEPT_STRETCHES),
})

/**
 * What ages are told by. A clock that is back erases too little, and is asked; one that leapt ahead would erase
 * too much.
 */
export const agesBy = ({ latestMs, wrong }: ClockRecord, nowMs: number): Ages => ({
  nowMs,
  isSure: latestMs === null || nowMs <= latestMs + AHEAD_MS,
  wrong,
})
