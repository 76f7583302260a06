import { useTranslation } from 'react-i18next'
import type { Patience } from '../../../electron/contracts/turn-feedback.ts'
import type { SettingProps } from '../setting-props.ts'
import { LevelSetting } from '../rows/level-setting.tsx'

const LEVELS = ['quick', 'balanced', 'patient'] as const satisfies readonly Patience[]

export const PatienceSetting = (props: SettingProps<'patience'>) => {
  const { t } = useTranslation()
  return (
    <LevelSetting
      {...props}
      label={t('settings.patience.label')}
      hint={t('settings.patience.hint')}
      levels={LEVELS.map((level) => ({
        level,
        name: t(`settings.patience.${level}`),
        hint: t(`settings.patience.${level}Hint`),
      }))}
    />
  )
}
