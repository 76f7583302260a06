import { useId } from 'react'
import input from './field.module.css'
import { isEnter } from './is-enter.ts'
import styles from './text-field.module.css'

/** A labelled field for a line of text, with what may be typed into it offered where that is known. */
export const TextField = ({
  label,
  value,
  onChange,
  hint,
  error,
  type = 'text',
  suggestions = [],
  maxLength = 200,
  onCommit,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string | undefined
  readonly error?: string | undefined
  /** `password`: never shown, never offered again by the browser. */
  readonly type?: 'text' | 'url' | 'password'
  readonly suggestions?: readonly string[]
  readonly maxLength?: number
  /** The person is done with it: Enter, or the next field. */
  readonly onCommit?: () => void
}) => {
  const id = useId()
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={input.field}
        type={type}
        maxLength={maxLength}
        autoComplete={type === 'password' ? 'new-password' : 'off'}
        spellCheck={false}
        list={suggestions.length > 0 ? `${id}-list` : undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        aria-invalid={error !== undefined}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onCommit}
        onKeyDown={(event) => {
          if (isEnter(event)) onCommit?.()
        }}
      />
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
      <p id={`${id}-error`} className={styles.error} role="alert">
        {error}
      </p>
    </div>
  )
}
