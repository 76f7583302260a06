import { useTranslation } from 'react-i18next'
import { SelectRow } from '../rows/select-row.tsx'
import type { SettingProps } from '../setting-props.ts'

/**
 * What a person may want of every window whatever the system says: some systems have no such switch, and
 * some people want it of one program only.
 */

type Wish = 'contrast' | 'motion' | 'transparency'

const wishSetting = <K extends Wish>(name: K, wished: SettingProps<K>['value']) => {
  const Setting = ({ value, error, onChange }: SettingProps<K>) => {
    const { t } = useTranslation()
    const choices = [
      { value: 'system', name: t('settings.wish.system') },
      { value: 'on', name: t(`settings.${name}.on`) },
    ]
    return (
      <SelectRow
        label={t(`settings.${name}.label`)}
        hint={t(`settings.${name}.hint`)}
        error={error}
        value={value === 'system' ? 'system' : 'on'}
        choices={choices}
        onPick={(picked) => onChange(picked === 'on' ? wished : 'system')}
      />
    )
  }
  return Setting
}

export const ContrastSetting = wishSetting('contrast', 'more')
export const MotionSetting = wishSetting('motion', 'less')
export const TransparencySetting = wishSetting('transparency', 'less')
