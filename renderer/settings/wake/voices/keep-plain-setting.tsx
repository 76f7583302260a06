import { useTranslation } from 'react-i18next'
import { Switch } from '../../../ui/switch.tsx'
import { SettingRow } from '../../rows/setting-row.tsx'

/** This system has no place for secrets: whether voices are kept all the same. */
export const KeepPlainSetting = ({
  on,
  onChange,
}: {
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}) => {
  const { t } = useTranslation()
  return (
    <SettingRow label={t('voices.plain.label')} hint={t('voices.plain.hint')}>
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={on} onChange={onChange} />
      )}
    </SettingRow>
  )
}
