import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import { SettingRow } from '../rows/setting-row.tsx'
import type { SettingProps } from '../setting-props.ts'

export const GpuSetting = ({ value, error, onChange }: SettingProps<'useGpu'>) => {
  const { t } = useTranslation()
  return (
    <SettingRow label={t('settings.useGpu.label')} hint={t('settings.useGpu.hint')} error={error}>
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
