import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import { SettingRow } from '../rows/setting-row.tsx'
import type { SettingProps } from '../setting-props.ts'

export const AcknowledgeSetting = ({ value, error, onChange }: SettingProps<'acknowledge'>) => {
  const { t } = useTranslation()
  return (
    <SettingRow
      label={t('settings.acknowledge.label')}
      hint={t('settings.acknowledge.hint')}
      error={error}
    >
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
