import { lazy, memo, Suspense, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { median } from '../../../electron/core/turns/latency-stages.ts'
import { useStore } from '../../bridge/value-store.ts'
import { formatMilliseconds, formatTime } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import type { TurnsStore } from '../turns-store.ts'
import { LatencyLegend } from './latency-legend.tsx'
import { LatencyTable } from './latency-table.tsx'
import { latencyTurns, type LatencyTurn } from './latency-turns.ts'
import styles from './latency-strip.module.css'

/** The plot comes with its library once it is looked at. */
const LatencyPlot = lazy(async () => ({
  default: (await import('./latency-plot.tsx')).LatencyPlot,
}))

/** How long the latest answers took to begin. Nothing until one was heard. */
export const LatencyStrip = ({ store }: { readonly store: TurnsStore }) => {
  const { recent } = useStore(store)
  const turns = useMemo(() => latencyTurns(recent), [recent])
  return turns.length === 0 ? null : <Strip turns={turns} />
}

const Strip = memo(function Strip({ turns }: { readonly turns: readonly LatencyTurn[] }) {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const id = useId()
  const [open, setOpen] = useState(false)
  const time = formatMilliseconds(locale, median(turns.map(({ totalMs }) => totalMs)) ?? 0)
  return (
    <section className={styles.strip} aria-labelledby={`${id}-title`}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={open}
        aria-controls={open ? `${id}-body` : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name="chevron" />
        <span id={`${id}-title`} className={styles.title}>
          {t('transcript.latency.title')}
        </span>
        <span className={styles.median}>
          {turns.length === 1
            ? t('transcript.latency.only', { time })
            : t('transcript.latency.median', { time, count: turns.length })}
        </span>
      </button>
      {open && (
        <div id={`${id}-body`} className={styles.body}>
          <Figures turns={turns} medianTime={time} />
        </div>
      )}
    </section>
  )
})

const Figures = ({
  turns,
  medianTime,
}: {
  readonly turns: readonly LatencyTurn[]
  readonly medianTime: string
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const [asTable, setAsTable] = useState(false)
  const [pointedAt, setPointedAt] = useState<number | null>(null)
  const turn = pointedAt === null ? undefined : turns[pointedAt]
  const isOne = turns.length === 1
  const label = isOne
    ? t('transcript.latency.chartOnly', { time: medianTime })
    : t('transcript.latency.chart', { time: medianTime, count: turns.length })
  const shown =
    turn === undefined
      ? isOne
        ? ''
        : t('transcript.latency.medians')
      : `${formatTime(locale, turn.startedAtMs)} · ${formatMilliseconds(locale, turn.totalMs)}`
  return (
    <>
      {asTable ? (
        <LatencyTable turns={turns} />
      ) : (
        <>
          <div className={styles.plot} role="img" aria-label={label}>
            <Suspense>
              <LatencyPlot turns={turns} onPoint={setPointedAt} />
            </Suspense>
          </div>
          <LatencyLegend turns={turns} turn={turn} />
        </>
      )}
      <div className={styles.foot}>
        <span className={styles.of}>{!asTable && shown}</span>
        <Button size="small" tone="quiet" onPress={() => setAsTable(!asTable)}>
          {t(asTable ? 'transcript.latency.asChart' : 'transcript.latency.asTable')}
        </Button>
      </div>
    </>
  )
}
