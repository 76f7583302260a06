import { useTranslation } from 'react-i18next'
import { LevelSetting } from '../../rows/level-setting.tsx'
import type { SettingProps } from '../../setting-props.ts'

const LEVELS = ['relaxed', 'strict', 'off'] as const

/** Whether others may call, too, and how surely a voice must be known. */
export const OnlyMyVoiceSetting = ({ value, error, onChange }: SettingProps<'onlyMyVoice'>) => {
  const { t } = useTranslation()
  return (
    <LevelSetting
      label={t('voices.only.label')}
      hint={t('voices.only.hint')}
      error={error}
      levels={LEVELS.map((level) => ({
        level,
        name: t(`voices.only.${level}`),
        hint: t(`voices.only.${level}Hint`),
      }))}
      value={value}
      onChange={onChange}
    />
  )
}
