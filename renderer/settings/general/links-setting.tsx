import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from '../rows/setting-row.tsx'

export const LinksSetting = ({ value, error, onChange }: SettingProps<'links'>) => {
  const { t } = useTranslation()
  return (
    <SettingRow label={t('settings.links.label')} hint={t('settings.links.hint')} error={error}>
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
