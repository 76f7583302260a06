import { useTranslation } from 'react-i18next'
import { formatTimeLeft } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { NumberChoiceRow } from '../rows/number-choice-row.tsx'
import type { SettingProps } from '../setting-props.ts'

const CHOICES_SECONDS = [0, 5, 8, 12, 20, 30, 60]

export const FollowUpSetting = ({ value, error, onChange }: SettingProps<'followUpSeconds'>) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  return (
    <NumberChoiceRow
      label={t('wake.followUp.label')}
      hint={t('wake.followUp.hint')}
      error={error}
      value={value}
      usual={CHOICES_SECONDS}
      nameOf={(seconds) =>
        seconds === 0 ? t('wake.followUp.off') : formatTimeLeft(locale, seconds)
      }
      onPick={onChange}
    />
  )
}
