import { useTranslation } from 'react-i18next'
import { SwitchRow } from '../../rows/switch-row.tsx'

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
    <SwitchRow
      label={t('voices.plain.label')}
      hint={t('voices.plain.hint')}
      value={on}
      onChange={onChange}
    />
  )
}
