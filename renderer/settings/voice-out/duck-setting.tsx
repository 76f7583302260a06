import { useTranslation } from 'react-i18next'
import rows from '../rows/setting-row.module.css'
import { SwitchRow } from '../rows/switch-row.tsx'
import type { SettingProps } from '../setting-props.ts'

/** Whether other programs are lowered; a sentence where no program can do that. */
export const DuckSetting = ({
  value,
  error,
  onChange,
  isPossible,
}: SettingProps<'duckOtherSound'> & { readonly isPossible: boolean }) => {
  const { t } = useTranslation()
  if (!isPossible) return <p className={rows.empty}>{t('voiceOut.duck.not')}</p>
  return (
    <SwitchRow
      label={t('voiceOut.duck.label')}
      hint={t('voiceOut.duck.hint')}
      error={error}
      value={value}
      onChange={onChange}
    />
  )
}
