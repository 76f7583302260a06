import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TranscriptTurn } from '../../electron/contracts/transcript.ts'
import { formatDay, formatTime } from '../i18n/format.ts'
import { useRegionalLocale } from '../ui/use-regional-locale.ts'
import { exchangeText } from './exchange-text.ts'
import {
  dayStart,
  daysApart,
  groupTurns,
  type ConversationGroup,
  type DayGroup,
} from './group-turns.ts'
import { TurnView } from './turn-view.tsx'
import styles from './turn-days.module.css'

type OnCopy = (text: string) => Promise<boolean>

/** All turns, day by day. `todayMs` is the local midnight that began today. */
export const TurnDays = memo(function TurnDays({
  turns,
  hasOlder,
  todayMs,
  onCopy,
}: {
  readonly turns: readonly TranscriptTurn[]
  readonly hasOlder: boolean
  readonly todayMs: number
  readonly onCopy: OnCopy
}) {
  return groupTurns(turns, hasOlder).map((day) => (
    <section key={day.startMs} aria-labelledby={`day-${day.startMs}`}>
      <h2 id={`day-${day.startMs}`} className={styles.day}>
        <DayName day={day} todayMs={todayMs} />
      </h2>
      {day.conversations.map((conversation) => (
        <Conversation key={conversation.key} conversation={conversation} onCopy={onCopy} />
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
  conversation: { beganAtMs, exchanges },
  onCopy,
}: {
  readonly conversation: ConversationGroup
  readonly onCopy: OnCopy
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  return (
    <>
      {beganAtMs !== null && (
        <h3 className={styles.began}>
          {t('transcript.conversationAt', { time: formatTime(locale, beganAtMs) })}
        </h3>
      )}
      {exchanges.map(({ id, turns }) => (
        <Exchange key={id} id={id} turns={turns} onCopy={onCopy} />
      ))}
    </>
  )
}

interface ExchangeProps {
  readonly id: string
  readonly turns: readonly TranscriptTurn[]
  readonly onCopy: OnCopy
}

const haveSameTurns = (before: ExchangeProps, after: ExchangeProps): boolean =>
  before.onCopy === after.onCopy &&
  before.turns.length === after.turns.length &&
  before.turns.every((turn, index) => turn === after.turns[index])

/** Drawn again only when one of its turns has changed: the others may be hundreds. */
const Exchange = memo(function Exchange({ id, turns, onCopy }: ExchangeProps) {
  const { t } = useTranslation()
  const names = { person: t('transcript.you'), assistant: t('transcript.warbler') }
  return (
    <div className={styles.exchange} data-exchange={id}>
      {turns.map((turn, index) => (
        <TurnView
          key={turn.id}
          turn={turn}
          onCopy={onCopy}
          exchangeText={
            turns.length > 1 && index === turns.length - 1 ? exchangeText(turns, names) : undefined
          }
        />
      ))}
    </div>
  )
}, haveSameTurns)
