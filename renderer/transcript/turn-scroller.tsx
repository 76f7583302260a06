import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchTerm } from '../../electron/core/transcripts/search/terms.ts'
import { useStore } from '../bridge/value-store.ts'
import { Button } from '../ui/button.tsx'
import { createSight, SightContext } from './in-sight.ts'
import type { TranscriptWindow } from './transcript-window.ts'
import { TurnDays } from './turn-days.tsx'
import type { TurnsStore } from './turns-store.ts'
import { useToday } from './use-today.ts'
import { useReadingPosition } from './use-reading-position.ts'
import styles from './transcript.module.css'

const NO_TERMS: readonly SearchTerm[] = []

/** The scrolled list of everything that was said. */
export const TurnScroller = ({
  window: shown,
  turnsStore,
  onCopy,
}: {
  readonly window: TranscriptWindow
  readonly turnsStore: TurnsStore
  readonly onCopy: (text: string) => Promise<boolean>
}) => {
  const { t } = useTranslation()
  const { turns: store } = shown
  const list = useStore(store)
  const { turns, hasOlder, hasNewer, unseen, loading, error, target, opened } = list
  const { terms } = useStore(shown.search)
  const { scrollerRef, following, follow } = useReadingPosition({
    target,
    opened,
    hasNewer,
    onFollowing: store.setFollowing,
    onPlace: store.setPlace,
    onNearStart: store.loadOlder,
    onNearEnd: store.loadNewer,
  })
  const [sight] = useState(createSight)
  const listRef = useCallback(
    (element: HTMLElement | null) => {
      sight.within(element)
      scrollerRef(element)
    },
    [sight, scrollerRef],
  )
  const todayMs = useToday()
  const jump = () => {
    if (hasNewer) store.loadNewest()
    follow()
  }
  const behind = hasNewer || !following
  return (
    <div className={styles.place}>
      <div
        ref={listRef}
        className={styles.scroller}
        role="group"
        aria-label={t('transcript.list')}
        tabIndex={0}
      >
        <div className={styles.column}>
          <div className={styles.edge}>
            <p role="status">
              {loading === 'older' && t('transcript.loadingOlder')}
              {error !== null && t('transcript.loadFailed')}
              {!hasOlder && list.conversationId === null && t('transcript.beginning')}
            </p>
            {error !== null && (
              <Button size="small" icon="restart" onPress={store.retry}>
                {t('transcript.retry')}
              </Button>
            )}
          </div>
          <SightContext value={sight}>
            <TurnDays
              turns={turns}
              hasOlder={hasOlder}
              todayMs={todayMs}
              onCopy={onCopy}
              turnsStore={turnsStore}
              conversations={list.conversations}
              onShowConversation={list.conversationId === null ? shown.showConversation : null}
              foundId={target?.isFound === true ? target.turnId : null}
              terms={target?.isFound === true ? terms : NO_TERMS}
            />
          </SightContext>
        </div>
      </div>
      {behind && (
        <div className={styles.jump}>
          <Button icon="arrow-down" onPress={jump}>
            {t('transcript.jumpToNewest')}
            {unseen.length > 0 && (
              <span className={styles.count}>
                {t('transcript.newTurns', { count: unseen.length })}
              </span>
            )}
          </Button>
        </div>
      )}
    </div>
  )
}
