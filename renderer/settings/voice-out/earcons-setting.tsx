import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from '../rows/setting-row.tsx'

export const EarconsSetting = ({ value, error, onChange }: SettingProps<'earcons'>) => {
  const { t } = useTranslation()
  return (
    <SettingRow label={t('settings.earcons.label')} hint={t('settings.earcons.hint')} error={error}>
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
