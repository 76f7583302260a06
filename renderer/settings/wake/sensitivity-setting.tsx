import { useTranslation } from 'react-i18next'
import type { WakeSensitivity } from '../../../electron/contracts/wake.ts'
import { LevelSetting } from '../rows/level-setting.tsx'
import type { SettingProps } from '../setting-props.ts'

const LEVELS = ['careful', 'balanced', 'eager'] as const satisfies readonly WakeSensitivity[]

export const SensitivitySetting = (props: SettingProps<'wakeSensitivity'>) => {
  const { t } = useTranslation()
  return (
    <div>
      <LevelSetting
        {...props}
        label={t('wake.sensitivity.label')}
        hint={t('wake.sensitivity.hint')}
        levels={LEVELS.map((level) => ({
          level,
          name: t(`wake.sensitivity.${level}`),
          hint: t(`wake.sensitivity.${level}Hint`),
        }))}
      />
    </div>
  )
}
