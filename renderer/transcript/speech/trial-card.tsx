import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { errorText } from '../../i18n/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { engineName } from './engine-name.ts'
import { SpeechContext, useSpeech } from './speech-context.ts'
import type { Trial } from './speech-store.ts'
import styles from './speech.module.css'

/** What another engine makes of a sound, beside the words that are there; taken or dropped. */
export const TrialCard = ({
  id,
  text,
  take,
}: {
  readonly id: string
  /** The words that are there. */
  readonly text: string
  /** What the button that takes the words says. */
  readonly take: string
}) => {
  const { t } = useTranslation()
  const speech = useContext(SpeechContext)
  const trial = useSpeech((view) => (view.trial?.id === id ? view.trial : null), null)
  if (trial === null) return null
  const heard = trial.heard?.ok === true ? trial.heard.value : ''
  const isNew = heard !== '' && heard !== text
  return (
    <div className={styles.card} role="status" data-trial={trial.heard === null ? 'busy' : 'done'}>
      <p className={styles.says}>{saying(t, trial, text)}</p>
      {isNew && (
        <p className={styles.heard} dir="auto">
          {heard}
        </p>
      )}
      {trial.heard !== null && (
        <div className={styles.buttons}>
          <Button size="small" onPress={() => speech?.dropTrial()}>
            {t('speechJournal.turn.drop')}
          </Button>
          {isNew && (
            <Button size="small" tone="primary" icon="check" onPress={() => speech?.takeTrial()}>
              {take}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

const saying = (t: TFunction, { engine: by, heard }: Trial, text: string): string => {
  const engine = engineName(by)
  if (heard === null) return t('speechJournal.turn.transcribing', { engine })
  if (!heard.ok) {
    return t('speechJournal.turn.failed', { error: errorText(t, heard.error).message })
  }
  if (heard.value === '') return t('speechJournal.turn.heardNothing', { engine })
  return heard.value === text
    ? t('speechJournal.turn.heardSame', { engine })
    : t('speechJournal.turn.heardNow', { engine })
}
