import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import rows from '../rows/setting-row.module.css'
import { SettingRow } from '../rows/setting-row.tsx'
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
    <SettingRow label={t('voiceOut.duck.label')} hint={t('voiceOut.duck.hint')} error={error}>
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
