import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EXPORT_FORMATS, type ExportFormat } from '../../../electron/contracts/transcript-export.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import { Button } from '../../ui/button.tsx'
import type { FilesStore, FilesView } from './files-store.ts'
import { Sheet } from './sheet.tsx'
import styles from './export-sheet.module.css'

/** Asks for the form of an export. Where it goes is asked by the system. */
export const ExportSheet = ({
  view: { chosen, isBusy, error },
  files,
}: {
  readonly view: Extract<FilesView, { readonly shows: 'export' }>
  readonly files: FilesStore
}) => {
  const { t } = useTranslation()
  const [format, setFormat] = useState<ExportFormat>('markdown')
  const only = chosen?.length === 1 ? chosen[0] : undefined
  const title =
    chosen === null
      ? t('transcript.export.titleAll')
      : only === undefined
        ? t('transcript.export.titleSome', { count: chosen.length })
        : t('transcript.export.titleOf', {
            title: only.title ?? t('transcript.conversations.untitled'),
          })
  return (
    <Sheet title={title} onClose={files.close}>
      <div role="radiogroup" aria-label={t('transcript.export.format')} className={styles.formats}>
        {EXPORT_FORMATS.map((one) => (
          <label key={one} className={styles.format} data-chosen={one === format}>
            <input
              type="radio"
              name="format"
              value={one}
              checked={one === format}
              onChange={() => setFormat(one)}
            />
            <span className={styles.name}>{t(`transcript.export.formats.${one}.name`)}</span>
            <span className={styles.hint}>{t(`transcript.export.formats.${one}.hint`)}</span>
          </label>
        ))}
      </div>
      {error !== null && (
        <p className={styles.error} role="alert">
          {errorSentences(t, error)}
        </p>
      )}
      <p className={styles.actions}>
        <Button tone="quiet" onPress={files.close}>
          {t('transcript.export.cancel')}
        </Button>
        <Button tone="primary" icon="share" disabled={isBusy} onPress={() => files.save(format)}>
          {t('transcript.export.save')}
        </Button>
      </p>
    </Sheet>
  )
}
