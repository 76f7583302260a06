import { useTranslation } from 'react-i18next'
import { ENGINE_ROLES } from '../../electron/contracts/providers.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { roleStates } from '../../electron/core/first-run/needs.ts'
import { errorText } from '../i18n/error-text.ts'
import { formatBytes, formatSpeed, formatTimeLeft } from '../i18n/format.ts'
import { sentences } from '../i18n/sentences.ts'
import type { ModelsStore, ModelsView } from '../bridge/models-store.ts'
import { Button } from '../ui/button.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { useRegionalLocale } from '../ui/use-regional-locale.ts'
import styles from './download-strip.module.css'

/**
 * What is being downloaded while the person goes on: how much, how fast, and what is there already. Not
 * there where nothing is to come. Its figures are no live region: a screen reader would read nothing else.
 */
export const DownloadStrip = ({
  view: { snapshot: models, error },
  snapshot,
  onCommand,
  onRetry,
}: {
  readonly view: ModelsView
  readonly snapshot: AppSnapshot
  readonly onCommand: ModelsStore['command']
  readonly onRetry: () => void
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  if (models === null) return null
  const failed = models.models.filter(({ required, state }) => required && state === 'failed')
  const failure = error ?? failed[0]?.error ?? null
  const hasFailed = failed.length > 0 && !models.busy
  if (!models.busy && !models.paused && !hasFailed) return null
  const { receivedBytes, totalBytes, speedBytesPerSecond, secondsLeft } = models.totals
  const amounts = {
    received: formatBytes(locale, receivedBytes),
    total: formatBytes(locale, totalBytes),
  }
  const states = roleStates(snapshot.engines, models.models)
  const here = ENGINE_ROLES.filter((role) => ['ready', 'loading'].includes(states[role]))
  const words = failure === null ? null : errorText(t, failure)
  return (
    <section className={styles.strip} aria-label={t('welcome.downloads.title')}>
      <div className={styles.bar}>
        <ProgressBar
          label={t('welcome.downloads.progress')}
          share={receivedBytes / totalBytes}
          tone={models.busy && !models.paused ? 'running' : 'still'}
        />
      </div>
      <div className={styles.line}>
        <p className={styles.words}>
          {hasFailed ? (
            <span className={styles.failed} role="alert">
              {words === null
                ? t('welcome.downloads.failed')
                : sentences(t, words.message, words.remedy)}
            </span>
          ) : models.paused ? (
            t('welcome.downloads.paused', amounts)
          ) : (
            <>
              <span>
                {t('welcome.downloads.running', {
                  ...amounts,
                  speed: formatSpeed(locale, speedBytesPerSecond),
                })}
              </span>
              {secondsLeft !== null && (
                <span>
                  {t('welcome.downloads.left', { time: formatTimeLeft(locale, secondsLeft) })}
                </span>
              )}
            </>
          )}
          {here.length > 0 && (
            <span>
              {t('welcome.downloads.ready', {
                roles: here
                  .map((role) => t(`welcome.roles.${role}`))
                  .join(t('welcome.rolesSeparator')),
              })}
            </span>
          )}
        </p>
        {hasFailed ? (
          <Button size="small" icon="restart" onPress={onRetry}>
            {t('welcome.downloads.retry')}
          </Button>
        ) : (
          <Button
            size="small"
            icon={models.paused ? 'play' : 'pause'}
            onPress={() => onCommand(models.paused ? 'resume' : 'pause')}
          >
            {t(models.paused ? 'welcome.downloads.resume' : 'welcome.downloads.pause')}
          </Button>
        )}
      </div>
    </section>
  )
}
