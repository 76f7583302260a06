import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TranscriptTurn } from '../../electron/contracts/transcript.ts'
import { markedText } from '../../electron/core/transcripts/search/marks.ts'
import type { SearchTerm } from '../../electron/core/transcripts/search/terms.ts'
import { formatDuration, formatTime, machineTime } from '../i18n/format.ts'
import { PhaseMark } from '../ui/phase-mark.tsx'
import { useRegionalLocale } from '../ui/use-regional-locale.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { MarkedText } from './marked-text.tsx'
import { PlayButton } from './speech/play-button.tsx'
import { useSpeech } from './speech/speech-context.ts'
import { SpeechNotes } from './speech/speech-notes.tsx'
import type { SpeechView } from './speech/speech-store.ts'
import { SpokenWords } from './speech/spoken-words.tsx'
import { TrialCard } from './speech/trial-card.tsx'
import { TurnSpeechActions } from './speech/turn-speech.tsx'
import { WordsEditor } from './speech/words-editor.tsx'
import styles from './turn-view.module.css'

interface TurnViewProps {
  readonly turn: TranscriptTurn
  readonly onCopy: (text: string) => Promise<boolean>
  /**
   * What can be done with a turn is drawn where it is in sight only: with it for all of them 600 turns took
   * 25 MB of the page's heap, and 20 without.
   */
  readonly isInSight: boolean
  /** What a search has found it by; null where none has. */
  readonly found?: readonly SearchTerm[] | null
  /** The whole exchange to be copied, given on its last turn; no text where that is all of it. */
  readonly whole?: { readonly text: string | null; readonly quote: string } | undefined
  /** What opens the details of the exchange, given on its last turn. */
  readonly details?: ReactNode
}

/** Something was done with its speech just now. */
const isNewsOf = ({ trial, learned, failure }: SpeechView, id: string): boolean =>
  [trial, learned, failure].some((news) => news?.id === id)

/** What one party said, with when, how long, and how it ended. */
export const TurnView = ({
  turn,
  onCopy,
  isInSight,
  found = null,
  whole,
  details,
}: TurnViewProps) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const { speaker, status, text } = turn
  const isKept = useSpeech((view) => view.kept.has(turn.id), false)
  const isEditing = useSpeech((view) => view.editing === turn.id, false)
  const playing = useSpeech((view) => (view.playing?.id === turn.id ? view.playing : null), null)
  const hasNews = useSpeech((view) => isNewsOf(view, turn.id), false)
  const name = t(speaker === 'person' ? 'transcript.you' : 'transcript.warbler')
  const time = formatTime(locale, turn.startedAtMs)
  return (
    <article
      className={styles.turn}
      data-speaker={speaker}
      data-status={status}
      data-turn={turn.id}
      data-found={found === null ? undefined : true}
      aria-label={`${name}, ${time}`}
    >
      {speaker === 'assistant' && <PhaseMark phase="idle" size="small" />}
      {isEditing ? (
        <WordsEditor id={turn.id} text={text} language={turn.language} />
      ) : (
        <p className={styles.text} lang={turn.language ?? undefined} dir="auto">
          {text === '' && status !== 'streaming' ? (
            <span className={styles.none}>{t('transcript.noWords')}</span>
          ) : playing !== null ? (
            <SpokenWords text={text} playing={playing} />
          ) : found === null ? (
            text
          ) : (
            <MarkedText pieces={markedText(text, found)} />
          )}
        </p>
      )}
      <footer className={styles.about}>
        <span className={styles.name}>{name}</span>
        <time dateTime={machineTime(turn.startedAtMs)}>{time}</time>
        {turn.durationMs >= 50 && <span>{formatDuration(locale, turn.durationMs)}</span>}
        {status !== 'complete' && (
          <span
            className={styles.mark}
            data-status={status}
            title={t(`transcript.statusHint.${status}`)}
          >
            {t(`transcript.status.${status}`)}
          </span>
        )}
        {isKept && (
          <span className={styles.play}>
            <PlayButton id={turn.id} />
          </span>
        )}
        {details}
        {isInSight && (
          <span className={styles.actions}>
            <TurnSpeechActions turn={turn} />
            <CopyButton label={t('transcript.copyTurn')} text={text} onCopy={onCopy} />
            {whole !== undefined && whole.text !== null && (
              <CopyButton
                icon="copy-exchange"
                label={t('transcript.copyExchange')}
                text={whole.text}
                onCopy={onCopy}
              />
            )}
            {whole !== undefined && (
              <CopyButton
                icon="quote"
                label={t('transcript.copyQuote')}
                text={whole.quote}
                onCopy={onCopy}
              />
            )}
          </span>
        )}
      </footer>
      {hasNews && (
        <>
          <TrialCard id={turn.id} text={text} take={t('speechJournal.turn.take')} />
          <SpeechNotes id={turn.id} />
        </>
      )}
    </article>
  )
}
