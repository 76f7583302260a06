import { useId, useState } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { PHRASE_FAULT_CODES, usablePhrase } from '../../../electron/core/wake/usable-phrase.ts'
import { errorText } from '../../i18n/error-text.ts'
import { Button } from '../../ui/button.tsx'
import field from '../../ui/field.module.css'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './phrase-field.module.css'

/** What is to be said of a phrase as it stands in the field. */
export interface PhraseView {
  /** What would be stored; null: it cannot be. */
  readonly phrase: string | null
  /** Why not. */
  readonly fault: string | null
  /** One that could be, made out of it. */
  readonly better: string | null
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

export const phraseView = (t: TFunction, typed: string, others: readonly string[]): PhraseView => {
  const verdict = usablePhrase(typed)
  if (!verdict.usable) {
    const { message, remedy } = errorText(t, { code: PHRASE_FAULT_CODES[verdict.fault] })
    const better = others.some((other) => same(other, verdict.better ?? '')) ? null : verdict.better
    return { phrase: null, fault: `${message} ${remedy}`, better }
  }
  return others.some((other) => same(other, verdict.phrase))
    ? { phrase: null, fault: t('wake.phrases.twice'), better: null }
    : { phrase: verdict.phrase, fault: null, better: null }
}

/**
 * A phrase, checked as it is typed. Stored is only what can be called by: until then the phrase from
 * before is waited for.
 */
export const PhraseField = ({
  label,
  stored,
  others,
  onTake,
  onRemove,
}: {
  readonly label: string
  /** Empty: it is a new one. */
  readonly stored: string
  readonly others: readonly string[]
  readonly onTake: (phrase: string) => void
  readonly onRemove: (() => void) | undefined
}) => {
  const { t } = useTranslation()
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  // Nobody is told off for a word that they are in the middle of.
  const [isDone, setDone] = useState(false)
  const typed = draft ?? stored
  const view = typed.trim() === '' ? null : phraseView(t, typed, others)
  const isChanged = typed.trim() !== stored
  const refused = isChanged && view !== null && view.fault !== null

  const take = (phrase: string) => {
    setDraft(null)
    setDone(false)
    if (phrase !== stored) onTake(phrase)
  }
  const commit = () => {
    if (!isChanged || view === null) setDraft(null)
    else if (view.phrase !== null) take(view.phrase)
    else setDone(true)
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
          maxLength={60}
          autoComplete="off"
          autoFocus={stored === ''}
          spellCheck={false}
          aria-describedby={`${id}-verdict`}
          aria-invalid={refused && isDone}
          value={typed}
          onChange={({ currentTarget }) => {
            setDraft(currentTarget.value)
            setDone(false)
          }}
          onBlur={commit}
          onKeyDown={({ key }) => {
            if (key === 'Enter') commit()
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
      <p
        id={`${id}-verdict`}
        className={styles.verdict}
        data-refused={refused && isDone}
        role="status"
      >
        {isChanged && verdictText(t, view, stored)}
      </p>
      {refused && view.better !== null && (
        <span>
          <Button size="small" onPress={() => take(view.better ?? '')}>
            {t('wake.phrases.take', { phrase: view.better })}
          </Button>
        </span>
      )}
    </div>
  )
}

const verdictText = (t: TFunction, view: PhraseView | null, stored: string): string => {
  if (view === null) return ''
  if (view.fault === null) return t('wake.phrases.notYet')
  const keeps = stored === '' ? '' : t('wake.phrases.keeps', { phrase: stored })
  return `${view.fault} ${keeps}`.trim()
}
