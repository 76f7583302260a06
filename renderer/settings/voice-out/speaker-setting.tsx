import { useTranslation } from 'react-i18next'
import type { ModelSnapshot } from '../../../electron/contracts/models.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { SelectRow } from '../rows/select-row.tsx'
import type { SettingProps } from '../setting-props.ts'

/** Kokoro's names begin with the language's letter and the speaker's sex: `af_heart`. */
const plainName = (id: string): string => {
  const name = id.replace(/^[a-z]{2}_/, '')
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Who speaks, of the voices that one model has. */
export const SpeakerSetting = ({
  model,
  value,
  error,
  onChange,
}: SettingProps<'voices'> & { readonly model: ModelSnapshot }) => {
  const { t } = useTranslation()
  const languages = new Intl.DisplayNames(useRegionalLocale(), { type: 'language' })
  const { [model.id]: chosen, ...others } = value
  return (
    <SelectRow
      label={t('engines.speaker.label')}
      hint={t('engines.speaker.hint', { model: model.name })}
      error={error}
      value={chosen ?? ''}
      choices={[
        { value: '', name: t('engines.speaker.auto') },
        ...model.voices.map(({ id, language }) => ({
          value: id,
          name: t('engines.speaker.voice', {
            voice: plainName(id),
            language: languages.of(language) ?? language,
          }),
        })),
      ]}
      onPick={(picked) => onChange(picked === '' ? others : { ...others, [model.id]: picked })}
    />
  )
}
