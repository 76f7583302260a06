import { useTranslation } from 'react-i18next'
import { LATENCY_STAGES } from '../../../electron/core/turns/latency-stages.ts'
import { formatMilliseconds, formatTime } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { medianStages, type LatencyTurn } from './latency-turns.ts'
import { Swatch } from './swatch.tsx'
import styles from './latency-strip.module.css'

/** The stages with their figures: the medians, or those of the turn that is pointed at. */
export const LatencyLegend = ({
  turns,
  pointedAt,
}: {
  readonly turns: readonly LatencyTurn[]
  readonly pointedAt: number | null
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const turn = pointedAt === null ? undefined : turns[pointedAt]
  const stages = turn?.stages ?? medianStages(turns)
  return (
    <ul className={styles.legend} aria-label={t('transcript.inspector.stages')}>
      <li className={styles.of}>
        {turn === undefined
          ? t('transcript.latency.medians')
          : `${formatTime(locale, turn.startedAtMs)} · ${formatMilliseconds(locale, turn.totalMs)}`}
      </li>
      {LATENCY_STAGES.map((stage) => (
        <li key={stage} className={styles.stage}>
          <Swatch stage={stage} />
          {t(`transcript.inspector.stage.${stage}`)}
          <span className={styles.figure}>{formatMilliseconds(locale, stages[stage])}</span>
        </li>
      ))}
    </ul>
  )
}
