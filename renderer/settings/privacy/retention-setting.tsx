import { useTranslation } from 'react-i18next'
import { OptionalNumberRow } from '../rows/number-choice-row.tsx'
import type { SettingProps } from '../setting-props.ts'

const CHOICES_DAYS = [1, 7, 30, 90, 365]

export const RetentionSetting = ({
  value,
  error,
  onChange,
}: SettingProps<'keepTranscriptDays'>) => {
  const { t } = useTranslation()
  return (
    <OptionalNumberRow
      label={t('trust.retention.label')}
      hint={t('trust.retention.hint')}
      error={error}
      value={value}
      usual={CHOICES_DAYS}
      none={t('trust.retention.always')}
      nameOf={(count) => t('trust.retention.days', { count })}
      onPick={onChange}
    />
  )
}
