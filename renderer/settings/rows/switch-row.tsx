import type { CodedError } from '../../../electron/contracts/errors.ts'
import { Switch } from '../../ui/switch.tsx'
import { SettingRow } from './setting-row.tsx'

/** A setting that is on or off. */
export const SwitchRow = ({
  label,
  hint,
  error,
  value,
  onChange,
}: {
  readonly label: string
  readonly hint: string
  readonly error?: CodedError | undefined
  readonly value: boolean
  readonly onChange: (on: boolean) => void
}) => (
  <SettingRow label={label} hint={hint} error={error}>
    {({ control, describedBy }) => (
      <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
    )}
  </SettingRow>
)
