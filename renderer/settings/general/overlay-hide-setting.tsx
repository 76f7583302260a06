import { useTranslation } from 'react-i18next'
import { formatTimeLeft } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import type { SettingProps } from '../setting-props.ts'
import { SelectRow } from '../rows/select-row.tsx'

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
    <SelectRow
      label={t('settings.overlayHide.label')}
      hint={t('settings.overlayHide.hint')}
      error={error}
      value={String(value)}
      choices={choices.map((seconds) => ({
        value: String(seconds),
        name: formatTimeLeft(locale, seconds),
      }))}
      onPick={(picked) => onChange(Number(picked))}
    />
  )
}
