import { useTranslation } from 'react-i18next'
import type { SettingProps } from '../setting-props.ts'
import { SwitchRow } from '../rows/switch-row.tsx'

export const WarmMicrophoneSetting = ({
  value,
  error,
  onChange,
}: SettingProps<'keepMicrophoneWarm'>) => {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t('settings.keepMicrophoneWarm.label')}
      hint={t('settings.keepMicrophoneWarm.hint')}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
