import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAXIMUM_PHRASE_CHARACTERS } from '../../../electron/contracts/wake.ts'
import { Button } from '../../ui/button.tsx'
import field from '../../ui/field.module.css'
import { IconButton } from '../../ui/icon-button.tsx'
import { isEnter } from '../../ui/is-enter.ts'
import styles from './phrase-field.module.css'
import { phraseView, type TypedPhrase } from './phrase-view.ts'

/**
 * A phrase, checked as it is typed. Stored is only what can be called by: until then the phrase from
 * before is waited for.
 */
export const PhraseField = ({
  label,
  stored,
  others,
  isTooCommon,
  onTake,
  onRemove,
}: Omit<TypedPhrase, 'typed'> & {
  readonly label: string
  readonly onTake: (phrase: string) => void
  readonly onRemove: (() => void) | undefined
}) => {
  const { t } = useTranslation()
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  // Nobody is told off for a word that they are in the middle of.
  const [isMidWord, setMidWord] = useState(false)
  const typed = draft ?? stored
  const { phrase, words, isFault, better } = phraseView(t, { typed, stored, others, isTooCommon })
  const isRefused = isFault && !isMidWord

  const take = (taken: string) => {
    setDraft(null)
    setMidWord(false)
    onTake(taken)
  }
  const commit = () => {
    setMidWord(false)
    if (phrase !== null) take(phrase)
    else if (!isFault) setDraft(null)
  }
  return (
    <div className={styles.phrase}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <span className={styles.line}>
        <input
          id={id}
          className={field.field}
          type="text"
          maxLength={MAXIMUM_PHRASE_CHARACTERS}
          autoComplete="off"
          autoFocus={stored === ''}
          spellCheck={false}
          aria-describedby={`${id}-verdict`}
          aria-invalid={isRefused}
          value={typed}
          onChange={({ currentTarget }) => {
            setDraft(currentTarget.value)
            setMidWord(true)
          }}
          onBlur={commit}
          onKeyDown={(event) => {
            if (isEnter(event)) commit()
          }}
        />
        {onRemove !== undefined && (
          <IconButton
            icon="trash"
            label={
              stored === ''
                ? t('wake.phrases.removeUnfinished')
                : t('wake.phrases.remove', { phrase: stored })
            }
            onPress={onRemove}
          />
        )}
      </span>
      <p id={`${id}-verdict`} className={styles.verdict} data-refused={isRefused} role="status">
        {words}
      </p>
      {better !== null && (
        <span>
          <Button size="small" onPress={() => take(better)}>
            {t('wake.phrases.take', { phrase: better })}
          </Button>
        </span>
      )}
    </div>
  )
}
