import { useTranslation } from 'react-i18next'
import { answerLengthSchema } from '../../../electron/contracts/settings.ts'
import { SelectRow } from '../rows/select-row.tsx'
import type { SettingProps } from '../setting-props.ts'

export const AnswerLengthSetting = ({ value, error, onChange }: SettingProps<'answerLength'>) => {
  const { t } = useTranslation()
  return (
    <SelectRow
      label={t('settings.answerLength.label')}
      hint={t('settings.answerLength.hint')}
      error={error}
      value={value}
      choices={answerLengthSchema.options.map((length) => ({
        value: length,
        name: t(`settings.answerLength.${length}`),
      }))}
      onPick={(length) => onChange(answerLengthSchema.parse(length))}
    />
  )
}
