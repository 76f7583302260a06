import { memo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationSummary } from '../../../electron/contracts/transcript.ts'
import { formatMoment, machineTime } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { MenuButton } from '../../ui/menu-button.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import type { TranscriptWindow } from '../transcript-window.ts'
import { useConversationMenu } from '../use-conversation-menu.ts'
import { useToday } from '../use-today.ts'
import { leaveRow } from './move-focus.ts'
import { TitleField } from './title-field.tsx'
import { isWindowKey } from '../../../electron/core/hotkeys/window-keys.ts'
import { pagePlatform } from '../../ui/page-platform.ts'
import styles from './conversation-row.module.css'

interface RowProps {
  readonly conversation: ConversationSummary
  readonly window: TranscriptWindow
  readonly isShown: boolean
  readonly isCurrent: boolean
  /** Null while none are being picked. */
  readonly isPicked: boolean | null
}

/** One conversation of the list: its title, when, and what can be done with it. */
export const ConversationRow = memo(function ConversationRow(props: RowProps) {
  const { conversation, window: shown, isShown, isCurrent, isPicked } = props
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const todayMs = useToday()
  const [isNaming, setNaming] = useState(false)
  /** Its name was changed by keys, and the keys go on from here. */
  const [isBack, setBack] = useState(false)
  const rowRef = useRef<HTMLLIElement>(null)
  const remove = () => {
    leaveRow(rowRef.current)
    shown.remove([conversation])
  }
  const items = useConversationMenu(conversation, shown, isCurrent, () => setNaming(true), remove)
  const title = conversation.title ?? t('transcript.conversations.untitled')
  if (isNaming) {
    return (
      <li className={styles.row}>
        <TitleField
          title={conversation.title ?? ''}
          onDone={(named, isByKey) => {
            setBack(isByKey)
            setNaming(false)
            if (named !== null) shown.rename(conversation, named)
          }}
        />
      </li>
    )
  }
  return (
    <li ref={rowRef} className={styles.row}>
      <button
        type="button"
        className={styles.open}
        data-row
        autoFocus={isBack}
        data-conversation={conversation.id}
        role={isPicked === null ? undefined : 'checkbox'}
        aria-checked={isPicked ?? undefined}
        aria-current={isPicked === null && isShown ? 'true' : undefined}
        onClick={() =>
          isPicked === null
            ? shown.showConversation(conversation.id)
            : shown.conversations.togglePicked(conversation.id)
        }
        onKeyDown={(event) => {
          if (isWindowKey('rename', event, pagePlatform())) setNaming(true)
          else if (isWindowKey('remove', event, pagePlatform())) remove()
        }}
      >
        {isPicked !== null && (
          <span className={styles.box} data-checked={isPicked}>
            {isPicked && <Icon name="check" />}
          </span>
        )}
        <span className={styles.words}>
          <span className={styles.title} dir="auto">
            {title}
          </span>
          <span className={styles.about}>
            {isCurrent && (
              <span className={styles.current}>{t('transcript.conversations.current')}</span>
            )}
            <time dateTime={machineTime(conversation.lastAtMs)}>
              {formatMoment(locale, conversation.lastAtMs, todayMs)}
            </time>
            <span>{t('transcript.conversations.turns', { count: conversation.turnCount })}</span>
          </span>
        </span>
        {conversation.isPinned && <Icon name="pin" />}
      </button>
      {isPicked === null && (
        <span className={styles.more}>
          <MenuButton label={t('transcript.conversations.more', { title })} items={items} />
        </span>
      )}
    </li>
  )
})
