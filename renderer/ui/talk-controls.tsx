import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { TalkActions } from '../bridge/talk-actions.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { microphoneUse } from './microphone-use.ts'
import { talkPress } from './talk-press.ts'

interface TalkControlProps {
  readonly snapshot: AppSnapshot
  readonly actions: TalkActions
}

/** Whether Warbler listens by itself, and whether it hears anything at all. */
export const ListeningSwitches = ({ snapshot, actions }: TalkControlProps) => {
  const { t } = useTranslation()
  const { openConversation, muted } = snapshot.conversation
  return (
    <>
      <IconButton
        icon="conversation"
        label={t('overlay.openConversation')}
        pressed={openConversation}
        onPress={() => actions.setOpen(!openConversation)}
      />
      <IconButton
        icon={muted ? 'microphone-off' : 'microphone'}
        label={t('overlay.mute')}
        pressed={muted}
        about={t(`microphone.${microphoneUse(snapshot)}`, { phrase: snapshot.wakePhrase })}
        tone="danger"
        onPress={() => actions.setMuted(!muted)}
      />
    </>
  )
}

/** Talk, or stop what goes on. */
export const TalkButton = ({
  snapshot,
  actions,
  size = 'medium',
}: TalkControlProps & { readonly size?: 'medium' | 'small' }) => {
  const { t } = useTranslation()
  const { shows, press } = talkPress(snapshot)
  return (
    <Button
      icon={shows === 'talk' ? 'voice' : 'stop'}
      size={size}
      tone={shows === 'talk' ? 'primary' : 'plain'}
      onPress={() => press(actions)}
    >
      {t(`overlay.${shows}`)}
    </Button>
  )
}
