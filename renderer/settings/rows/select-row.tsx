import type { CodedError } from '../../../electron/contracts/errors.ts'
import field from '../../ui/field.module.css'
import { SettingRow } from './setting-row.tsx'

interface SelectChoice {
  readonly value: string
  readonly name: string
}

/** A setting that is one of a few values. */
export const SelectRow = ({
  label,
  hint,
  error,
  value,
  choices,
  onPick,
}: {
  readonly label: string
  readonly hint: string
  readonly error: CodedError | undefined
  readonly value: string
  readonly choices: readonly SelectChoice[]
  readonly onPick: (value: string) => void
}) => (
  <SettingRow label={label} hint={hint} error={error}>
    {({ control, describedBy }) => (
      <select
        id={control}
        className={field.field}
        aria-describedby={describedBy}
        value={value}
        onChange={(event) => onPick(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
    )}
  </SettingRow>
)
