import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import styles from './setting-row.module.css'

interface RowIds {
  /** Id for the control, which the label names. */
  readonly control: string
  /** Ids of hint and error, for `aria-describedby`. */
  readonly describedBy: string
}

/** One setting: its name, what it does, its control, and why its last value was refused. */
export const SettingRow = ({
  label,
  hint,
  error,
  wide = false,
  children,
}: {
  readonly label: string
  /** Its control takes the whole width, under the words. */
  readonly wide?: boolean
  readonly hint?: string
  readonly error?: CodedError | undefined
  readonly children: (ids: RowIds) => ReactNode
}) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={styles.row} data-wide={wide}>
      <div>
        <label className={styles.label} htmlFor={`${id}-control`}>
          {label}
        </label>
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      </div>
      <div className={styles.control}>
        {children({ control: `${id}-control`, describedBy: `${id}-hint ${id}-error` })}
      </div>
      <p id={`${id}-error`} className={styles.error} role="alert">
        {errorSentences(t, error)}
      </p>
    </div>
  )
}

/** Settings that belong together, under a heading. */
export const SettingGroup = ({
  title,
  children,
}: {
  readonly title: string
  readonly children: ReactNode
}) => (
  <section className={styles.group}>
    <h3 className={styles.groupTitle}>{title}</h3>
    <div className={styles.rows}>{children}</div>
  </section>
)
