import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { TalkActions } from '../bridge/talk-actions.ts'
import { useStore } from '../bridge/value-store.ts'
import { useEscape } from '../ui/use-escape.ts'
import { AttentionCard } from '../ui/attention-card.tsx'
import { EngineNoticeBar } from '../ui/engine-notice.tsx'
import { HintText } from '../ui/hint-text.tsx'
import { hintFor } from '../ui/hint.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { LevelMeter, type LevelSource } from '../ui/level-meter.tsx'
import { LiveAnnouncer } from '../ui/live-announcer.tsx'
import { PhaseMark } from '../ui/phase-mark.tsx'
import { isModelMissing, phaseView } from '../ui/phase-view.ts'
import { Captions } from './captions.tsx'
import { OverlayControls } from './overlay-controls.tsx'
import styles from './overlay.module.css'

export interface OverlayProps {
  readonly snapshot: AppSnapshot
  readonly actions: TalkActions
  readonly levels: LevelSource
  readonly onEscape: (snapshot: AppSnapshot) => void
  readonly onHide: () => void
  /** The height that the content wants, CSS pixels. */
  readonly onHeight: (height: number) => void
}

/** The small card that floats above everything. */
export const Overlay = ({
  snapshot,
  actions,
  levels,
  onEscape,
  onHide,
  onHeight,
}: OverlayProps) => {
  const { t } = useTranslation()
  const failure = useStore(actions.failure)
  const frameRef = useRef<HTMLDivElement>(null)
  useEscape(() => onEscape(snapshot))
  useHeight(frameRef, onHeight)

  const { conversation } = snapshot
  const view = phaseView(snapshot)
  const attention = failure ?? conversation.attention
  const missing = isModelMissing(snapshot)
  const dismiss = () => actions.dismissAttention()
  return (
    <div ref={frameRef} className={styles.frame}>
      <main className={styles.card} data-phase={view} data-muted={conversation.muted}>
        <header className={styles.header}>
          <PhaseMark phase={view} />
          <h1 className={styles.phase}>{t(`phase.${view}`)}</h1>
          <LevelMeter
            source={levels}
            active={view === 'listening' || view === 'speaking'}
            showsSilence={view === 'listening'}
          />
          <IconButton icon="close" label={t('overlay.close')} onPress={onHide} />
        </header>
        <Captions person={conversation.person} reply={conversation.reply} />
        <div className={styles.instead}>
          <EngineNoticeBar
            snapshot={snapshot}
            onOpenSettings={() => actions.openWindow('settings')}
          />
        </div>
        {attention !== null && (
          <div className={styles.attention}>
            <AttentionCard
              error={attention}
              onDismiss={dismiss}
              onRestart={
                snapshot.restartOffered.length > 0
                  ? () => actions.restart(snapshot.restartOffered)
                  : undefined
              }
              onOpenModels={missing ? () => actions.openWindow('settings') : undefined}
            />
          </div>
        )}
        <footer className={styles.footer}>
          <p className={styles.hint}>
            <HintText hint={hintFor(snapshot)} hotkeyLabel={snapshot.hotkey.label} />
          </p>
          <OverlayControls snapshot={snapshot} actions={actions} />
        </footer>
      </main>
      <LiveAnnouncer snapshot={snapshot} />
    </div>
  )
}

const useHeight = (
  frame: { readonly current: HTMLElement | null },
  onHeight: (height: number) => void,
) => {
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(() => onHeight(element.offsetHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame, onHeight])
}
