import { useTranslation } from 'react-i18next'
import { Slider } from '../../ui/slider.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from '../rows/setting-row.tsx'

export const VolumeSetting = ({ value, error, onChange }: SettingProps<'volume'>) => {
  const { t } = useTranslation()
  const percent = new Intl.NumberFormat(useRegionalLocale(), { style: 'percent' })
  return (
    <SettingRow label={t('settings.volume.label')} hint={t('settings.volume.hint')} error={error}>
      {({ control, describedBy }) => (
        <Slider
          id={control}
          describedBy={describedBy}
          value={value}
          range={{ min: 0, max: 1, step: 0.05 }}
          format={(volume) => percent.format(volume)}
          onChange={onChange}
        />
      )}
    </SettingRow>
  )
}
