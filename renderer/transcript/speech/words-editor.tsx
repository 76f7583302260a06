import { useContext, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import field from '../../ui/field.module.css'
import { Button } from '../../ui/button.tsx'
import { correctButtonId } from './correct-button-id.ts'
import { SpeechContext } from './speech-context.ts'
import styles from './speech.module.css'

/** The person's words, to be corrected where they stand. Enter saves, Escape leaves them. */
export const WordsEditor = ({
  id,
  text,
  language,
}: {
  readonly id: string
  readonly text: string
  readonly language: string | null
}) => {
  const { t } = useTranslation()
  const speech = useContext(SpeechContext)
  const [words, setWords] = useState(text)
  const areaRef = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    areaRef.current?.focus()
    areaRef.current?.select()
    // Who works by keyboard goes on where they were.
    return () => document.getElementById(correctButtonId(id))?.focus()
  }, [id])
  const isUsable = words.trim() !== ''
  const save = () => {
    if (!isUsable) return
    if (words.trim() === text) speech?.edit(null)
    else speech?.correct(id, words.trim())
  }
  return (
    <div className={styles.editor}>
      <textarea
        ref={areaRef}
        className={field.field}
        aria-label={t('speechJournal.turn.words')}
        lang={language ?? undefined}
        dir="auto"
        rows={Math.min(12, Math.max(2, Math.ceil(words.length / 50)))}
        value={words}
        maxLength={20_000}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Whoever writes Chinese presses Enter for a word.
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') speech?.edit(null)
          else if (event.key === 'Enter' && !event.shiftKey) save()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <div className={styles.buttons}>
        <Button size="small" onPress={() => speech?.edit(null)}>
          {t('speechJournal.turn.cancel')}
        </Button>
        <Button size="small" tone="primary" icon="check" disabled={!isUsable} onPress={save}>
          {t('speechJournal.turn.save')}
        </Button>
      </div>
    </div>
  )
}
