import type {
  AppSnapshot,
  ConversationSnapshot,
  HotkeySnapshot,
  WaitingStatus,
} from '../../contracts/snapshot.ts'
import { keyOfAction } from '../actions/keys-of-action.ts'
import { pauseReasonText } from '../../core/wake/waiting-text.ts'

/** Each has its own icon (`resources/icons/tray`). */
export type TrayState =
  'idle' | 'waiting' | 'paused' | 'listening' | 'thinking' | 'speaking' | 'muted' | 'attention'

export type TranslateTray = (
  key: string,
  values?: Readonly<Partial<Record<string, string>>>,
) => string

/** Keys as Electron spells them, and as the person reads them. */
export type TrayKeys = Pick<HotkeySnapshot, 'accelerator' | 'label'>

/** What the tray shows. Pure. */
interface TrayView {
  readonly state: TrayState
  readonly tooltip: string
  /** Something goes on that the first entry stops. */
  readonly busy: boolean
  readonly open: boolean
  readonly muted: boolean
  readonly wake: { readonly label: string; readonly on: boolean }
  /** By action of the tray; null: it has none. */
  readonly keys: Readonly<Record<TrayAction | TraySwitch, TrayKeys | null>>
}

/** The entries of the menu; `null` is a line between them. Pure, so that it is complete in each state. */
export type TrayEntry =
  | { readonly kind: 'state'; readonly label: string }
  | {
      readonly kind: 'action'
      readonly label: string
      readonly action: TrayAction
      readonly keys: TrayKeys | null
    }
  | {
      readonly kind: 'switch'
      readonly label: string
      readonly action: TraySwitch
      readonly keys: TrayKeys | null
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

export const trayEntries = (view: TrayView, translate: TranslateTray): readonly TrayEntry[] => {
  const { keys } = view
  const doing = (action: TrayAction, key = `tray.${action}`): TrayEntry => ({
    kind: 'action',
    label: translate(key),
    action,
    keys: keys[action],
  })
  const turning = (action: TraySwitch, label: string, on: boolean): TrayEntry => ({
    kind: 'switch',
    label,
    action,
    keys: keys[action],
    on,
  })
  return [
    // Not every desktop shows the tooltip of a tray icon.
    { kind: 'state', label: view.tooltip },
    null,
    doing('talk', view.busy ? 'tray.stop' : 'tray.talk'),
    turning('setWake', view.wake.label, view.wake.on),
    turning('setOpen', translate('tray.openConversation'), view.open),
    turning('setMuted', translate('tray.mute'), view.muted),
    ...(view.muted ? [] : [doing('muteForHour')]),
    null,
    doing('newConversation'),
    doing('showTranscript', 'tray.transcript'),
    doing('showSettings', 'tray.settings'),
    doing('showWelcome', 'tray.welcome'),
    null,
    doing('quit'),
  ]
}

/** The keys that do what entries of the tray do; while something goes on, the first one stops it. */
const trayKeys = (snapshot: TraySnapshot, isBusy: boolean): TrayView['keys'] => {
  const keys = (action: string): TrayKeys | null => {
    const key = keyOfAction(action, snapshot)
    return key === null ? null : { accelerator: key.accelerator, label: key.label }
  }
  return {
    talk: (isBusy ? keys('stop') : null) ?? keys('talk'),
    setOpen: keys('open-conversation'),
    setMuted: keys('toggle-mute'),
    newConversation: keys('new-conversation'),
    showTranscript: keys('show-transcript'),
    setWake: null,
    muteForHour: null,
    showSettings: null,
    showWelcome: null,
    quit: null,
  }
}

type TraySnapshot = Pick<
  AppSnapshot,
  'conversation' | 'waiting' | 'wakePhrase' | 'hotkey' | 'shortcuts'
>

export const trayView = (snapshot: TraySnapshot, translate: TranslateTray): TrayView => {
  const { conversation, waiting, wakePhrase: phrase } = snapshot
  const busy = ['thinking', 'speaking'].includes(conversation.phase) || isListenedTo(conversation)
  const state = trayStateOf(conversation, waiting)
  const reason = waiting.state === 'paused' ? pauseReasonText(translate, waiting) : ''
  const isUncallable =
    state === 'paused' && waiting.state === 'paused' && waiting.because === 'phrase-too-common'
  return {
    state,
    tooltip: translate(`tray.tooltip.${isUncallable ? 'uncallable' : state}`, { phrase, reason }),
    busy,
    keys: trayKeys(snapshot, busy),
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
