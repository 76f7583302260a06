import { useTranslation } from 'react-i18next'
import { SwitchRow } from '../rows/switch-row.tsx'
import type { SettingProps } from '../setting-props.ts'

export const GpuSetting = ({ value, error, onChange }: SettingProps<'useGpu'>) => {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t('settings.useGpu.label')}
      hint={t('settings.useGpu.hint')}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
