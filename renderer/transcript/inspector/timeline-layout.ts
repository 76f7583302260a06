import type { TimelineEntry, TurnLogRecord } from '../../../electron/contracts/turn-log.ts'

/** Where everything of an exchange stands on its timeline. Pure. */

const LANES = ['person', 'ahead', 'warbler', 'over'] as const
type Lane = (typeof LANES)[number]

const LANE_OF: Readonly<Record<TimelineEntry['kind'], Lane>> = {
  speech: 'person',
  pause: 'person',
  joined: 'person',
  speculation: 'ahead',
  acknowledgement: 'warbler',
  reply: 'warbler',
  'barge-in': 'over',
}

export interface Span {
  /** Share of the width, 0 to 1. */
  readonly from: number
  readonly width: number
}
export type Placed = Span & { readonly entry: TimelineEntry; readonly lane: Lane }

export interface TimelineLayout {
  /** When the drawing begins, epoch ms, and how long it is, ms. */
  readonly startMs: number
  readonly durationMs: number
  /** In order of time. */
  readonly placed: readonly Placed[]
  /** Those lanes that hold something, from top to bottom. */
  readonly lanes: readonly Lane[]
  readonly ticks: readonly { readonly share: number; readonly ms: number }[]
}

const endOf = (entry: TimelineEntry): number =>
  entry.kind === 'joined' ? entry.atMs : Math.max(entry.atMs, entry.untilMs)

/** Between two labels of the axis, ms; so many fit beside each other in the narrowest window. */
const STEPS_MS = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000]
const MOST_STEPS = 6

const ticksOf = (durationMs: number): TimelineLayout['ticks'] => {
  const stepMs = STEPS_MS.find((step) => durationMs / step <= MOST_STEPS) ?? durationMs
  const count = Math.floor(durationMs / stepMs)
  return Array.from({ length: count + 1 }, (_, index) => ({
    share: (index * stepMs) / durationMs,
    ms: index * stepMs,
  }))
}

/**
 * What is on the timeline with when that is told which is said of it, in that order: most of it when it
 * began, but that a turn was taken for over at the end of the pause that ended it.
 */
export const toldInOrder = ({
  placed,
}: Pick<TimelineLayout, 'placed'>): readonly { entry: TimelineEntry; toldAtMs: number }[] =>
  placed
    .map(({ entry }) => ({
      entry,
      toldAtMs: entry.kind === 'pause' && entry.ended ? endOf(entry) : entry.atMs,
    }))
    .toSorted((a, b) => a.toldAtMs - b.toldAtMs)

/** The layout of what the record holds; null where it holds nothing with a length. */
export const timelineLayout = ({
  timeline,
}: Pick<TurnLogRecord, 'timeline'>): TimelineLayout | null => {
  const startMs = Math.min(...timeline.map(({ atMs }) => atMs))
  const durationMs = Math.max(...timeline.map(endOf)) - startMs
  if (!(durationMs > 0)) return null
  const share = (atMs: number) => (atMs - startMs) / durationMs
  const placed = timeline
    .map((entry) => ({
      entry,
      lane: LANE_OF[entry.kind],
      from: share(entry.atMs),
      width: share(endOf(entry)) - share(entry.atMs),
    }))
    .sort((a, b) => a.entry.atMs - b.entry.atMs)
  return {
    startMs,
    durationMs,
    placed,
    lanes: LANES.filter((lane) => placed.some((each) => each.lane === lane)),
    ticks: ticksOf(durationMs),
  }
}
