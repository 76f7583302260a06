import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { TalkActions } from '../bridge/talk-actions.ts'
import { EngineNoticeBar } from '../ui/engine-notice.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { PhaseMark } from '../ui/phase-mark.tsx'
import { phaseSentence, phaseWord } from '../ui/phase-text.ts'
import { phaseView } from '../ui/phase-view.ts'
import { ListeningSwitches, TalkButton } from '../ui/talk-controls.tsx'
import styles from './top-bar.module.css'

export const TopBar = ({
  snapshot,
  actions,
  onNewConversation,
  onOpenSidebar,
}: {
  readonly snapshot: AppSnapshot
  readonly actions: TalkActions
  readonly onNewConversation: () => void
  readonly onOpenSidebar: () => void
}) => {
  const { t } = useTranslation()
  const view = phaseView(snapshot)
  return (
    <header className={styles.bar}>
      <div className={styles.sidebar}>
        <IconButton
          icon="sidebar"
          label={t('transcript.conversations.open')}
          onPress={onOpenSidebar}
        />
      </div>
      <div className={styles.phase} data-phase={view}>
        <PhaseMark phase={view} size="small" />
        <h1 className={styles.word} title={phaseSentence(t, snapshot)}>
          {phaseWord(t, snapshot)}
        </h1>
      </div>
      <div className={styles.controls} role="group" aria-label={t('transcript.toolbar')}>
        <IconButton
          icon="plus"
          label={t('transcript.newConversation')}
          onPress={onNewConversation}
        />
        <ListeningSwitches snapshot={snapshot} actions={actions} />
        <IconButton
          icon="settings"
          label={t('transcript.settings')}
          onPress={() => actions.openWindow('settings')}
        />
        <TalkButton snapshot={snapshot} actions={actions} />
      </div>
      <EngineNoticeBar
        snapshot={snapshot}
        onOpenSettings={(pane) => actions.openWindow('settings', pane)}
      />
    </header>
  )
}
