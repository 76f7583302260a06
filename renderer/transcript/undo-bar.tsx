import { useEffect } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useStore } from '../bridge/value-store.ts'
import { Button } from '../ui/button.tsx'
import type { FilesNote } from './files/files-store.ts'
import type { TranscriptWindow } from './transcript-window.ts'
import { isWindowKey } from '../../electron/core/hotkeys/window-keys.ts'
import { pagePlatform } from '../ui/page-platform.ts'
import styles from './undo-bar.module.css'

const noteText = (t: TFunction, note: FilesNote): string => {
  switch (note.kind) {
    case 'copied':
      return t('app.copied')
    case 'imported':
      return t('transcript.import.done', { count: note.turns })
    case 'exported':
      return t('transcript.export.done', { count: note.turns, file: note.file })
  }
}

/** Says what was done. What was deleted it gives back for as long as that can be done; Ctrl+Z does it, too. */
export const UndoBar = ({ window: shown }: { readonly window: TranscriptWindow }) => {
  const { t } = useTranslation()
  const { removed } = useStore(shown.conversations)
  const note = useStore(shown.files.note)
  const { undo } = shown
  useEffect(() => {
    if (removed.length === 0) return
    const onKey = (event: KeyboardEvent) => {
      if (!isWindowKey('undoDelete', event, pagePlatform())) return
      // What is typed has an undo of its own.
      const { target } = event
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return
      event.preventDefault()
      undo()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [removed, undo])
  const [first] = removed
  const done = note === null ? null : noteText(t, note)
  return (
    <div className={styles.place} role="status">
      {first === undefined && done !== null && (
        <div className={styles.bar}>
          <p className={styles.words} dir="auto">
            {done}
          </p>
        </div>
      )}
      {first !== undefined && (
        <div className={styles.bar}>
          <p className={styles.words} dir="auto">
            {removed.length === 1
              ? t('transcript.conversations.removed', {
                  title: first.title ?? t('transcript.conversations.untitled'),
                })
              : t('transcript.conversations.removedSome', { count: removed.length })}
          </p>
          <Button size="small" icon="undo" onPress={undo}>
            {t('transcript.conversations.undo')}
          </Button>
        </div>
      )}
    </div>
  )
}
