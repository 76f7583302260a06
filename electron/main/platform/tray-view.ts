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

/** The entries of the menu; `null` is a line between them. Pure, so that it is complete in each state. */
export type TrayEntry =
  | { readonly kind: 'state'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction }
  | {
      readonly kind: 'switch'
      readonly label: string
      readonly action: TraySwitch
      readonly on: boolean
    }
  | null

export type TrayAction =
  | 'talk'
  | 'muteForHour'
  | 'newConversation'
  | 'showTranscript'
  | 'showSettings'
  | 'showWelcome'
  | 'quit'
export type TraySwitch = 'setWake' | 'setOpen' | 'setMuted'

export const trayEntries = (view: TrayView, translate: TranslateTray): readonly TrayEntry[] => [
  // Not every desktop shows the tooltip of a tray icon.
  { kind: 'state', label: view.tooltip },
  null,
  { kind: 'action', label: translate(view.busy ? 'tray.stop' : 'tray.talk'), action: 'talk' },
  { kind: 'switch', label: view.wake.label, action: 'setWake', on: view.wake.on },
  {
    kind: 'switch',
    label: translate('tray.openConversation'),
    action: 'setOpen',
    on: view.open,
  },
  { kind: 'switch', label: translate('tray.mute'), action: 'setMuted', on: view.muted },
  ...(view.muted
    ? []
    : [
        {
          kind: 'action',
          label: translate('tray.muteForHour'),
          action: 'muteForHour',
        } as const,
      ]),
  null,
  { kind: 'action', label: translate('tray.newConversation'), action: 'newConversation' },
  { kind: 'action', label: translate('tray.transcript'), action: 'showTranscript' },
  { kind: 'action', label: translate('tray.settings'), action: 'showSettings' },
  { kind: 'action', label: translate('tray.welcome'), action: 'showWelcome' },
  null,
  { kind: 'action', label: translate('tray.quit'), action: 'quit' },
]

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
