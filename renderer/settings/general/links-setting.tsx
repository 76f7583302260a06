import { useTranslation } from 'react-i18next'
import type { SettingProps } from '../setting-props.ts'
import { SwitchRow } from '../rows/switch-row.tsx'

export const LinksSetting = ({ value, error, onChange }: SettingProps<'links'>) => {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t('settings.links.label')}
      hint={t('settings.links.hint')}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
