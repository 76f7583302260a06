import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from '../rows/setting-row.tsx'

export const OverFullScreenSetting = ({
  value,
  error,
  onChange,
}: SettingProps<'overlayOverFullScreen'>) => {
  const { t } = useTranslation()
  return (
    <SettingRow
      label={t('system.overFullScreen.label')}
      hint={t('system.overFullScreen.hint')}
      error={error}
    >
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
