import { useTranslation } from 'react-i18next'
import type { ModelSnapshot, ModelsSnapshot } from '../../../electron/contracts/models.ts'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { formatBytes } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorDetail } from '../../ui/error-detail.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { DownloadButtons } from '../models/download-buttons.tsx'
import type { ModelsStore } from '../../bridge/models-store.ts'
import styles from './local-model-setting.module.css'

/** A model that was picked before it was downloaded: its download, and what comes of it. */
export const MissingModel = ({
  model: { name, state, receivedBytes, totalBytes, error },
  models,
  onDownload,
  onCommand,
}: {
  readonly model: ModelSnapshot
  /** All of them: downloads are paused and gone on with together. */
  readonly models: ModelsSnapshot
  readonly onDownload: () => void
  readonly onCommand: ModelsStore['command']
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  if (state !== 'missing' && state !== 'failed') {
    return (
      <>
        <ProgressBar
          label={t('models.progressOf', { name })}
          share={receivedBytes / totalBytes}
          tone={state === 'paused' ? 'still' : 'running'}
        />
        <p className={styles.missing} role="status">
          {t('engines.model.coming', { model: name })}
        </p>
        <DownloadButtons models={models} onCommand={onCommand} />
      </>
    )
  }
  const text = state === 'failed' && error !== null ? errorText(t, error) : null
  const size = formatBytes(locale, totalBytes)
  return (
    <>
      {text === null ? (
        <p className={styles.missing}>{t('engines.model.toDownload', { model: name, size })}</p>
      ) : (
        <p className={styles.error} role="alert">
          {sentences(t, text.message, text.remedy)}
        </p>
      )}
      {text !== null && error !== null && <ErrorDetail error={error} />}
      <Button icon="download" onPress={onDownload}>
        {t(text === null ? 'engines.model.download' : 'engines.model.again')}
      </Button>
    </>
  )
}
