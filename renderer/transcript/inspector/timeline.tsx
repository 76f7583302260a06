import { useTranslation } from 'react-i18next'
import { formatSeconds } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { entryText } from './entry-text.ts'
import type { Placed, TimelineLayout } from './timeline-layout.ts'
import styles from './timeline.module.css'

const LANE_PX = 22
const BAR_PX = 12
const AXIS_PX = 18

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`

const kindOf = ({ entry }: Placed): string => {
  switch (entry.kind) {
    case 'pause':
      return entry.ended ? 'ended' : 'pause'
    case 'speculation':
      return entry.kept ? 'kept' : 'dropped'
    case 'barge-in':
      return entry.outcome
    case 'speech':
    case 'joined':
    case 'acknowledgement':
    case 'reply':
      return entry.kind
  }
}

/**
 * The exchange as bars above a time axis. For the eye alone: `EventList` beside it says the same in
 * words. A pause is filled as high as the turn detector's score; a line is where it ended the turn.
 */
export const Timeline = ({ layout }: { readonly layout: TimelineLayout }) => {
  const { t } = useTranslation()
  const { lanes, ticks, placed } = layout
  const height = lanes.length * LANE_PX
  return (
    <div className={styles.timeline} aria-hidden="true">
      <div className={styles.lanes}>
        {lanes.map((lane) => (
          <span key={lane} className={styles.lane}>
            {t(`transcript.inspector.lane.${lane}`)}
          </span>
        ))}
      </div>
      <svg className={styles.drawing} height={height + AXIS_PX} focusable="false">
        {ticks.map(({ share, ms }) => (
          <Tick key={ms} share={share} ms={ms} height={height} />
        ))}
        {placed.map((each, index) => (
          <Bar key={index} placed={each} top={lanes.indexOf(each.lane) * LANE_PX} />
        ))}
      </svg>
    </div>
  )
}

const Tick = ({
  share,
  ms,
  height,
}: {
  readonly share: number
  readonly ms: number
  readonly height: number
}) => {
  const locale = useRegionalLocale()
  const anchor = share === 0 ? 'start' : share > 0.95 ? 'end' : 'middle'
  return (
    <>
      <line className={styles.grid} x1={percent(share)} x2={percent(share)} y1={0} y2={height} />
      <text className={styles.time} x={percent(share)} y={height + 13} textAnchor={anchor}>
        {formatSeconds(locale, ms)}
      </text>
    </>
  )
}

const Bar = ({ placed, top }: { readonly placed: Placed; readonly top: number }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const { entry, from, width } = placed
  const y = top + (LANE_PX - BAR_PX) / 2
  const title = <title>{entryText(t, locale, entry)}</title>
  if (entry.kind === 'joined') {
    return (
      <line
        className={styles.joined}
        x1={percent(from)}
        x2={percent(from)}
        y1={y - 4}
        y2={y + BAR_PX + 4}
      >
        {title}
      </line>
    )
  }
  const box = { x: percent(from), width: percent(width) }
  const filled = entry.kind === 'pause' ? BAR_PX * (entry.score ?? 0) : 0
  return (
    <g className={styles.bar} data-kind={kindOf(placed)}>
      {title}
      <rect {...box} y={y} height={BAR_PX} rx={entry.kind === 'pause' ? 0 : 3} />
      {entry.kind === 'pause' && entry.ended && (
        <line
          className={styles.end}
          x1={percent(from + width)}
          x2={percent(from + width)}
          y1={y - 3}
          y2={y + BAR_PX + 3}
        />
      )}
      {filled > 0 && (
        <rect className={styles.score} {...box} y={y + BAR_PX - filled} height={filled} />
      )}
    </g>
  )
}
