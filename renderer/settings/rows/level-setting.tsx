import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import styles from './level-setting.module.css'

/** A setting with a few named levels, each with a sentence that says for whom it is. */
export const LevelSetting = <L extends string>({
  label,
  hint,
  error,
  levels,
  value,
  onChange,
}: {
  readonly label: string
  readonly hint: string
  readonly error: CodedError | undefined
  readonly levels: readonly { readonly level: L; readonly name: string; readonly hint: string }[]
  readonly value: L
  readonly onChange: (level: L) => void
}) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <fieldset className={styles.setting} aria-describedby={`${id}-hint ${id}-error`}>
      <legend className={styles.label}>{label}</legend>
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
      <div className={styles.levels}>
        {levels.map(({ level, name, hint: about }) => (
          <div key={level} className={styles.level} data-chosen={level === value}>
            <input
              id={`${id}-${level}`}
              className={styles.input}
              type="radio"
              name={id}
              checked={level === value}
              aria-describedby={`${id}-${level}-hint`}
              onChange={() => onChange(level)}
            />
            <label className={styles.choice} htmlFor={`${id}-${level}`}>
              <span className={styles.name}>{name}</span>
              <span id={`${id}-${level}-hint`} className={styles.hint} aria-hidden="true">
                {about}
              </span>
            </label>
          </div>
        ))}
      </div>
      <p id={`${id}-error`} className={styles.error} role="alert">
        {errorSentences(t, error)}
      </p>
    </fieldset>
  )
}
