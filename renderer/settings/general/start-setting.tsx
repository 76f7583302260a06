import { useTranslation } from 'react-i18next'
import type { SettingProps } from '../setting-props.ts'
import { SwitchRow } from '../rows/switch-row.tsx'

/** Whether the system starts Warbler, or whether Warbler then shows a window. */
export const StartSetting = ({
  setting,
  value,
  error,
  onChange,
}: { readonly setting: 'startAtLogin' | 'startHidden' } & SettingProps<
  'startAtLogin' | 'startHidden'
>) => {
  const { t } = useTranslation()
  return (
    <SwitchRow
      label={t(`system.${setting}.label`)}
      hint={t(`system.${setting}.hint`)}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
