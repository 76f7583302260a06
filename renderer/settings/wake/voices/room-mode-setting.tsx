import { useTranslation } from 'react-i18next'
import { useRegionalLocale } from '../../../ui/use-regional-locale.ts'
import { SelectRow } from '../../rows/select-row.tsx'
import type { SettingProps } from '../../setting-props.ts'

const HOUR_MS = 60 * 60_000
const HOURS = [1, 3, 8] as const
const OFF = 'off'
const ON = 'on'

/** Guests are here: everybody is let in for some hours, and then not any more, by itself. */
export const RoomModeSetting = ({
  untilMs,
  error,
  onChange,
}: Omit<SettingProps<'guestsUntilMs'>, 'value'> & {
  /** null: nobody is here. */
  readonly untilMs: number | null
}) => {
  const { t } = useTranslation()
  const time = new Intl.DateTimeFormat(useRegionalLocale(), { timeStyle: 'short' })
  return (
    <SelectRow
      label={t('voices.guests.label')}
      hint={t('voices.guests.hint')}
      error={error}
      value={untilMs === null ? OFF : ON}
      choices={[
        { value: OFF, name: t('voices.guests.off') },
        ...(untilMs === null
          ? []
          : [{ value: ON, name: t('voices.guests.until', { time: time.format(untilMs) }) }]),
        ...HOURS.map((hours) => ({
          value: String(hours),
          name: t('voices.guests.for', { count: hours }),
        })),
      ]}
      onPick={(picked) => {
        if (picked === ON) return
        onChange(picked === OFF ? null : Date.now() + Number(picked) * HOUR_MS)
      }}
    />
  )
}
