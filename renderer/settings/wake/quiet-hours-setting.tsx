import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import field from '../../ui/field.module.css'
import { Switch } from '../../ui/switch.tsx'
import { SettingRow } from '../rows/setting-row.tsx'
import type { SettingProps } from '../setting-props.ts'
import styles from './quiet-hours-setting.module.css'

/** A night's sleep, until the person says which. */
const NIGHT = { from: '22:00', to: '07:00' }
const ENDS = ['from', 'to'] as const

/** Hours of the day in which it does not wait; they may go past midnight. */
export const QuietHoursSetting = ({ value, error, onChange }: SettingProps<'quietHours'>) => {
  const { t } = useTranslation()
  const id = useId()
  const never = value !== null && value.from === value.to
  return (
    <div>
      <SettingRow
        label={t('wake.rules.quiet')}
        hint={t(never ? 'wake.rules.never' : 'wake.rules.quietHint')}
        error={error}
      >
        {({ control, describedBy }) => (
          <Switch
            id={control}
            describedBy={describedBy}
            on={value !== null}
            onChange={(on) => onChange(on ? NIGHT : null)}
          />
        )}
      </SettingRow>
      {value !== null && (
        <div className={styles.hours}>
          {ENDS.map((end) => (
            <span key={end} className={styles.end}>
              <label className={styles.name} htmlFor={`${id}-${end}`}>
                {t(`wake.rules.${end}`)}
              </label>
              <input
                id={`${id}-${end}`}
                className={field.field}
                type="time"
                value={value[end]}
                // Empty while it is being typed.
                onChange={({ currentTarget: { value: time } }) => {
                  if (time !== '') onChange({ ...value, [end]: time })
                }}
              />
            </span>
          ))}
        </div>
      )}
    </div>
  )
}
