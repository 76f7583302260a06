import { useTranslation } from 'react-i18next'
import type { SettingProps } from '../setting-props.ts'
import { SwitchRow } from '../rows/switch-row.tsx'

export const NotificationsSetting = ({ value, error, onChange }: SettingProps<'notifications'>) => {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t('system.notifications.label')}
      hint={t('system.notifications.hint')}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
