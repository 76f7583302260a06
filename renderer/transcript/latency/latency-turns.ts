import type { TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import {
  firstSoundMs,
  LATENCY_STAGES,
  median,
  stageTimes,
  type LatencyStage,
  type StageTimes,
} from '../../../electron/core/turns/latency-stages.ts'

export const SHOWN_TURNS = 20

/** A turn whose reply was heard: how long it took, and where the time went. */
export interface LatencyTurn {
  readonly exchangeId: string
  readonly startedAtMs: number
  readonly totalMs: number
  readonly stages: StageTimes
}

/**
 * The latest turns whose reply sounded here, oldest first, at most twenty. Sound files that were
 * asked (`--ask`) have no loudspeaker and are left out.
 */
export const latencyTurns = (records: readonly TurnLogRecord[]): readonly LatencyTurn[] =>
  records
    .flatMap((record) => {
      const stages = stageTimes(record)
      const totalMs = firstSoundMs(record)
      const { exchangeId, startedAtMs } = record
      return stages === null || totalMs === null || record.way === 'file'
        ? []
        : [{ exchangeId, startedAtMs, totalMs, stages }]
    })
    .slice(-SHOWN_TURNS)

/** The middle of each stage. Their sum is not the middle of the sums. */
export const medianStages = (turns: readonly LatencyTurn[]): StageTimes => {
  const of = (stage: LatencyStage) => median(turns.map(({ stages }) => stages[stage])) ?? 0
  return {
    'speech-to-text': of('speech-to-text'),
    'turn-end': of('turn-end'),
    'language-model': of('language-model'),
    voice: of('voice'),
    loudspeaker: of('loudspeaker'),
  }
}

/**
 * Columns for a stacked plot of `SHOWN_TURNS` places, the newest turn at the right end: the places,
 * then for each stage, from the last to the first, how high the stack is with it. Each is drawn over
 * the one before.
 */
export const stackedColumns = (turns: readonly LatencyTurn[]): readonly (readonly number[])[] => {
  const places = turns.map((_, index) => SHOWN_TURNS - turns.length + index)
  const upTo = (turn: LatencyTurn, count: number) =>
    LATENCY_STAGES.slice(0, count).reduce((sum, stage) => sum + turn.stages[stage], 0)
  const heights = LATENCY_STAGES.map((_, index) =>
    turns.map((turn) => upTo(turn, LATENCY_STAGES.length - index)),
  )
  return [places, ...heights]
}
