import { useTranslation } from 'react-i18next'
import type { SettingProps } from '../setting-props.ts'
import { SwitchRow } from '../rows/switch-row.tsx'

export const EarconsSetting = ({ value, error, onChange }: SettingProps<'earcons'>) => {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t('settings.earcons.label')}
      hint={t('settings.earcons.hint')}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
