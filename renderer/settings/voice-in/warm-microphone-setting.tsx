import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from '../rows/setting-row.tsx'

export const WarmMicrophoneSetting = ({
  value,
  error,
  onChange,
}: SettingProps<'keepMicrophoneWarm'>) => {
  const { t } = useTranslation()
  return (
    <SettingRow
      label={t('settings.keepMicrophoneWarm.label')}
      hint={t('settings.keepMicrophoneWarm.hint')}
      error={error}
    >
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
