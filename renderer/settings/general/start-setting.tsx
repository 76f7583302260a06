import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from '../rows/setting-row.tsx'

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
    <SettingRow
      label={t(`system.${setting}.label`)}
      hint={t(`system.${setting}.hint`)}
      error={error}
    >
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
