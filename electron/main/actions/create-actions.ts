import type { ActionOrder } from '../../contracts/actions.ts'
import type { CodedError, ErrorCode, Result } from '../../contracts/errors.ts'
import { orderOfLink } from '../../core/actions/links.ts'
import { newIdSeed, nowMs } from '../conversation/create-conversation.ts'
import type { ConversationDriver, ConversationPorts } from '../conversation/driver.ts'
import type { FirstRunDesk } from '../first-run/first-run-desk.ts'
import type { HotkeyListener } from '../platform/global-hotkey.ts'
import type { OtherShortcut } from '../../contracts/shortcuts.ts'
import type { TrayActions } from '../platform/tray.ts'
import { createActionRunner, saidOf, type ActionOutcome } from './run-action.ts'
import type { OwnActionParts } from './own-actions.ts'

const HOUR_MS = 3_600_000

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

interface ActionParts extends Omit<
  OwnActionParts,
  'toggleTalk' | 'showWelcome' | 'cancel' | 'newConversation' | 'now'
> {
  readonly conversation: Pick<ConversationDriver, 'state' | 'dispatch'>
  /** What keeps a question from being answered now, if anything does. */
  readonly obstacle: () => CodedError | null
  readonly raise: (error: CodedError) => void
  /** Somebody may be led through the first steps just now. */
  readonly firstRun: Pick<FirstRunDesk, 'isDue' | 'show'>
  /** Everything that is needed is on this machine, or at providers. */
  readonly isComplete: () => boolean
  /** Of the windows, and of the voice. */
  readonly languages: () => { readonly windows: string; readonly voice: string }
  readonly errorText: (error: CodedError, language: string) => string
}

export type Actions = ReturnType<typeof createActions>

/** What is mended by the first steps or in the settings, beside a model that is missing. */
const MENDED_THERE: readonly ErrorCode[] = ['provider.none', 'provider.capped-alone']

/**
 * What a person can ask for, whichever way: window, palette, key, tray, terminal, link, voice. Each of them
 * names an action of `core/actions` and what it is told; here they are run.
 */
export const createActions = (parts: ActionParts) => {
  const { conversation, raise } = parts
  const isBusy = () => conversation.state.exchange !== null

  /** Asked to talk while something is missing: say what, and show where it is mended. */
  const obstacle = (): CodedError | null => {
    const found = parts.obstacle()
    if (found === null) return null
    raise(found)
    const isMendedThere = found.code.endsWith('model-missing') || MENDED_THERE.includes(found.code)
    if (isMendedThere && parts.firstRun.isDue()) parts.firstRun.show()
    else if (found.code === 'provider.none')
      parts.showSettings({ pane: 'providers', setting: null })
    else if (isMendedThere) parts.showSettings(null)
    return found
  }
  const mayTalk = (): boolean => isBusy() || obstacle() === null

  const cancel = (by: 'escape' | 'command' | 'hotkey'): void =>
    conversation.dispatch({ type: 'cancel', by, atMs: nowMs() })

  const run = createActionRunner({
    ...parts,
    showWelcome: parts.firstRun.show,
    toggleTalk: () => {
      if (mayTalk()) conversation.dispatch({ type: 'talk-toggled', atMs: nowMs() })
    },
    cancel: () => cancel('command'),
    newConversation: () =>
      conversation.dispatch({
        type: 'conversation-started',
        conversationId: newIdSeed(),
        atMs: nowMs(),
      }),
    now: Date.now,
  })

  /** By a window, which shows a failure itself. */
  const byHand = (order: ActionOrder, confirmed = true): Result<ActionOutcome> =>
    run(order, { by: 'hand', language: parts.languages().windows, confirmed })
  /** By something that has no window of its own to show a failure in. */
  const ask = (action: string, input: ActionOrder['input'] = {}): void => {
    const ran = byHand({ action, input })
    if (!ran.ok) raise(ran.error)
  }

  const hotkey: HotkeyListener = {
    pressed: (atMs) => {
      if (mayTalk()) conversation.dispatch({ type: 'talk-pressed', way: 'hold', atMs })
    },
    released: (atMs) => conversation.dispatch({ type: 'talk-released', atMs }),
    toggled: () => ask('talk'),
  }
  /** A key of its own does what it can do now: the same one opens the conversation and closes it. */
  const shortcut = (pressed: OtherShortcut): void => {
    const isOpen = parts.settings().openConversation
    ask(pressed === 'open-conversation' && isOpen ? 'close-conversation' : pressed)
  }
  const tray: TrayActions = {
    talk: () => ask('talk'),
    setOpen: (open) => ask(open ? 'open-conversation' : 'close-conversation'),
    setMuted: (muted) => ask(muted ? 'mute' : 'unmute'),
    muteForHour: () => ask('mute-for', { forMs: HOUR_MS }),
    newConversation: () => ask('new-conversation'),
    setWake: (value) => ask('wake.set', { value }),
    showTranscript: () => ask('show-transcript'),
    showSettings: () => ask('show-settings'),
    showWelcome: () => ask('show-welcome'),
    quit: () => ask('quit'),
  }
  /** By voice: it is answered aloud, whatever becomes of it. */
  const act: ConversationPorts['act'] = (order, confirmed, answer) => {
    const language = parts.languages().voice
    const ran = run(order, { by: 'voice', language, confirmed })
    answer(saidOf(ran, (error) => parts.errorText(error, language), language))
  }

  return {
    obstacle,
    run: byHand,
    ask,
    act,
    cancel,
    dismissAttention: () => conversation.dispatch({ type: 'attention-dismissed', atMs: nowMs() }),
    confirm: (yes: boolean) =>
      conversation.dispatch({ type: 'confirm-answered', yes, atMs: nowMs() }),
    hotkey,
    shortcut,
    tray,
    openLink: (link: string): void => {
      const order = orderOfLink(link)
      if (order === null)
        return raise({ code: 'link.unknown', params: { link: link.slice(0, 80) } })
      // Whoever wrote the link is not the person: nothing is done by it that asks first.
      const language = parts.languages().windows
      const ran = run(order, { by: 'link', language, confirmed: false })
      if (!ran.ok) raise(ran.error)
    },
    command: (asked: AskedOfRunning): void => {
      switch (asked) {
        case 'toggle':
          return ask('talk')
        case 'cancel':
          return ask('stop')
        case 'mute':
          return ask('toggle-mute')
        case 'wait':
          return ask('wake.set', { value: !parts.settings().wake })
        case 'quit':
          return ask('quit')
        case 'listen':
          return ask('open-conversation')
        case 'show':
          if (parts.firstRun.isDue()) return ask('show-welcome')
          return ask(parts.isComplete() ? 'show-transcript' : 'show-settings')
      }
    },
  }
}
