import { useTranslation } from 'react-i18next'
import { errorSentences } from '../../i18n/error-sentences.ts'
import { Button } from '../../ui/button.tsx'
import type { FilesStore, FilesView } from './files-store.ts'
import { Sheet } from './sheet.tsx'
import styles from './import-sheet.module.css'

/** Says what a file would add before anything is added. */
export const ImportSheet = ({
  view: { preview, isBusy, error },
  files,
}: {
  readonly view: Extract<FilesView, { readonly shows: 'import' }>
  readonly files: FilesStore
}) => {
  const { t } = useTranslation()
  const { file, conversations, newTurns, knownTurns } = preview
  return (
    <Sheet title={t('transcript.import.title')} onClose={files.close}>
      <div className={styles.words}>
        <p>
          {newTurns === 0
            ? t('transcript.import.nothing')
            : t('transcript.import.what', {
                file,
                conversations: t('transcript.import.conversations', { count: conversations }),
                turns: t('transcript.import.turns', { count: newTurns }),
              })}
        </p>
        {newTurns > 0 && knownTurns > 0 && (
          <p>{t('transcript.import.known', { count: knownTurns })}</p>
        )}
        {error !== null && (
          <p className={styles.error} role="alert">
            {errorSentences(t, error)}
          </p>
        )}
      </div>
      <p className={styles.actions}>
        <Button tone="quiet" onPress={files.close}>
          {t('transcript.import.close')}
        </Button>
        {newTurns > 0 && (
          <Button tone="primary" icon="plus" disabled={isBusy} onPress={files.takeImport}>
            {t('transcript.import.add')}
          </Button>
        )}
      </p>
    </Sheet>
  )
}
