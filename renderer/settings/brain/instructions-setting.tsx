import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { LONGEST_INSTRUCTIONS } from '../../../electron/contracts/settings.ts'
import { Button } from '../../ui/button.tsx'
import field from '../../ui/field.module.css'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { SettingRow } from '../rows/setting-row.tsx'
import type { SettingProps } from '../setting-props.ts'
import styles from './instructions-setting.module.css'

/** What Warbler is to heed in every answer, in the person's own words. */
export const InstructionsSetting = ({ value, error, onChange }: SettingProps<'instructions'>) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? value
  const isChanged = shown.trim() !== value
  const apply = (event?: SyntheticEvent) => {
    event?.preventDefault()
    if (isChanged) onChange(shown.trim())
    setDraft(null)
  }
  const left = (LONGEST_INSTRUCTIONS - shown.length).toLocaleString(locale)
  return (
    <SettingRow
      label={t('settings.instructions.label')}
      hint={t('settings.instructions.hint')}
      error={error}
      wide
    >
      {({ control, describedBy }) => (
        <form className={styles.form} onSubmit={apply}>
          <textarea
            id={control}
            className={`${field.field} ${styles.text}`}
            rows={4}
            maxLength={LONGEST_INSTRUCTIONS}
            placeholder={t('settings.instructions.example')}
            aria-describedby={describedBy}
            value={shown}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onBlur={() => apply()}
          />
          <div className={styles.foot}>
            <span className={styles.left}>{t('settings.instructions.left', { left })}</span>
            <Button onPress={apply} disabled={!isChanged}>
              {t('settings.instructions.save')}
            </Button>
          </div>
        </form>
      )}
    </SettingRow>
  )
}
