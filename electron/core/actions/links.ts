import type { ActionInput, ActionOrder } from '../../contracts/actions.ts'
import { SETTINGS_PANES, type SettingsPane } from '../../contracts/window-routes.ts'
import { actionOf } from './definitions.ts'

/** `warbler://` links. Any page can hold one, so a link does little, and nothing that stays. */

export const LINK_SCHEME = 'warbler'

/** Longer ones are nobody's. */
const LONGEST = 200

/** Names that people would write for a pane besides its own. */
const PANES: Readonly<Record<string, SettingsPane>> = {
  ...Object.fromEntries(SETTINGS_PANES.map((pane) => [pane, pane])),
  voice: 'voice-out',
  voices: 'wake',
  microphone: 'voice-in',
  engines: 'brain',
}

const PLAIN: Readonly<Record<string, string>> = {
  talk: 'talk',
  stop: 'stop',
  mute: 'mute',
  transcript: 'show-transcript',
  settings: 'show-settings',
  welcome: 'show-welcome',
}

const orderAt = (parts: readonly string[]): ActionOrder | null => {
  const [first = '', second, ...more] = parts
  if (more.length > 0) return null
  if (first === 'conversation' && second !== undefined) {
    return { action: 'show-conversation', input: { id: second } }
  }
  const action = Object.hasOwn(PLAIN, first) ? PLAIN[first] : undefined
  if (action === undefined) return null
  if (second === undefined) return { action, input: {} }
  const pane = Object.hasOwn(PANES, second) ? PANES[second] : undefined
  const input: ActionInput = { pane }
  return first === 'settings' && pane !== undefined ? { action, input } : null
}

/**
 * What a link asks for; null where it is none of ours. Strict: lower-case names apart by one slash, without
 * user, port, query, fragment, escapes or dots.
 */
export const orderOfLink = (link: string): ActionOrder | null => {
  if (link.length > LONGEST) return null
  const path = /^warbler:\/\/([a-z0-9-]+(?:\/[A-Za-z0-9-]+)?)\/?$/.exec(link)?.[1]
  const order = path === undefined ? null : orderAt(path.split('/'))
  return order !== null && actionOf(order.action)?.byLink === true ? order : null
}

/** The link among the arguments of a start; null where there is none. */
export const linkIn = (args: readonly string[]): string | null =>
  args.find((argument) => argument.toLowerCase().startsWith(`${LINK_SCHEME}:`)) ?? null
