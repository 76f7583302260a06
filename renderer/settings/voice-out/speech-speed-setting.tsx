import { useTranslation } from 'react-i18next'
import { Slider } from '../../ui/slider.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from '../rows/setting-row.tsx'

export const SpeechSpeedSetting = ({ value, error, onChange }: SettingProps<'speechSpeed'>) => {
  const { t } = useTranslation()
  const times = new Intl.NumberFormat(useRegionalLocale(), { minimumFractionDigits: 1 })
  return (
    <SettingRow
      label={t('settings.speechSpeed.label')}
      hint={t('settings.speechSpeed.hint')}
      error={error}
    >
      {({ control, describedBy }) => (
        <Slider
          id={control}
          describedBy={describedBy}
          value={value}
          range={{ min: 0.5, max: 2, step: 0.1 }}
          format={(speed) => `${times.format(speed)}×`}
          onChange={onChange}
        />
      )}
    </SettingRow>
  )
}
