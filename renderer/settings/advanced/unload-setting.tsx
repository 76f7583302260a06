import { useTranslation } from 'react-i18next'
import { formatTimeLeft } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { SelectRow } from '../rows/select-row.tsx'
import type { SettingProps } from '../setting-props.ts'

const CHOICES_MINUTES = [5, 15, 60]

export const UnloadSetting = ({ value, error, onChange }: SettingProps<'unloadAfterMinutes'>) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const choices = [...new Set([...CHOICES_MINUTES, ...(value === null ? [] : [value])])].sort(
    (a, b) => a - b,
  )
  return (
    <SelectRow
      label={t('settings.unloadAfter.label')}
      hint={t('settings.unloadAfter.hint')}
      error={error}
      value={value === null ? '' : String(value)}
      choices={[
        { value: '', name: t('settings.unloadAfter.never') },
        ...choices.map((minutes) => ({
          value: String(minutes),
          name: formatTimeLeft(locale, minutes * 60),
        })),
      ]}
      onPick={(picked) => onChange(picked === '' ? null : Number(picked))}
    />
  )
}
