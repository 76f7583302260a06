import { z } from 'zod'
import type { CodedError } from './errors.ts'

/** Keys that work in every program: the one to talk with, and those of other actions. */

/** Besides the hotkey, which everybody has: each is an action, and has no key until somebody gives it one. */
export const OTHER_SHORTCUTS = [
  'toggle-mute',
  'open-conversation',
  'stop',
  'new-conversation',
  'show-transcript',
] as const
export type OtherShortcut = (typeof OTHER_SHORTCUTS)[number]

export const SHORTCUT_NAMES = ['talk', ...OTHER_SHORTCUTS] as const
export type ShortcutName = (typeof SHORTCUT_NAMES)[number]

const acceleratorSchema = z.string().min(1).max(100)

/** As Electron spells them; left out: none. */
export const shortcutsSchema = z.partialRecord(z.enum(OTHER_SHORTCUTS), acceleratorSchema)

/** A combination that is to be tried. */
export const shortcutTrialSchema = z.object({
  shortcut: z.enum(SHORTCUT_NAMES),
  accelerator: acceleratorSchema,
})
export type ShortcutTrial = z.infer<typeof shortcutTrialSchema>

/** How a trial ended; only `kept` has changed anything. */
const TRIAL_OUTCOMES = ['kept', 'expired', 'cancelled', 'refused'] as const
export type TrialOutcome = (typeof TRIAL_OUTCOMES)[number]

export interface TrialEnd {
  readonly shortcut: ShortcutName
  readonly outcome: TrialOutcome
  readonly error: CodedError | null
}

/**
 * How this session lets programs have keys.
 * - `system`: Windows and macOS; `x11`: what is registered is had.
 * - `portal`: Wayland, by the desktop's portal: it may ask the person, may choose another key, and does not
 *   say what it did. A key is had once it has come.
 * - `none`: Wayland without that; keys are bound in the desktop's own settings.
 */
const KEY_SESSIONS = ['system', 'x11', 'portal', 'none'] as const
export type KeySession = (typeof KEY_SESSIONS)[number]

/** What the window shows besides the keys themselves. */
export interface ShortcutsView {
  readonly session: KeySession
  /** The desktop by its name, such as `GNOME`; null: unknown. */
  readonly desktop: string | null
  /** What a desktop has to run for an action, by shortcut; those that can be asked by command line. */
  readonly commands: readonly { readonly shortcut: ShortcutName; readonly command: string }[]
  /** A recording or a trial goes on for at most so long. */
  readonly trialMs: number
}
