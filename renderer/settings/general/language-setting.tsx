import { useTranslation } from 'react-i18next'
import { LOCALES, localeName } from '../../../electron/contracts/locales.ts'
import { SelectRow } from '../rows/select-row.tsx'
import type { SettingProps } from '../setting-props.ts'

/** The language of the windows: each is called as its speakers call it. */
export const LanguageSetting = ({ value, error, onChange }: SettingProps<'locale'>) => {
  const { t } = useTranslation()
  const tags = Object.keys(LOCALES)
  return (
    <SelectRow
      label={t('settings.language.label')}
      hint={t('settings.language.hint')}
      error={error}
      value={tags.includes(value) ? value : 'system'}
      choices={[
        { value: 'system', name: t('settings.language.system') },
        ...tags.map((tag) => ({ value: tag, name: localeName(tag) })),
      ]}
      onPick={onChange}
    />
  )
}
