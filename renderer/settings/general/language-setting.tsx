import { useTranslation } from 'react-i18next'
import field from '../../ui/field.module.css'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from './setting-row.tsx'

const CHOICES = ['system', 'en', 'zh'] as const

export const LanguageSetting = ({ value, error, onChange }: SettingProps<'locale'>) => {
  const { t } = useTranslation()
  return (
    <SettingRow
      label={t('settings.language.label')}
      hint={t('settings.language.hint')}
      error={error}
    >
      {({ control, describedBy }) => (
        <select
          id={control}
          className={field.field}
          aria-describedby={describedBy}
          value={value}
          onChange={(event) =>
            onChange(CHOICES.find((choice) => choice === event.currentTarget.value) ?? 'system')
          }
        >
          {CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {t(`settings.language.${choice}`)}
            </option>
          ))}
        </select>
      )}
    </SettingRow>
  )
}
