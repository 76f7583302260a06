import { useTranslation } from 'react-i18next'
import { answersAloudSchema } from '../../../electron/contracts/settings.ts'
import { SelectRow } from '../rows/select-row.tsx'
import type { SettingProps } from '../setting-props.ts'

/** Whether answers are spoken, or only shown. */
export const AnswersAloudSetting = ({ value, error, onChange }: SettingProps<'answersAloud'>) => {
  const { t } = useTranslation()
  return (
    <SelectRow
      label={t('settings.answersAloud.label')}
      hint={t('settings.answersAloud.hint')}
      error={error}
      value={value}
      choices={answersAloudSchema.options.map((when) => ({
        value: when,
        name: t(`settings.answersAloud.${when}`),
      }))}
      onPick={(when) => onChange(answersAloudSchema.parse(when))}
    />
  )
}
