import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { TalkActions } from '../bridge/talk-actions.ts'
import { useStore } from '../bridge/value-store.ts'
import { AttentionCard } from '../ui/attention-card.tsx'
import { Button } from '../ui/button.tsx'
import { LiveAnnouncer } from '../ui/live-announcer.tsx'
import { isUnderWay } from '../ui/phase-view.ts'
import { useEscape } from '../ui/use-escape.ts'
import { EmptyState } from './empty-state.tsx'
import { TopBar } from './top-bar.tsx'
import type { TranscriptStore } from './transcript-store.ts'
import { LatencyStrip } from './latency/latency-strip.tsx'
import { TurnScroller } from './turn-scroller.tsx'
import type { TurnsStore } from './turns-store.ts'
import styles from './transcript.module.css'

export interface TranscriptProps {
  readonly snapshot: AppSnapshot
  readonly actions: TalkActions
  readonly store: TranscriptStore
  readonly turnsStore: TurnsStore
  readonly onNewConversation: () => void
  /** Whether it was copied. */
  readonly onCopy: (text: string) => Promise<boolean>
}

/** The transcript window. */
export const Transcript = ({
  snapshot,
  actions,
  store,
  turnsStore,
  onNewConversation,
  onCopy,
}: TranscriptProps) => {
  const { t } = useTranslation()
  const { turns, loading, error } = useStore(store)
  const failure = useStore(actions.failure)
  const attention = failure ?? snapshot.conversation.attention
  const { restartOffered } = snapshot
  useEscape(() => {
    if (isUnderWay(snapshot)) actions.cancel('escape')
  })
  return (
    <div className={styles.window}>
      <TopBar snapshot={snapshot} actions={actions} onNewConversation={onNewConversation} />
      <main className={styles.main}>
        {attention !== null && (
          <div className={styles.attention}>
            <AttentionCard
              snapshot={snapshot}
              error={attention}
              onDismiss={actions.dismissAttention}
              onRestart={
                restartOffered.length > 0 ? () => actions.restart(restartOffered) : undefined
              }
              onOpenSettings={(pane) => actions.openWindow('settings', pane)}
            />
          </div>
        )}
        {turns.length > 0 && <TurnScroller store={store} turnsStore={turnsStore} onCopy={onCopy} />}
        {turns.length === 0 && error !== null && (
          <div className={styles.retry}>
            <p>{t('transcript.loadFailed')}</p>
            <Button icon="restart" onPress={store.loadNewest}>
              {t('transcript.retry')}
            </Button>
          </div>
        )}
        {turns.length === 0 && error === null && loading === null && (
          <EmptyState snapshot={snapshot} />
        )}
        <LatencyStrip store={turnsStore} />
      </main>
      <LiveAnnouncer snapshot={snapshot} />
    </div>
  )
}
