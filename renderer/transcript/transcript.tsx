import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { TalkActions } from '../bridge/talk-actions.ts'
import { useStore } from '../bridge/value-store.ts'
import { AttentionCard } from '../ui/attention-card.tsx'
import { Button } from '../ui/button.tsx'
import { LiveAnnouncer } from '../ui/live-announcer.tsx'
import { isUnderWay } from '../ui/phase-view.ts'
import { useEscape } from '../ui/use-escape.ts'
import { ConversationBar } from './conversation-bar.tsx'
import { EmptyState } from './empty-state.tsx'
import { FileSheets } from './files/file-sheets.tsx'
import { LeftSpeechPanel } from './speech/left-speech-panel.tsx'
import { SpeechContext } from './speech/speech-context.ts'
import { LiveWords } from './live-words.tsx'
import { Sidebar } from './sidebar/sidebar.tsx'
import { isSearching } from './search-store.ts'
import { TopBar } from './top-bar.tsx'
import type { TranscriptWindow } from './transcript-window.ts'
import { LatencyStrip } from './latency/latency-strip.tsx'
import { TurnScroller } from './turn-scroller.tsx'
import { UndoBar } from './undo-bar.tsx'
import type { TurnsStore } from './turns-store.ts'
import styles from './transcript.module.css'

interface TranscriptProps {
  readonly snapshot: AppSnapshot
  readonly actions: TalkActions
  readonly window: TranscriptWindow
  readonly turnsStore: TurnsStore
  readonly onNewConversation: () => void
  /** Whether the conversation that goes on is in view. */
  readonly onLive: (live: boolean) => void
  /** Whether it was copied. */
  readonly onCopy: (text: string) => Promise<boolean>
}

/** The transcript window. */
export const Transcript = ({
  snapshot,
  actions,
  window: shown,
  turnsStore,
  onNewConversation,
  onLive,
  onCopy,
}: TranscriptProps) => {
  const { t } = useTranslation()
  const { turns, loading, error, conversationId, conversations } = useStore(shown.turns)
  const one = conversationId === null ? undefined : conversations.get(conversationId)
  const currentId = snapshot.conversation.conversationId
  const speech = useContext(SpeechContext)
  const failure = useStore(actions.failure)
  const fileFailure = useStore(shown.files.failure)
  const attention = fileFailure ?? failure ?? snapshot.conversation.attention
  const { restartOffered } = snapshot
  useEscape(() => {
    const playing = speech?.get().playing ?? null
    if (isUnderWay(snapshot)) actions.cancel('escape')
    else if (playing !== null) speech?.toggle(playing.id)
    else if (isSearching(shown.search.get())) shown.endSearch()
  })
  return (
    <div className={styles.window}>
      <TopBar
        snapshot={snapshot}
        actions={actions}
        onNewConversation={onNewConversation}
        onOpenSidebar={shown.openSidebar}
      />
      <div className={styles.body}>
        <Sidebar window={shown} currentId={currentId} />
        <main className={styles.main}>
          {attention !== null && (
            <div className={styles.attention}>
              <AttentionCard
                snapshot={snapshot}
                error={attention}
                onDismiss={fileFailure === null ? actions.dismissAttention : shown.files.close}
                onRestart={
                  restartOffered.length > 0 ? () => actions.restart(restartOffered) : undefined
                }
                onOpenSettings={(pane) => actions.openWindow('settings', pane)}
              />
            </div>
          )}
          <LeftSpeechPanel />
          {one !== undefined && (
            <ConversationBar conversation={one} window={shown} isCurrent={one.id === currentId} />
          )}
          {turns.length > 0 && (
            <TurnScroller window={shown} turnsStore={turnsStore} onCopy={onCopy} />
          )}
          {turns.length === 0 && error !== null && (
            <div className={styles.retry}>
              <p>{t('transcript.loadFailed')}</p>
              <Button icon="restart" onPress={shown.turns.retry}>
                {t('transcript.retry')}
              </Button>
            </div>
          )}
          {turns.length === 0 && error === null && loading === null && (
            <EmptyState snapshot={snapshot} />
          )}
          <LiveWords snapshot={snapshot} turns={shown.turns} onLive={onLive} />
          <LatencyStrip store={turnsStore} />
          <UndoBar window={shown} />
        </main>
      </div>
      <FileSheets files={shown.files} />
      <LiveAnnouncer snapshot={snapshot} />
    </div>
  )
}
