import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../electron/contracts/errors.ts'
import { errorText } from '../i18n/error-text.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import styles from './attention-card.module.css'

interface AttentionCardProps {
  readonly error: CodedError
  readonly onDismiss: () => void
  /** Given where a restart would help. */
  readonly onRestart?: (() => void) | undefined
  /** Given where the models are what is missing. */
  readonly onOpenModels?: (() => void) | undefined
}

/** What went wrong, what to do next, and the buttons that do it. */
export const AttentionCard = ({
  error,
  onDismiss,
  onRestart,
  onOpenModels,
}: AttentionCardProps) => {
  const { t } = useTranslation()
  const { message, remedy } = errorText(t, error)
  return (
    <div className={styles.card} role="alert" data-code={error.code}>
      <div className={styles.words}>
        <p className={styles.message}>{message}</p>
        <p className={styles.remedy}>{remedy}</p>
        {(onRestart !== undefined || onOpenModels !== undefined) && (
          <p className={styles.actions}>
            {onRestart !== undefined && (
              <Button icon="restart" size="small" tone="primary" onPress={onRestart}>
                {t('overlay.restart')}
              </Button>
            )}
            {onOpenModels !== undefined && (
              <Button icon="download" size="small" tone="primary" onPress={onOpenModels}>
                {t('overlay.getModels')}
              </Button>
            )}
          </p>
        )}
      </div>
      <IconButton icon="close" label={t('app.dismiss')} onPress={onDismiss} />
    </div>
  )
}
