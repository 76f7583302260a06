import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { TalkActions } from '../bridge/talk-actions.ts'
import { Button } from '../ui/button.tsx'
import { EngineNoticeBar } from '../ui/engine-notice.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { PhaseMark } from '../ui/phase-mark.tsx'
import { phaseView } from '../ui/phase-view.ts'
import { talkPress } from '../ui/talk-press.ts'
import styles from './top-bar.module.css'

export const TopBar = ({
  snapshot,
  actions,
  onNewConversation,
}: {
  readonly snapshot: AppSnapshot
  readonly actions: TalkActions
  readonly onNewConversation: () => void
}) => {
  const { t } = useTranslation()
  const { openConversation, muted } = snapshot.conversation
  const view = phaseView(snapshot)
  const { shows, press } = talkPress(snapshot)
  return (
    <header className={styles.bar}>
      <div className={styles.phase} data-phase={view}>
        <PhaseMark phase={view} size="small" />
        <h1 className={styles.word}>{t(`phase.${view}`)}</h1>
      </div>
      <div className={styles.controls} role="group" aria-label={t('transcript.toolbar')}>
        <IconButton
          icon="plus"
          label={t('transcript.newConversation')}
          onPress={onNewConversation}
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
        <IconButton
          icon="settings"
          label={t('transcript.settings')}
          onPress={() => actions.openWindow('settings')}
        />
        <Button
          icon={shows === 'talk' ? 'voice' : 'stop'}
          tone={shows === 'talk' ? 'primary' : 'plain'}
          onPress={() => press(actions)}
        >
          {t(`overlay.${shows}`)}
        </Button>
      </div>
      <EngineNoticeBar snapshot={snapshot} onOpenSettings={() => actions.openWindow('settings')} />
    </header>
  )
}
