import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { TalkActions } from '../bridge/talk-actions.ts'
import { useStore } from '../bridge/value-store.ts'
import { AttentionCard } from '../ui/attention-card.tsx'
import { DeviceNoticeLines } from '../ui/device-notice-lines.tsx'
import { EngineNoticeBar } from '../ui/engine-notice.tsx'
import { HintText } from '../ui/hint-text.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { LevelMeter, type LevelSource } from '../ui/level-meter.tsx'
import { PhaseMark } from '../ui/phase-mark.tsx'
import { standingFault } from '../ui/mending.ts'
import { phaseWord } from '../ui/phase-text.ts'
import { phaseView } from '../ui/phase-view.ts'
import type { DragHandlers } from './drag-handlers.ts'
import { Captions } from './captions.tsx'
import { OverlayControls } from './overlay-controls.tsx'
import styles from './card.module.css'

export interface CardProps {
  readonly snapshot: AppSnapshot
  readonly actions: TalkActions
  readonly levels: LevelSource
  readonly onHide: () => void
  readonly dragging: DragHandlers
}

/** What goes on, with what is said and what can be done about it. */
export const Card = ({ snapshot, actions, levels, onHide, dragging }: CardProps) => {
  const { t } = useTranslation()
  const failure = useStore(actions.failure)
  const { conversation } = snapshot
  const view = phaseView(snapshot)
  const told = failure ?? conversation.attention
  const attention = told ?? standingFault(snapshot)
  return (
    <main
      className={styles.card}
      data-phase={view}
      data-muted={conversation.muted}
      data-surface={snapshot.overlayStyle.surface}
      data-moved-by={snapshot.overlayStyle.movedBy}
      {...dragging}
    >
      <header className={styles.header}>
        <PhaseMark phase={view} />
        <h1 className={styles.phase}>{phaseWord(t, snapshot)}</h1>
        <LevelMeter
          source={levels}
          active={view === 'listening' || view === 'speaking'}
          showsSilence={view === 'listening'}
        />
        <IconButton icon="close" label={t('overlay.close')} onPress={onHide} />
      </header>
      <Captions person={conversation.person} reply={conversation.reply} />
      {snapshot.deviceNotice !== null && (
        <div className={styles.devices}>
          <DeviceNoticeLines notice={snapshot.deviceNotice} />
        </div>
      )}
      <div className={styles.instead}>
        <EngineNoticeBar
          snapshot={snapshot}
          onOpenSettings={(pane) => actions.openWindow('settings', pane)}
        />
      </div>
      {attention !== null && (
        <div className={styles.attention}>
          <AttentionCard
            snapshot={snapshot}
            error={attention}
            onDismiss={told === null ? undefined : () => actions.dismissAttention()}
            onRestart={
              snapshot.restartOffered.length > 0
                ? () => actions.restart(snapshot.restartOffered)
                : undefined
            }
            onOpenSettings={(pane) => actions.openWindow('settings', pane)}
          />
        </div>
      )}
      <footer className={styles.footer}>
        <p className={styles.hint}>
          <HintText snapshot={snapshot} />
        </p>
        <OverlayControls snapshot={snapshot} actions={actions} />
      </footer>
    </main>
  )
}
