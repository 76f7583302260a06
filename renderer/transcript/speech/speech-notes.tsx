import { useTranslation } from 'react-i18next'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { useSpeech } from './speech-context.ts'
import styles from './speech.module.css'

/** What became of the last thing that was done with this turn's speech. */
export const SpeechNotes = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation()
  const learned = useSpeech((view) => (view.learned?.id === id ? view.learned.entries : null), null)
  const error = useSpeech((view) => (view.failure?.id === id ? view.failure.error : null), null)
  if (error !== null) {
    const { message, remedy } = errorText(t, error)
    return (
      <p className={styles.note} data-tone="danger" role="alert">
        {sentences(t, message, remedy)}
      </p>
    )
  }
  if (learned === null) return null
  const words = learned.map((entry) => t('speechJournal.turn.learnedPair', { ...entry }))
  return (
    <p className={styles.note} role="status">
      {words.length === 0
        ? t('speechJournal.turn.learnedNothing')
        : t('speechJournal.turn.learned', { words: words.join(t('devices.separator')) })}
    </p>
  )
}
