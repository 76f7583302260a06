import { useTranslation } from 'react-i18next'
import type { ConversationSummary } from '../../../electron/contracts/transcript.ts'
import { useStore } from '../../bridge/value-store.ts'
import { Icon } from '../../ui/icon.tsx'
import type { TranscriptWindow } from '../transcript-window.ts'
import { useToday } from '../use-today.ts'
import { ageGroups } from './age-groups.ts'
import { ConversationRow } from './conversation-row.tsx'
import { ListFooter } from './list-footer.tsx'
import { moveFocus } from './move-focus.ts'
import styles from './conversation-list.module.css'

/** More is asked for this far before the end of what is there. */
const MORE_ROOM_PX = 600

/** All conversations: pinned ones first, then by when something was said in them last. */
export const ConversationList = ({
  window: shown,
  currentId,
}: {
  readonly window: TranscriptWindow
  readonly currentId: string
}) => {
  const { t } = useTranslation()
  const { conversations, picked } = useStore(shown.conversations)
  const { conversationId } = useStore(shown.turns)
  const todayMs = useToday()
  const row = (conversation: ConversationSummary) => (
    <ConversationRow
      key={conversation.id}
      conversation={conversation}
      window={shown}
      isShown={conversation.id === conversationId}
      isCurrent={conversation.id === currentId}
      isPicked={picked === null ? null : picked.has(conversation.id)}
    />
  )
  return (
    <>
      <div
        className={styles.list}
        tabIndex={-1}
        onKeyDown={moveFocus}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          if (scrollHeight - scrollTop - clientHeight < MORE_ROOM_PX) shown.conversations.loadMore()
        }}
      >
        <button
          type="button"
          className={styles.everything}
          data-row
          aria-current={conversationId === null ? 'true' : undefined}
          onClick={() => shown.showConversation(null)}
        >
          <Icon name="transcript" />
          {t('transcript.conversations.everything')}
        </button>
        {ageGroups(conversations, todayMs).map((group) => (
          <div key={group.name} role="group" aria-labelledby={`age-${group.name}`}>
            <h2 id={`age-${group.name}`} className={styles.age}>
              {t(`transcript.conversations.age.${group.name}`)}
            </h2>
            <ul>{group.conversations.map(row)}</ul>
          </div>
        ))}
      </div>
      <ListFooter window={shown} />
    </>
  )
}
