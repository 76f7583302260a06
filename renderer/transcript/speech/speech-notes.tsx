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
  // What was learned is told, with the way back, where every change is.
  if (learned === null || learned.length > 0) return null
  return (
    <p className={styles.note} role="status">
      {t('speechJournal.turn.learnedNothing')}
    </p>
  )
}
