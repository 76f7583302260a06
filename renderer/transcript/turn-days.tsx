import { memo, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationSummary, TranscriptTurn } from '../../electron/contracts/transcript.ts'
import { plainText, quotedText } from '../../electron/core/transcripts/export/plain.ts'
import type { SearchTerm } from '../../electron/core/transcripts/search/terms.ts'
import { formatDay, formatTime, machineTime } from '../i18n/format.ts'
import { useRegionalLocale } from '../ui/use-regional-locale.ts'
import {
  dayStart,
  daysApart,
  groupTurns,
  type ConversationGroup,
  type DayGroup,
} from './group-turns.ts'
import { useInSight } from './in-sight.ts'
import { DetailsButton } from './inspector/details-button.tsx'
import { Inspector } from './inspector/inspector.tsx'
import { TurnView } from './turn-view.tsx'
import type { TurnsStore } from './turns-store.ts'
import styles from './turn-days.module.css'

/** What every exchange needs of the window. */
interface ExchangeTools {
  readonly onCopy: (text: string) => Promise<boolean>
  readonly turnsStore: TurnsStore
  /** The turn that a search was opened at, and what is marked in it. */
  readonly foundId: string | null
  readonly terms: readonly SearchTerm[]
}

interface ConversationTools extends ExchangeTools {
  readonly conversations: ReadonlyMap<string, ConversationSummary>
  /** Null where one is shown alone already. */
  readonly onShowConversation: ((id: string) => void) | null
}

/** All turns, day by day. `todayMs` is the local midnight that began today. */
export const TurnDays = memo(function TurnDays({
  turns,
  hasOlder,
  todayMs,
  ...tools
}: ConversationTools & {
  readonly turns: readonly TranscriptTurn[]
  readonly hasOlder: boolean
  readonly todayMs: number
}) {
  return groupTurns(turns, hasOlder).map((day) => (
    <section key={day.startMs} aria-labelledby={`day-${day.startMs}`}>
      <h2 id={`day-${day.startMs}`} className={styles.day}>
        <span className={styles.dayName}>
          <DayName day={day} todayMs={todayMs} />
        </span>
      </h2>
      {day.conversations.map((conversation) => (
        <Conversation key={conversation.key} conversation={conversation} {...tools} />
      ))}
    </section>
  ))
})

const DayName = ({ day, todayMs }: { readonly day: DayGroup; readonly todayMs: number }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const age = daysApart(day.startMs, dayStart(todayMs))
  if (age === 0) return t('transcript.today')
  return age === 1 ? t('transcript.yesterday') : formatDay(locale, day.startMs, todayMs)
}

const Conversation = ({
  conversation: { id: conversationId, beganAtMs, exchanges },
  conversations,
  onShowConversation,
  ...tools
}: ConversationTools & { readonly conversation: ConversationGroup }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const { title = null, isNamed = false } = conversations.get(conversationId) ?? {}
  return (
    <>
      {beganAtMs !== null && (
        <h3 className={styles.began}>
          {title === null || onShowConversation === null ? (
            t('transcript.conversationAt', { time: formatTime(locale, beganAtMs) })
          ) : (
            <button
              type="button"
              className={styles.show}
              title={t('transcript.conversations.showOne')}
              onClick={() => onShowConversation(conversationId)}
            >
              {isNamed ? (
                <>
                  <span className={styles.title} dir="auto">
                    {title}
                  </span>
                  <time dateTime={machineTime(beganAtMs)}>{formatTime(locale, beganAtMs)}</time>
                </>
              ) : (
                // Its title is what was said first, and that comes right below.
                t('transcript.conversationAt', { time: formatTime(locale, beganAtMs) })
              )}
            </button>
          )}
        </h3>
      )}
      {exchanges.map(({ id, turns }) => (
        <Exchange key={id} id={id} turns={turns} {...tools} />
      ))}
    </>
  )
}

interface ExchangeProps extends ExchangeTools {
  readonly id: string
  readonly turns: readonly TranscriptTurn[]
}

const foundIn = ({ turns, foundId }: ExchangeProps): string | null =>
  foundId !== null && turns.some(({ id }) => id === foundId) ? foundId : null

const haveSameTurns = (before: ExchangeProps, after: ExchangeProps): boolean =>
  before.onCopy === after.onCopy &&
  before.turnsStore === after.turnsStore &&
  foundIn(before) === foundIn(after) &&
  (foundIn(after) === null || before.terms === after.terms) &&
  before.turns.length === after.turns.length &&
  before.turns.every((turn, index) => turn === after.turns[index])

/** Drawn again only when one of its turns has changed: the others may be hundreds. */
const Exchange = memo(function Exchange({
  id,
  turns,
  onCopy,
  turnsStore,
  foundId,
  terms,
}: ExchangeProps) {
  const { t } = useTranslation()
  const inspectorId = useId()
  const [open, setOpen] = useState(false)
  const { ref, isInSight } = useInSight<HTMLDivElement>()
  const names = { person: t('transcript.you'), assistant: t('transcript.warbler') }
  return (
    <div ref={ref} className={styles.exchange} data-exchange={id}>
      {turns.map((turn, index) => (
        <TurnView
          key={turn.id}
          turn={turn}
          onCopy={onCopy}
          isInSight={isInSight}
          found={turn.id === foundId ? terms : null}
          whole={
            isInSight && index === turns.length - 1
              ? {
                  text: turns.length > 1 ? plainText(turns, names) : null,
                  quote: quotedText(turns, names),
                }
              : undefined
          }
          details={
            index === turns.length - 1 && (
              <DetailsButton open={open} controls={inspectorId} onToggle={() => setOpen(!open)} />
            )
          }
        />
      ))}
      {open && (
        <Inspector
          id={inspectorId}
          exchangeId={id}
          store={turnsStore}
          underWay={turns.some(({ status }) => status === 'streaming')}
        />
      )}
    </div>
  )
}, haveSameTurns)
