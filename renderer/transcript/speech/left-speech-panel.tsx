import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration, formatTime } from '../../i18n/format.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { AgainMenu } from './again-menu.tsx'
import { correctButtonId } from './correct-button-id.ts'
import { PlayButton } from './play-button.tsx'
import { SpeechContext, useSpeech } from './speech-context.ts'
import { SpeechNotes } from './speech-notes.tsx'
import { TrialCard } from './trial-card.tsx'
import { WordsEditor } from './words-editor.tsx'
import styles from './speech.module.css'

const NOTHING = [] as const

/** What was said and not understood: to be heard, tried again, put into words by hand, or deleted. */
export const LeftSpeechPanel = () => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const speech = useContext(SpeechContext)
  const left = useSpeech((view) => view.left, NOTHING)
  const editing = useSpeech((view) => view.editing, null)
  if (speech === null || left.length === 0) return null
  return (
    <section className={styles.left} aria-labelledby="left-speech">
      <h2 id="left-speech" className={styles.title}>
        {t('speechJournal.left.title', { count: left.length })}
      </h2>
      <p className={styles.says}>{t('speechJournal.left.body')}</p>
      <ul className={styles.items}>
        {left.map(({ id, startedAtMs, durationMs }) => (
          <li key={id} data-left={id}>
            <div className={styles.item}>
              <PlayButton id={id} />
              <span className={styles.when}>
                {t('speechJournal.left.item', {
                  time: formatTime(locale, startedAtMs),
                  duration: formatDuration(locale, durationMs),
                })}
              </span>
              <AgainMenu id={id} label={t('speechJournal.left.again')} />
              <IconButton
                icon="pencil"
                id={correctButtonId(id)}
                label={t('speechJournal.left.write')}
                onPress={() => speech.edit(id)}
              />
              <ConfirmButton
                size="small"
                text={t('speechJournal.left.remove')}
                question={t('speechJournal.left.confirmRemove')}
                keep={t('speechJournal.left.keep')}
                yes={t('speechJournal.left.remove')}
                onConfirm={() => speech.removeLeft(id)}
              />
            </div>
            {editing === id && <WordsEditor id={id} text="" language={null} />}
            <TrialCard id={id} text="" take={t('speechJournal.left.put')} />
            <SpeechNotes id={id} />
          </li>
        ))}
      </ul>
    </section>
  )
}
