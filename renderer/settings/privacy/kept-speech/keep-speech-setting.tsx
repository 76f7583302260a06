import { useTranslation } from 'react-i18next'
import { keepSpeechSchema } from '../../../../electron/contracts/speech-journal.ts'
import { SelectRow } from '../../rows/select-row.tsx'
import type { SettingProps } from '../../setting-props.ts'

/** Whose speech is kept. */
export const KeepSpeechSetting = ({ value, error, onChange }: SettingProps<'keepSpeech'>) => {
  const { t } = useTranslation()
  return (
    <SelectRow
      label={t('speechJournal.keep.label')}
      hint={t('speechJournal.keep.hint')}
      error={error}
      value={value}
      choices={keepSpeechSchema.options.map((one) => ({
        value: one,
        name: t(`speechJournal.keep.${one}`),
      }))}
      onPick={(picked) => {
        const parsed = keepSpeechSchema.safeParse(picked)
        if (parsed.success) onChange(parsed.data)
      }}
    />
  )
}
