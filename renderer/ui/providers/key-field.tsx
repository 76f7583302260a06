import { useTranslation } from 'react-i18next'
import type { KeyState, ProviderPreset } from '../../../electron/contracts/providers.ts'
import { TextField } from '../text-field.tsx'
import styles from './key-field.module.css'

/** The key as it is typed; what is there already is told and never shown. */
export interface TypedKey {
  readonly text: string
  readonly keep: boolean
}

export const KeyField = ({
  value,
  onChange,
  state,
  canStore,
  otherServer,
  keyPage,
  needed = false,
}: {
  readonly value: TypedKey
  readonly onChange: (key: TypedKey) => void
  readonly state: KeyState
  /** The system has a place for secrets. */
  readonly canStore: boolean
  /** The address was changed to another server than the key belongs to. */
  readonly otherServer: boolean
  readonly keyPage: ProviderPreset['keyPage']
  /** The provider answers nobody without one. */
  readonly needed?: boolean
}) => {
  const { t } = useTranslation()
  const lost = otherServer && state !== 'none'
  const hint = lost ? 'none' : state
  return (
    <>
      <TextField
        label={t('providers.key')}
        type="password"
        maxLength={4000}
        value={value.text}
        hint={t(`providers.keyHint.${needed && hint === 'none' ? 'needed' : hint}`)}
        onChange={(text) => onChange({ ...value, text })}
      />
      {lost && (
        <p className={styles.warning} role="status">
          {t('providers.keyAgain')}
        </p>
      )}
      {canStore ? (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={value.keep}
            onChange={(event) => onChange({ ...value, keep: event.currentTarget.checked })}
          />
          {t('providers.keyKeep')}
        </label>
      ) : (
        <p className={styles.note}>{t('providers.keyNoStore')}</p>
      )}
      {keyPage !== null && (
        // Main hands links of this kind to the person's browser.
        <a className={styles.link} href={keyPage} target="_blank" rel="noreferrer">
          {t('providers.keyPage')}
        </a>
      )}
    </>
  )
}
