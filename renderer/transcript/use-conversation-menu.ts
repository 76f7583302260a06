import { useTranslation } from 'react-i18next'
import type { ConversationSummary } from '../../electron/contracts/transcript.ts'
import type { MenuItem } from '../ui/menu-button.tsx'
import type { TranscriptWindow } from './transcript-window.ts'

/** What can be done with a conversation: the same in the list and above its turns. */
export const useConversationMenu = (
  conversation: ConversationSummary,
  shown: TranscriptWindow,
  isCurrent: boolean,
  onName: () => void,
  onRemove: () => void = () => shown.remove([conversation]),
): readonly MenuItem[] => {
  const { t } = useTranslation()
  const { isPinned } = conversation
  return [
    ...(isCurrent
      ? []
      : [
          {
            label: t('transcript.conversations.continue'),
            icon: 'voice',
            onPress: () => shown.goOn(conversation),
          } as const,
        ]),
    { label: t('transcript.conversations.rename'), icon: 'pencil', onPress: onName },
    {
      label: t(isPinned ? 'transcript.conversations.unpin' : 'transcript.conversations.pin'),
      icon: 'pin',
      onPress: () => shown.pin(conversation, !isPinned),
    },
    {
      label: t('transcript.export.copyText'),
      icon: 'copy',
      begins: true,
      onPress: () => shown.files.copy([conversation], 'text'),
    },
    {
      label: t('transcript.export.copyQuote'),
      icon: 'quote',
      onPress: () => shown.files.copy([conversation], 'quote'),
    },
    {
      label: t('transcript.export.menu'),
      icon: 'share',
      onPress: () => shown.files.askFormat([conversation]),
    },
    {
      label: t('transcript.export.print'),
      icon: 'print',
      onPress: () => shown.files.print([conversation]),
    },
    {
      label: t('transcript.conversations.remove'),
      icon: 'trash',
      tone: 'danger',
      begins: true,
      onPress: onRemove,
    },
  ]
}
