import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelSnapshot } from '../../../../electron/contracts/models.ts'
import { MAXIMUM_NAME_CHARACTERS, personNameSchema } from '../../../../electron/contracts/voices.ts'
import { formatBytes } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useRegionalLocale } from '../../../ui/use-regional-locale.ts'
import styles from './voices.module.css'

/** A name, and the button that begins. */
export const BeginEnrolment = ({
  model,
  isFull,
  onBegin,
}: {
  /** What has to be fetched first; undefined where nothing has. */
  readonly model: ModelSnapshot | undefined
  readonly isFull: boolean
  readonly onBegin: (name: string) => void
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const [name, setName] = useState('')
  const parsed = personNameSchema.safeParse(name)
  if (isFull) return <p className={styles.about}>{t('voices.full')}</p>
  return (
    <div className={styles.begin}>
      <TextField
        label={t('voices.name')}
        value={name}
        maxLength={MAXIMUM_NAME_CHARACTERS}
        hint={
          model === undefined
            ? t('voices.nameHint')
            : t('voices.nameHintFetch', { size: formatBytes(locale, model.totalBytes) })
        }
        onChange={setName}
      />
      <Button
        icon="microphone"
        disabled={!parsed.success}
        onPress={() => {
          if (parsed.success) onBegin(parsed.data)
        }}
      >
        {t('voices.enrol')}
      </Button>
    </div>
  )
}
