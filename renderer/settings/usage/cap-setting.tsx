import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import field from '../../ui/field.module.css'
import { isEnter } from '../../ui/is-enter.ts'
import { SettingRow } from '../rows/setting-row.tsx'
import rowStyles from '../rows/setting-row.module.css'
import type { SettingProps } from '../setting-props.ts'
import { limitOf } from './usage-rows.ts'
import styles from './usage-pane.module.css'

/** What all providers together may cost in a month; an empty field is no limit. */
export const CapSetting = ({ value, error, onChange }: SettingProps<'monthlyCapDollars'>) => {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? value?.toString() ?? ''
  const limit = limitOf(shown)
  const commit = () => {
    if (limit === undefined) return
    if (limit !== value) onChange(limit)
    setDraft(null)
  }
  return (
    <SettingRow label={t('usage.cap.label')} hint={t('usage.cap.hint')} error={error}>
      {({ control, describedBy }) => (
        <div>
          <input
            id={control}
            className={`${field.field} ${styles.cap}`}
            type="text"
            inputMode="decimal"
            maxLength={12}
            autoComplete="off"
            aria-describedby={`${describedBy} ${control}-invalid`}
            aria-invalid={limit === undefined}
            value={shown}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onBlur={commit}
            onKeyDown={(event) => {
              if (isEnter(event)) commit()
            }}
          />
          <p id={`${control}-invalid`} className={rowStyles.error} role="alert">
            {limit === undefined && t('usage.cap.invalid')}
          </p>
        </div>
      )}
    </SettingRow>
  )
}
