import { useTranslation } from 'react-i18next'
import type { Interruptions } from '../../../electron/contracts/turn-feedback.ts'
import type { SettingProps } from '../setting-props.ts'
import { LevelSetting } from '../rows/level-setting.tsx'

const LEVELS = ['easy', 'balanced', 'firm'] as const satisfies readonly Interruptions[]

export const InterruptionsSetting = (props: SettingProps<'interruptions'>) => {
  const { t } = useTranslation()
  return (
    <LevelSetting
      {...props}
      label={t('settings.interruptions.label')}
      hint={t('settings.interruptions.hint')}
      levels={LEVELS.map((level) => ({
        level,
        name: t(`settings.interruptions.${level}`),
        hint: t(`settings.interruptions.${level}Hint`),
      }))}
    />
  )
}
