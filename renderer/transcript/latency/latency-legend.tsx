import { useTranslation } from 'react-i18next'
import { LATENCY_STAGES } from '../../../electron/core/turns/latency-stages.ts'
import { formatMilliseconds } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { medianStages, type LatencyTurn } from './latency-turns.ts'
import { Swatch } from './swatch.tsx'
import styles from './latency-strip.module.css'

/** The stages with their figures: those of a turn, or without one the medians. */
export const LatencyLegend = ({
  turns,
  turn,
}: {
  readonly turns: readonly LatencyTurn[]
  readonly turn: LatencyTurn | undefined
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const stages = turn?.stages ?? medianStages(turns)
  return (
    <ul className={styles.legend} aria-label={t('transcript.inspector.stages')}>
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
