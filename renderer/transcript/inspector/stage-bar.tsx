import { useTranslation } from 'react-i18next'
import { formatMilliseconds } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import type { StageLayout } from './stage-layout.ts'
import styles from './stage-bar.module.css'

const BAR_PX = 12
const TICK_PX = 7

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`

/**
 * From the last word to the first sound, as one bar with a tick for each mark. For the eye alone: the
 * tables beside it hold the figures.
 */
export const StageBar = ({ layout }: { readonly layout: StageLayout }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  return (
    <svg className={styles.bar} aria-hidden="true" focusable="false">
      {layout.parts.map(({ stage, from, width }) => (
        <rect
          key={stage}
          className={styles.part}
          data-stage={stage}
          x={percent(from)}
          width={percent(width)}
          height={BAR_PX}
        />
      ))}
      {layout.ticks.map(({ mark, at, afterMs }) => (
        <g key={mark}>
          <title>
            {`${t(`transcript.inspector.mark.${mark}`)} · ${formatMilliseconds(locale, afterMs)}`}
          </title>
          <line
            className={styles.tick}
            x1={percent(at)}
            x2={percent(at)}
            y1={BAR_PX + 1}
            y2={BAR_PX + TICK_PX}
          />
        </g>
      ))}
    </svg>
  )
}
