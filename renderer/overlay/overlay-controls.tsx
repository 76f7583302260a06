import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { TalkActions } from '../bridge/talk-actions.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { talkPress } from '../ui/talk-press.ts'
import styles from './overlay.module.css'

export const OverlayControls = ({
  snapshot,
  actions,
}: {
  readonly snapshot: AppSnapshot
  readonly actions: TalkActions
}) => {
  const { t } = useTranslation()
  const { openConversation, muted } = snapshot.conversation
  const { shows, press } = talkPress(snapshot)
  return (
    <div className={styles.controls} role="group" aria-label={t('overlay.controls')}>
      <IconButton
        icon="transcript"
        label={t('overlay.transcript')}
        onPress={() => actions.openWindow('transcript')}
      />
      <IconButton
        icon="conversation"
        label={t('overlay.openConversation')}
        pressed={openConversation}
        onPress={() => actions.setOpen(!openConversation)}
      />
      <IconButton
        icon={muted ? 'microphone-off' : 'microphone'}
        label={t('overlay.mute')}
        pressed={muted}
        tone="danger"
        onPress={() => actions.setMuted(!muted)}
      />
      <Button
        icon={shows === 'talk' ? 'voice' : 'stop'}
        size="small"
        tone={shows === 'talk' ? 'primary' : 'plain'}
        onPress={() => press(actions)}
      >
        {t(`overlay.${shows}`)}
      </Button>
    </div>
  )
}
