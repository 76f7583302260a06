import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { HotkeySnapshot } from '../../../electron/contracts/snapshot.ts'
import { Button } from '../../ui/button.tsx'
import field from '../../ui/field.module.css'
import { HotkeyKeys } from '../../ui/hotkey-keys.tsx'
import type { SettingProps } from '../setting-props.ts'
import { SettingRow } from '../rows/setting-row.tsx'
import styles from './hotkey-setting.module.css'

/** The hotkey as it is in force, and a field for another one; main says whether it can be had. */
export const HotkeySetting = ({
  value,
  error,
  onChange,
  hotkey,
}: SettingProps<'hotkey'> & { readonly hotkey: HotkeySnapshot }) => {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? value
  const refused = error ?? hotkey.error ?? undefined
  const apply = (event?: SyntheticEvent) => {
    event?.preventDefault()
    if (shown.trim() !== '' && shown !== value) onChange(shown.trim())
  }
  return (
    <SettingRow
      label={t('settings.hotkey.label')}
      hint={t(`settings.hotkey.${hotkey.mode}`)}
      error={refused}
    >
      {({ control, describedBy }) => (
        <form className={styles.form} onSubmit={apply}>
          {hotkey.label !== '' && <HotkeyKeys label={hotkey.label} />}
          <span className={styles.edit}>
            <input
              id={control}
              className={field.field}
              type="text"
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              title={t('settings.hotkey.field')}
              aria-describedby={describedBy}
              aria-invalid={refused !== undefined}
              value={shown}
              onChange={(event) => setDraft(event.currentTarget.value)}
            />
            <Button onPress={apply} disabled={shown.trim() === '' || shown === value}>
              {t('settings.hotkey.apply')}
            </Button>
          </span>
        </form>
      )}
    </SettingRow>
  )
}
