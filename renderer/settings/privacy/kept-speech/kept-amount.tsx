import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptSpeechSnapshot } from '../../../../electron/contracts/speech-journal.ts'
import { formatBytes } from '../../../i18n/format.ts'
import { sentences } from '../../../i18n/sentences.ts'
import { Button } from '../../../ui/button.tsx'
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
  const [isAsking, setAsking] = useState(false)
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
          {isAsking ? (
            <div className={styles.ask} role="group" aria-labelledby={`${control}-ask`}>
              <p id={`${control}-ask`}>{t('speechJournal.stored.eraseAsk')}</p>
              <Button size="small" autoFocus onPress={() => setAsking(false)}>
                {t('speechJournal.stored.eraseNo')}
              </Button>
              <Button
                size="small"
                icon="trash"
                onPress={() => {
                  setAsking(false)
                  onEraseAll()
                }}
              >
                {t('speechJournal.stored.eraseYes')}
              </Button>
            </div>
          ) : (
            <Button
              id={control}
              describedBy={describedBy}
              size="small"
              icon="trash"
              disabled={turns === 0 && error === null}
              onPress={() => setAsking(true)}
            >
              {t('speechJournal.stored.erase')}
            </Button>
          )}
        </div>
      )}
    </SettingRow>
  )
}
