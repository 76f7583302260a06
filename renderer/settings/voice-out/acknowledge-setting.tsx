import { useTranslation } from 'react-i18next'
import { SwitchRow } from '../rows/switch-row.tsx'
import type { SettingProps } from '../setting-props.ts'

export const AcknowledgeSetting = ({ value, error, onChange }: SettingProps<'acknowledge'>) => {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t('settings.acknowledge.label')}
      hint={t('settings.acknowledge.hint')}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
