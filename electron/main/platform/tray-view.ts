import type { AppSnapshot, ConversationSnapshot, WaitingStatus } from '../../contracts/snapshot.ts'
import { pauseReasonText } from '../../core/wake/waiting-text.ts'

/** Each has its own icon (`resources/icons/tray`). */
export type TrayState =
  'idle' | 'waiting' | 'paused' | 'listening' | 'thinking' | 'speaking' | 'muted' | 'attention'

export type TranslateTray = (
  key: string,
  values?: Readonly<Partial<Record<string, string>>>,
) => string

/** What the tray shows. Pure. */
export interface TrayView {
  readonly state: TrayState
  readonly tooltip: string
  /** Something goes on that the first entry stops. */
  readonly busy: boolean
  readonly open: boolean
  readonly muted: boolean
  readonly wake: { readonly label: string; readonly on: boolean }
}

type TraySnapshot = Pick<AppSnapshot, 'conversation' | 'waiting' | 'wakePhrase'>

export const trayView = (
  { conversation, waiting, wakePhrase: phrase }: TraySnapshot,
  translate: TranslateTray,
): TrayView => {
  const state = trayStateOf(conversation, waiting)
  const reason = waiting.state === 'paused' ? pauseReasonText(translate, waiting) : ''
  const isUncallable =
    state === 'paused' && waiting.state === 'paused' && waiting.because === 'phrase-too-common'
  return {
    state,
    tooltip: translate(`tray.tooltip.${isUncallable ? 'uncallable' : state}`, { phrase, reason }),
    busy: ['thinking', 'speaking'].includes(conversation.phase) || isListenedTo(conversation),
    open: conversation.openConversation,
    muted: conversation.muted,
    wake: {
      // Not every desktop shows the tooltip of a tray icon.
      label: translate(reason === '' ? 'tray.wake' : 'tray.wakePaused', { phrase, reason }),
      on: waiting.state === 'enrolling' ? waiting.wanted : waiting.state !== 'off',
    },
  }
}

/** Somebody has begun to talk, and may want to stop: by a key that was tapped, or by the phrase. */
const isListenedTo = ({ way }: ConversationSnapshot): boolean => way === 'tap' || way === 'wake'

const trayStateOf = ({ phase, muted }: ConversationSnapshot, waiting: WaitingStatus): TrayState => {
  switch (phase) {
    case 'confirming':
    case 'failed':
      return 'attention'
    case 'idle':
      if (muted) return 'muted'
      // Whoever enrols is listened to.
      if (waiting.state === 'enrolling') return 'listening'
      return waiting.state === 'waiting' || waiting.state === 'paused' ? waiting.state : 'idle'
    case 'listening':
    case 'thinking':
    case 'speaking':
      return phase
  }
}
