import { useTranslation } from 'react-i18next'
import { SwitchRow } from '../rows/switch-row.tsx'
import type { SettingProps } from '../setting-props.ts'

/** A reason not to wait, and whether this system tells Warbler of it at all. */
export const RuleSetting = ({
  rule,
  knows,
  value,
  error,
  onChange,
}: SettingProps<'wakePausesInCalls' | 'wakePausesWhenLocked'> & {
  readonly rule: 'calls' | 'lock'
  readonly knows: 'told' | 'unknown'
}) => {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t(`wake.rules.${rule}`)}
      hint={knows === 'told' ? t(`wake.rules.${rule}Hint`) : t(`wake.rules.${rule}Unknown`)}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
