import { useEffect } from 'react'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { useStore } from '../bridge/value-store.ts'
import type { TranscriptStore } from './transcript-store.ts'
import styles from './live-words.module.css'

/**
 * What is being said and is no turn yet. Where these words are in view the overlay is not: it would say the
 * same, and stand on the newest turns.
 */
export const LiveWords = ({
  snapshot: { conversation },
  turns,
  onLive,
}: {
  readonly snapshot: AppSnapshot
  readonly turns: TranscriptStore
  /** Whether the conversation that goes on is in view. */
  readonly onLive: (live: boolean) => void
}) => {
  const isFollowing = useStore(turns.isFollowing)
  const { hasNewer, conversationId, turns: shown } = useStore(turns)
  const isThis = conversationId === null || conversationId === conversation.conversationId
  const live = isFollowing && !hasNewer && isThis
  useEffect(() => onLive(live), [live, onLive])
  const { committed, tentative } = conversation.person
  // Captions stay while the ear is open for more; what has become a turn stands above already.
  const isTurn = shown.findLast(({ speaker }) => speaker === 'person')?.text === committed
  const hasWords = committed + tentative !== '' && !(isTurn && tentative === '')
  if (!live || conversation.phase !== 'listening' || !hasWords) return null
  return (
    // Screen readers are told the words once they are a turn: they would be read again with each one.
    <div className={styles.place} aria-hidden="true">
      <div className={styles.column}>
        <p className={styles.words} dir="auto">
          <span>{committed}</span> <span className={styles.tentative}>{tentative}</span>
        </p>
      </div>
    </div>
  )
}
