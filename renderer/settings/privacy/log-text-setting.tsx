import { useTranslation } from 'react-i18next'
import type { SettingProps } from '../setting-props.ts'
import { SwitchRow } from '../rows/switch-row.tsx'

export const LogTextSetting = ({ value, error, onChange }: SettingProps<'logText'>) => {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t('settings.logText.label')}
      hint={t('settings.logText.hint')}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
