import { useTranslation } from 'react-i18next'
import { formatTimeLeft } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { NumberChoiceRow } from '../rows/number-choice-row.tsx'
import type { SettingProps } from '../setting-props.ts'

const CHOICES_SECONDS = [3, 5, 8, 15, 30, 60, 120]

export const OverlayHideSetting = ({
  value,
  error,
  onChange,
}: SettingProps<'overlayHideAfterSeconds'>) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  return (
    <NumberChoiceRow
      label={t('settings.overlayHide.label')}
      hint={t('settings.overlayHide.hint')}
      error={error}
      value={value}
      usual={CHOICES_SECONDS}
      nameOf={(seconds) => formatTimeLeft(locale, seconds)}
      onPick={onChange}
    />
  )
}
