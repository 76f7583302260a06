import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from '../rows/setting-row.tsx'

export const NotificationsSetting = ({ value, error, onChange }: SettingProps<'notifications'>) => {
  const { t } = useTranslation()
  return (
    <SettingRow
      label={t('system.notifications.label')}
      hint={t('system.notifications.hint')}
      error={error}
    >
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
