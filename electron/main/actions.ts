import type { CodedError, Result } from '../contracts/errors.ts'
import type { SettingsPane } from '../contracts/window-routes.ts'
import { newIdSeed, nowMs } from './conversation/create-conversation.ts'
import type { ConversationDriver } from './conversation/driver.ts'
import type { HotkeyListener } from './platform/global-hotkey.ts'
import type { TrayActions } from './platform/tray.ts'

/** What a second start can ask of the Warbler that runs. */
export const ASKED_OF_RUNNING = [
  'toggle',
  'cancel',
  'mute',
  'wait',
  'quit',
  'listen',
  'show',
] as const
export type AskedOfRunning = (typeof ASKED_OF_RUNNING)[number]

export interface ActionParts {
  readonly conversation: Pick<ConversationDriver, 'state' | 'dispatch'>
  /** What keeps a question from being answered now, if anything does. */
  readonly obstacle: () => CodedError | null
  readonly raise: (error: CodedError) => void
  /** For whoever has no window of their own to show a failure in. */
  readonly tell: (result: Result<unknown>) => void
  readonly setOpen: (open: boolean) => Result<null>
  readonly setMuted: (muted: boolean) => Result<null>
  /** Whether it is to wait for the phrase. */
  readonly wake: () => boolean
  readonly setWake: (on: boolean) => Result<null>
  readonly showWindow: (name: 'transcript' | 'settings', pane?: SettingsPane) => void
  /** Everything that is needed is on this machine, or at providers. */
  readonly isComplete: () => boolean
  readonly quit: () => void
}

export type Actions = ReturnType<typeof createActions>

/** What a person can ask for, whichever way: window, key, tray, terminal. */
export const createActions = (parts: ActionParts) => {
  const { conversation, raise, tell, setOpen, setMuted, showWindow, quit } = parts
  const isBusy = () => conversation.state.exchange !== null

  /** Asked to talk while something is missing: say what, and show where it is mended. */
  const obstacle = (): CodedError | null => {
    const found = parts.obstacle()
    if (found === null) return null
    raise(found)
    const isMendedThere =
      found.code.endsWith('model-missing') || found.code === 'provider.capped-alone'
    if (isMendedThere) showWindow('settings')
    return found
  }
  const mayTalk = (): boolean => isBusy() || obstacle() === null

  const toggleTalk = (): void => {
    if (mayTalk()) conversation.dispatch({ type: 'talk-toggled', atMs: nowMs() })
  }
  const cancel = (by: 'escape' | 'command' | 'hotkey'): void =>
    conversation.dispatch({ type: 'cancel', by, atMs: nowMs() })
  const hotkey: HotkeyListener = {
    pressed: (atMs) => {
      if (mayTalk()) conversation.dispatch({ type: 'talk-pressed', way: 'hold', atMs })
    },
    released: (atMs) => conversation.dispatch({ type: 'talk-released', atMs }),
    toggled: toggleTalk,
  }

  const tray: TrayActions = {
    talk: toggleTalk,
    setOpen: (open) => tell(setOpen(open)),
    setMuted: (muted) => tell(setMuted(muted)),
    setWake: (on) => tell(parts.setWake(on)),
    showTranscript: () => showWindow('transcript'),
    showSettings: () => showWindow('settings'),
    quit,
  }

  return {
    obstacle,
    toggleTalk,
    cancel,
    setOpen,
    setMuted,
    newConversation: () =>
      conversation.dispatch({
        type: 'conversation-started',
        conversationId: newIdSeed(),
        atMs: nowMs(),
      }),
    dismissAttention: () => conversation.dispatch({ type: 'attention-dismissed', atMs: nowMs() }),
    showWindow,
    quit,
    hotkey,
    tray,
    command: (asked: AskedOfRunning): void => {
      switch (asked) {
        case 'toggle':
          return toggleTalk()
        case 'cancel':
          return cancel('command')
        case 'mute':
          return tell(setMuted(!conversation.state.muted))
        case 'wait':
          return tell(parts.setWake(!parts.wake()))
        case 'quit':
          return quit()
        case 'listen':
          return tell(setOpen(true))
        case 'show':
          showWindow(parts.isComplete() ? 'transcript' : 'settings')
      }
    },
  }
}
