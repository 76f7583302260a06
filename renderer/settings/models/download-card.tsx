import { useTranslation } from 'react-i18next'
import type { ModelsSnapshot } from '../../../electron/contracts/models.ts'
import { formatBytes, formatSpeed, formatTimeLeft } from '../../i18n/format.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import type { ModelsStore } from '../../bridge/models-store.ts'
import { hasFailed } from './download-actions.ts'
import { DownloadButtons } from './download-buttons.tsx'
import styles from './models-pane.module.css'

/** All downloads together: how much, how fast, how long, and what to do about them. */
export const DownloadCard = ({
  models,
  onCommand,
}: {
  readonly models: ModelsSnapshot
  readonly onCommand: ModelsStore['command']
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const { receivedBytes, totalBytes, speedBytesPerSecond, secondsLeft } = models.totals
  const total = formatBytes(locale, totalBytes)
  const started = models.busy || models.paused || hasFailed(models)
  const running = models.busy && !models.paused
  return (
    <section className={styles.download} data-running={running}>
      <div>
        <p className={styles.amount}>
          {started
            ? t('models.received', { received: formatBytes(locale, receivedBytes), total })
            : t('models.toDownload', { size: formatBytes(locale, totalBytes - receivedBytes) })}
        </p>
        {running && (
          <p className={styles.pace}>
            <span>{formatSpeed(locale, speedBytesPerSecond)}</span>
            <span>
              {secondsLeft === null
                ? t('models.timeUnknown')
                : t('models.timeLeft', { time: formatTimeLeft(locale, secondsLeft) })}
            </span>
          </p>
        )}
        {models.paused && <p className={styles.pace}>{t('models.state.paused')}</p>}
      </div>
      <DownloadButtons models={models} onCommand={onCommand} />
      {started && (
        <div className={styles.total}>
          <ProgressBar
            label={t('models.totalProgress')}
            share={receivedBytes / totalBytes}
            tone={running ? 'running' : 'still'}
          />
        </div>
      )}
    </section>
  )
}
