import { useTranslation } from 'react-i18next'
import type { SettingProps } from '../setting-props.ts'
import { SwitchRow } from '../rows/switch-row.tsx'

export const OverFullScreenSetting = ({
  value,
  error,
  onChange,
}: SettingProps<'overlayOverFullScreen'>) => {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t('system.overFullScreen.label')}
      hint={t('system.overFullScreen.hint')}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
