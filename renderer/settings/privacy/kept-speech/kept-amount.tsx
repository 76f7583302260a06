import { useTranslation } from 'react-i18next'
import type { KeptSpeechSnapshot } from '../../../../electron/contracts/speech-journal.ts'
import { formatBytes } from '../../../i18n/format.ts'
import { sentences } from '../../../i18n/sentences.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { useRegionalLocale } from '../../../ui/use-regional-locale.ts'
import { SettingRow } from '../../rows/setting-row.tsx'
import styles from './kept-speech.module.css'

/** How much is kept, where and how, and the button that deletes all of it. */
export const KeptAmount = ({
  kept,
  onEraseAll,
}: {
  readonly kept: KeptSpeechSnapshot
  readonly onEraseAll: () => void
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const { turns, bytes, folder, error } = kept
  const amount =
    turns === 0
      ? t('speechJournal.stored.none')
      : t('speechJournal.stored.some', { count: turns, size: formatBytes(locale, bytes) })
  return (
    <SettingRow
      wide
      label={t('speechJournal.stored.label')}
      hint={sentences(t, amount, t(`speechJournal.stored.${kept.kept}`))}
      error={error ?? undefined}
    >
      {({ control, describedBy }) => (
        <div className={styles.amount}>
          <p className={styles.folder}>{t('speechJournal.stored.where', { folder })}</p>
          <ConfirmButton
            id={control}
            describedBy={describedBy}
            size="small"
            text={t('speechJournal.stored.erase')}
            question={t('speechJournal.stored.eraseAsk')}
            keep={t('speechJournal.stored.eraseNo')}
            yes={t('speechJournal.stored.eraseYes')}
            disabled={turns === 0 && error === null}
            onConfirm={onEraseAll}
          />
        </div>
      )}
    </SettingRow>
  )
}
