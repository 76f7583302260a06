import { useTranslation } from 'react-i18next'
import { formatTimeLeft } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { OptionalNumberRow } from '../rows/number-choice-row.tsx'
import type { SettingProps } from '../setting-props.ts'

const CHOICES_MINUTES = [5, 15, 60]

export const UnloadSetting = ({ value, error, onChange }: SettingProps<'unloadAfterMinutes'>) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  return (
    <OptionalNumberRow
      label={t('settings.unloadAfter.label')}
      hint={t('settings.unloadAfter.hint')}
      error={error}
      value={value}
      usual={CHOICES_MINUTES}
      none={t('settings.unloadAfter.never')}
      nameOf={(minutes) => formatTimeLeft(locale, minutes * 60)}
      onPick={onChange}
    />
  )
}
