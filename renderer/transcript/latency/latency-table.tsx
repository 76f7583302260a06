import { useTranslation } from 'react-i18next'
import { LATENCY_STAGES } from '../../../electron/core/turns/latency-stages.ts'
import { formatMilliseconds, formatTime } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import type { LatencyTurn } from './latency-turns.ts'
import { Swatch } from './swatch.tsx'
import styles from './latency-table.module.css'

/** The chart's figures, newest turn first. */
export const LatencyTable = ({ turns }: { readonly turns: readonly LatencyTurn[] }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  return (
    <div
      className={styles.scroller}
      role="group"
      aria-label={t('transcript.latency.title')}
      tabIndex={0}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.when}>
              {t('transcript.latency.when')}
            </th>
            {LATENCY_STAGES.map((stage) => (
              <th key={stage} scope="col" className={styles.figure}>
                <Swatch stage={stage} />
                {t(`transcript.inspector.stage.${stage}`)}
              </th>
            ))}
            <th scope="col" className={styles.figure}>
              {t('transcript.latency.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {turns.toReversed().map(({ exchangeId, startedAtMs, stages, totalMs }) => (
            <tr key={exchangeId}>
              <th scope="row" className={styles.when}>
                {formatTime(locale, startedAtMs)}
              </th>
              {LATENCY_STAGES.map((stage) => (
                <td key={stage} className={styles.figure}>
                  <span className={styles.mark}>
                    <Swatch stage={stage} />
                  </span>
                  {formatMilliseconds(locale, stages[stage])}
                </td>
              ))}
              <td className={styles.total}>{formatMilliseconds(locale, totalMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
