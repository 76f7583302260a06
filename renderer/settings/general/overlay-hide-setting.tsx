import { useTranslation } from 'react-i18next'
import { formatTimeLeft } from '../../i18n/format.ts'
import field from '../../ui/field.module.css'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from './setting-row.tsx'

const CHOICES_SECONDS = [3, 5, 8, 15, 30, 60, 120]

export const OverlayHideSetting = ({
  value,
  error,
  onChange,
}: SettingProps<'overlayHideAfterSeconds'>) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const choices = [...new Set([...CHOICES_SECONDS, value])].sort((a, b) => a - b)
  return (
    <SettingRow
      label={t('settings.overlayHide.label')}
      hint={t('settings.overlayHide.hint')}
      error={error}
    >
      {({ control, describedBy }) => (
        <select
          id={control}
          className={field.field}
          aria-describedby={describedBy}
          value={value}
          onChange={(event) => onChange(Number(event.currentTarget.value))}
        >
          {choices.map((seconds) => (
            <option key={seconds} value={seconds}>
              {formatTimeLeft(locale, seconds)}
            </option>
          ))}
        </select>
      )}
    </SettingRow>
  )
}
