import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationSummary } from '../../electron/contracts/transcript.ts'
import { formatDay } from '../i18n/format.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { MenuButton } from '../ui/menu-button.tsx'
import { useRegionalLocale } from '../ui/use-regional-locale.ts'
import { TitleField } from './sidebar/title-field.tsx'
import type { TranscriptWindow } from './transcript-window.ts'
import { useConversationMenu } from './use-conversation-menu.ts'
import { useToday } from './use-today.ts'
import styles from './conversation-bar.module.css'

/** Above the turns of one conversation: which it is, and what can be done with it. */
export const ConversationBar = ({
  conversation,
  window: shown,
  isCurrent,
}: {
  readonly conversation: ConversationSummary
  readonly window: TranscriptWindow
  readonly isCurrent: boolean
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const todayMs = useToday()
  const [isNaming, setNaming] = useState(false)
  const items = useConversationMenu(conversation, shown, isCurrent, () => setNaming(true))
  const title = conversation.title ?? t('transcript.conversations.untitled')
  return (
    <div className={styles.bar}>
      <div className={styles.words}>
        {isNaming ? (
          <TitleField
            title={conversation.title ?? ''}
            onDone={(named) => {
              setNaming(false)
              if (named !== null) shown.rename(conversation, named)
            }}
          />
        ) : (
          <h2 className={styles.title} dir="auto">
            {title}
          </h2>
        )}
        <p className={styles.about}>
          {formatDay(locale, conversation.startedAtMs, todayMs)}
          {' · '}
          {t('transcript.conversations.turns', { count: conversation.turnCount })}
        </p>
      </div>
      {isCurrent ? (
        <p className={styles.current}>{t('transcript.conversations.goesOn')}</p>
      ) : (
        <Button size="small" icon="voice" onPress={() => shown.goOn(conversation)}>
          {t('transcript.conversations.continue')}
        </Button>
      )}
      <MenuButton label={t('transcript.conversations.more', { title })} items={items} />
      <IconButton
        icon="close"
        label={t('transcript.conversations.showEverything')}
        onPress={() => shown.showConversation(null)}
      />
    </div>
  )
}
