import { useTranslation } from 'react-i18next'
import { formatTimeLeft } from '../../i18n/format.ts'
import field from '../../ui/field.module.css'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { SettingRow } from '../general/setting-row.tsx'
import type { SettingProps } from '../setting-props.ts'

const CHOICES_MINUTES = [5, 15, 60]

export const UnloadSetting = ({ value, error, onChange }: SettingProps<'unloadAfterMinutes'>) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const choices = [...new Set([...CHOICES_MINUTES, ...(value === null ? [] : [value])])].sort(
    (a, b) => a - b,
  )
  return (
    <SettingRow
      label={t('settings.unloadAfter.label')}
      hint={t('settings.unloadAfter.hint')}
      error={error}
    >
      {({ control, describedBy }) => (
        <select
          id={control}
          className={field.field}
          aria-describedby={describedBy}
          value={value ?? ''}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            onChange(chosen === '' ? null : Number(chosen))
          }}
        >
          <option value="">{t('settings.unloadAfter.never')}</option>
          {choices.map((minutes) => (
            <option key={minutes} value={minutes}>
              {formatTimeLeft(locale, minutes * 60)}
            </option>
          ))}
        </select>
      )}
    </SettingRow>
  )
}
