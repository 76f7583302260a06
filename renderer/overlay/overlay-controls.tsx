import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { TalkActions } from '../bridge/talk-actions.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { ListeningSwitches, TalkButton } from '../ui/talk-controls.tsx'
import styles from './card.module.css'

export const OverlayControls = ({
  snapshot,
  actions,
}: {
  readonly snapshot: AppSnapshot
  readonly actions: TalkActions
}) => {
  const { t } = useTranslation()
  if (snapshot.conversation.confirming !== null) return <Answers actions={actions} />
  return (
    <div className={styles.controls} role="group" aria-label={t('overlay.controls')}>
      <IconButton
        icon="transcript"
        label={t('overlay.transcript')}
        onPress={() => actions.openWindow('transcript')}
      />
      <ListeningSwitches snapshot={snapshot} actions={actions} />
      <TalkButton snapshot={snapshot} actions={actions} size="small" />
    </div>
  )
}

/** Yes or no by hand, while Warbler waits for one. */
const Answers = ({ actions }: { readonly actions: TalkActions }) => {
  const { t } = useTranslation()
  return (
    <div className={styles.controls} role="group" aria-label={t('overlay.answer.confirm')}>
      <Button size="small" onPress={() => actions.confirm(false)}>
        {t('overlay.answer.no')}
      </Button>
      <Button size="small" tone="primary" onPress={() => actions.confirm(true)}>
        {t('overlay.answer.yes')}
      </Button>
    </div>
  )
}
