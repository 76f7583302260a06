import { useTranslation } from 'react-i18next'
import { themeSchema } from '../../../electron/contracts/settings.ts'
import { SelectRow } from '../rows/select-row.tsx'
import type { SettingProps } from '../setting-props.ts'

/** Light, dark, or whichever the system has now. */
export const ThemeSetting = ({ value, error, onChange }: SettingProps<'theme'>) => {
  const { t } = useTranslation()
  return (
    <SelectRow
      label={t('settings.theme.label')}
      hint={t('settings.theme.hint')}
      error={error}
      value={value}
      choices={themeSchema.options.map((theme) => ({
        value: theme,
        name: t(`settings.theme.${theme}`),
      }))}
      onPick={(theme) => onChange(themeSchema.parse(theme))}
    />
  )
}
