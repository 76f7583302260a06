import type { TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import {
  LATENCY_STAGES,
  stageTimes,
  type LatencyStage,
} from '../../../electron/core/turns/latency-stages.ts'
import { MARKS } from './marks.ts'
import styles from './stage-bar.module.css'

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`

/** The stages in the order in which they held the answer up: a hold for the turn's end comes late. */
const inOrder = (speculated: boolean): readonly LatencyStage[] =>
  speculated
    ? ['speech-to-text', 'language-model', 'voice', 'turn-end', 'loudspeaker']
    : LATENCY_STAGES

/**
 * From the last word to the first sound, as one bar with a tick for each mark. For the eye alone: the
 * tables beside it hold the figures.
 */
export const StageBar = ({ record }: { readonly record: TurnLogRecord }) => {
  const times = stageTimes(record)
  const fromMs = record.marks['speech-end']
  const toMs = record.marks['playback-start']
  if (times === null || fromMs === undefined || toMs === undefined || toMs <= fromMs) return null
  const share = (ms: number) => ms / (toMs - fromMs)
  let reached = 0
  const parts = inOrder(record.speculated).map((stage) => {
    const part = { stage, from: share(reached), width: share(times[stage]) }
    reached += times[stage]
    return part
  })
  const ticks = MARKS.flatMap((mark) => {
    const atMs = record.marks[mark]
    return atMs === undefined || atMs < fromMs || atMs > toMs
      ? []
      : [{ mark, at: share(atMs - fromMs) }]
  })
  return (
    <svg className={styles.bar} aria-hidden="true" focusable="false">
      {parts.map(({ stage, from, width }) => (
        <rect
          key={stage}
          className={styles.part}
          data-stage={stage}
          x={percent(from)}
          width={percent(width)}
          y={0}
          height={12}
        />
      ))}
      {ticks.map(({ mark, at }) => (
        <line
          key={mark}
          className={styles.tick}
          x1={percent(at)}
          x2={percent(at)}
          y1={14}
          y2={20}
        />
      ))}
    </svg>
  )
}
