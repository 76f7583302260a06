import { useTranslation } from 'react-i18next'
import type { ModelsSnapshot } from '../../../electron/contracts/models.ts'
import { Button } from '../../ui/button.tsx'
import type { IconName } from '../../ui/icon.tsx'
import type { ModelsStore } from '../../bridge/models-store.ts'
import { downloadActions, type DownloadAction } from './download-actions.ts'
import styles from './models-pane.module.css'

const ICONS = {
  download: 'download',
  downloadAgain: 'restart',
  pause: 'pause',
  resume: 'play',
  cancel: 'close',
} as const satisfies Readonly<Record<DownloadAction, IconName>>

/** What can be done about all downloads together. */
export const DownloadButtons = ({
  models,
  onCommand,
}: {
  readonly models: ModelsSnapshot
  readonly onCommand: ModelsStore['command']
}) => {
  const { t } = useTranslation()
  const running = models.busy && !models.paused
  return (
    <div className={styles.actions}>
      {downloadActions(models).map((action, index) => (
        <Button
          key={action}
          icon={ICONS[action]}
          tone={index === 0 && !running ? 'primary' : 'plain'}
          onPress={() => onCommand(action === 'downloadAgain' ? 'download' : action)}
        >
          {t(`models.${action}`)}
        </Button>
      ))}
    </div>
  )
}
