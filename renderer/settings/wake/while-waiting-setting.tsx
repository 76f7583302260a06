import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import { SettingRow } from '../rows/setting-row.tsx'
import type { SettingProps } from '../setting-props.ts'

export const WhileWaitingSetting = ({
  value,
  error,
  onChange,
}: SettingProps<'overlayWhileWaiting'>) => {
  const { t } = useTranslation()
  return (
    <SettingRow label={t('wake.overlay.label')} hint={t('wake.overlay.hint')} error={error}>
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
