import { useTranslation } from 'react-i18next'
import { SwitchRow } from '../rows/switch-row.tsx'
import type { SettingProps } from '../setting-props.ts'

export const WhileWaitingSetting = ({
  value,
  error,
  onChange,
}: SettingProps<'overlayWhileWaiting'>) => {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t('wake.overlay.label')}
      hint={t('wake.overlay.hint')}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
