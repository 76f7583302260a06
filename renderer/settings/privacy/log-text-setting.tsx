import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from '../rows/setting-row.tsx'

export const LogTextSetting = ({ value, error, onChange }: SettingProps<'logText'>) => {
  const { t } = useTranslation()
  return (
    <SettingRow label={t('settings.logText.label')} hint={t('settings.logText.hint')} error={error}>
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
