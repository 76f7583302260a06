import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../electron/contracts/errors.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { SettingsPane } from '../../electron/contracts/window-routes.ts'
import { isQuiet } from '../../electron/core/conversation/quiet.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { attentionText, mendingOf } from './mending.ts'
import styles from './attention-card.module.css'

interface AttentionCardProps {
  readonly snapshot: AppSnapshot
  readonly error: CodedError
  /** Left out where it stays until it is mended. */
  readonly onDismiss?: (() => void) | undefined
  /** Given where a restart would help. */
  readonly onRestart?: (() => void) | undefined
  readonly onOpenSettings: (pane: SettingsPane) => void
}

/** What went wrong, what to do next, and the buttons that do it; of what is nobody's trouble, a quiet word. */
export const AttentionCard = ({
  snapshot,
  error,
  onDismiss,
  onRestart,
  onOpenSettings,
}: AttentionCardProps) => {
  const { t } = useTranslation()
  const { message, remedy } = attentionText(t, snapshot, error)
  const mending = mendingOf(snapshot, error)
  return (
    <div
      className={styles.card}
      // What stands there all day interrupts nobody.
      role={isQuiet(error) || onDismiss === undefined ? 'status' : 'alert'}
      data-code={error.code}
      data-quiet={isQuiet(error)}
    >
      <div className={styles.words}>
        <p className={styles.message}>{message}</p>
        <p className={styles.remedy}>{remedy}</p>
        {(onRestart !== undefined || mending !== null) && (
          <p className={styles.actions}>
            {onRestart !== undefined && (
              <Button icon="restart" size="small" tone="primary" onPress={onRestart}>
                {t('overlay.restart')}
              </Button>
            )}
            {mending !== null && (
              <Button
                icon={mending.icon}
                size="small"
                tone="primary"
                onPress={() => onOpenSettings(mending.pane)}
              >
                {t(mending.label)}
              </Button>
            )}
          </p>
        )}
      </div>
      {onDismiss !== undefined && (
        <IconButton icon="close" label={t('app.dismiss')} onPress={onDismiss} />
      )}
    </div>
  )
}
