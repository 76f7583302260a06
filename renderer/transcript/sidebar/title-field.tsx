import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import field from '../../ui/field.module.css'
import styles from './title-field.module.css'

/** Where a conversation gets its name. Nothing is kept with Escape; an empty name goes back to the first words. */
export const TitleField = ({
  title,
  onDone,
}: {
  readonly title: string
  /** Null where nothing is to change. */
  readonly onDone: (title: string | null, isByKey: boolean) => void
}) => {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(title)
  const inputRef = useRef<HTMLInputElement>(null)
  const isDone = useRef(false)
  useEffect(() => inputRef.current?.select(), [])
  const done = (named: string | null, isByKey: boolean) => {
    if (isDone.current) return
    isDone.current = true
    onDone(named, isByKey)
  }
  return (
    <span className={styles.name}>
      <input
        ref={inputRef}
        className={field.field}
        aria-label={t('transcript.conversations.name')}
        autoFocus
        maxLength={200}
        dir="auto"
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => done(draft === title ? null : draft.trim(), false)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') done(draft === title ? null : draft.trim(), true)
          else if (event.key === 'Escape') {
            event.preventDefault()
            done(null, true)
          }
        }}
      />
    </span>
  )
}
