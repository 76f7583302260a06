import { useState } from 'react'
import type { CodedError } from '../../../../electron/contracts/errors.ts'
import field from '../../../ui/field.module.css'
import { isEnter } from '../../../ui/is-enter.ts'
import { SettingRow } from '../../rows/setting-row.tsx'
import styles from './kept-speech.module.css'

/** A setting that is a whole number. What is out of its range is not taken, and shown as such. */
export const NumberRow = ({
  label,
  hint,
  unit,
  error,
  value,
  min,
  max,
  onChange,
}: {
  readonly label: string
  readonly hint: string
  readonly unit: string
  readonly error: CodedError | undefined
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}) => {
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? String(value)
  const number = /^\d{1,7}$/.test(shown.trim()) ? Number(shown) : Number.NaN
  const isValid = number >= min && number <= max
  const commit = () => {
    if (isValid && number !== value) onChange(number)
    setDraft(null)
  }
  return (
    <SettingRow label={label} hint={hint} error={error}>
      {({ control, describedBy }) => (
        <div className={styles.number}>
          <input
            id={control}
            className={field.field}
            type="text"
            inputMode="numeric"
            maxLength={7}
            autoComplete="off"
            aria-describedby={`${describedBy} ${control}-unit`}
            aria-invalid={!isValid}
            value={shown}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onBlur={commit}
            onKeyDown={(event) => {
              if (isEnter(event)) commit()
            }}
          />
          <span id={`${control}-unit`}>{unit}</span>
        </div>
      )}
    </SettingRow>
  )
}
