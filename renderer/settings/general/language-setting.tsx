import { useTranslation } from 'react-i18next'
import type { SettingProps } from '../setting-props.ts'
import { SelectRow } from '../rows/select-row.tsx'

const CHOICES = ['system', 'en', 'zh'] as const

export const LanguageSetting = ({ value, error, onChange }: SettingProps<'locale'>) => {
  const { t } = useTranslation()
  return (
    <SelectRow
      label={t('settings.language.label')}
      hint={t('settings.language.hint')}
      error={error}
      value={value}
      choices={CHOICES.map((choice) => ({
        value: choice,
        name: t(`settings.language.${choice}`),
      }))}
      onPick={(picked) => onChange(CHOICES.find((choice) => choice === picked) ?? 'system')}
    />
  )
}
