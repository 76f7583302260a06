import { useTranslation } from 'react-i18next'
import { SelectRow } from '../rows/select-row.tsx'
import type { SettingProps } from '../setting-props.ts'

const CHOICES_DAYS = [1, 7, 30, 90, 365]

export const RetentionSetting = ({
  value,
  error,
  onChange,
}: SettingProps<'keepTranscriptDays'>) => {
  const { t } = useTranslation()
  const choices = [...new Set([...CHOICES_DAYS, ...(value === null ? [] : [value])])].sort(
    (a, b) => a - b,
  )
  return (
    <SelectRow
      label={t('trust.retention.label')}
      hint={t('trust.retention.hint')}
      error={error}
      value={value === null ? '' : String(value)}
      choices={[
        { value: '', name: t('trust.retention.always') },
        ...choices.map((count) => ({
          value: String(count),
          name: t('trust.retention.days', { count }),
        })),
      ]}
      onPick={(picked) => onChange(picked === '' ? null : Number(picked))}
    />
  )
}
