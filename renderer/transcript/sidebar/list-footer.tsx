import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import { Button } from '../../ui/button.tsx'
import { MenuButton, type MenuItem } from '../../ui/menu-button.tsx'
import type { TranscriptWindow } from '../transcript-window.ts'
import styles from './list-footer.module.css'

/** What can be done with several conversations, or with all. */
export const ListFooter = ({ window: shown }: { readonly window: TranscriptWindow }) => {
  const { t } = useTranslation()
  const { conversations, picked } = useStore(shown.conversations)
  const more: readonly MenuItem[] = [
    ...(conversations.length === 0
      ? []
      : [
          {
            label: t('transcript.export.all'),
            icon: 'share',
            onPress: () => shown.files.askFormat(null),
          } as const,
        ]),
    {
      label: t('transcript.import.menu'),
      icon: 'download',
      onPress: shown.files.chooseImport,
    },
  ]
  if (picked === null) {
    return (
      <footer className={styles.footer}>
        {conversations.length > 0 && (
          <Button size="small" tone="quiet" icon="check" onPress={shown.conversations.startPicking}>
            {t('transcript.conversations.pick')}
          </Button>
        )}
        <span className={styles.more}>
          <MenuButton label={t('transcript.export.more')} items={more} />
        </span>
      </footer>
    )
  }
  const chosen = conversations.filter(({ id }) => picked.has(id))
  return (
    <footer className={styles.footer}>
      <p className={styles.count} role="status">
        {t('transcript.conversations.picked', { count: chosen.length })}
      </p>
      <Button
        size="small"
        icon="share"
        disabled={chosen.length === 0}
        onPress={() => shown.files.askFormat(chosen)}
      >
        {t('transcript.export.menu')}
      </Button>
      <Button
        size="small"
        icon="trash"
        disabled={chosen.length === 0}
        onPress={() => shown.remove(chosen)}
      >
        {t('transcript.conversations.remove')}
      </Button>
      <Button size="small" tone="quiet" onPress={shown.conversations.stopPicking}>
        {t('transcript.conversations.cancel')}
      </Button>
    </footer>
  )
}
