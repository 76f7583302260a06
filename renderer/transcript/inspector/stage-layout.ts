import type { LatencyMark, TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import {
  LATENCY_STAGES,
  stageTimes,
  type LatencyStage,
} from '../../../electron/core/turns/latency-stages.ts'
import { MARKS } from './marks.ts'
import type { Span } from './timeline-layout.ts'

/** Where stages and marks stand between the last word and the first sound. Pure. */
export interface StageLayout {
  readonly parts: readonly (Span & { readonly stage: LatencyStage })[]
  readonly ticks: readonly {
    readonly mark: LatencyMark
    /** Share of the width, 0 to 1. */
    readonly at: number
    readonly afterMs: number
  }[]
}

/** In the order in which they held the answer up: a hold for the turn's end comes late. */
const orderOf = (speculated: boolean): readonly LatencyStage[] =>
  speculated
    ? ['speech-to-text', 'language-model', 'voice', 'turn-end', 'loudspeaker']
    : LATENCY_STAGES

/** The layout; null where nothing sounded, or at once. */
export const stageLayout = (
  record: Pick<TurnLogRecord, 'marks' | 'speculated'>,
): StageLayout | null => {
  const times = stageTimes(record)
  const fromMs = record.marks['speech-end']
  const toMs = record.marks['playback-start']
  if (times === null || fromMs === undefined || toMs === undefined || toMs <= fromMs) return null
  const wholeMs = toMs - fromMs
  const order = orderOf(record.speculated)
  return {
    parts: order.map((stage, index) => ({
      stage,
      from: order.slice(0, index).reduce((sum, before) => sum + times[before], 0) / wholeMs,
      width: times[stage] / wholeMs,
    })),
    ticks: MARKS.flatMap((mark) => {
      const afterMs = (record.marks[mark] ?? Number.NaN) - fromMs
      return afterMs >= 0 && afterMs <= wholeMs ? [{ mark, at: afterMs / wholeMs, afterMs }] : []
    }),
  }
}
