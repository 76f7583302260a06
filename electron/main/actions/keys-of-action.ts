import { OTHER_SHORTCUTS } from '../../contracts/shortcuts.ts'
import type { AppSnapshot, HotkeySnapshot } from '../../contracts/snapshot.ts'
import { filled } from '../../core/actions/sentences.ts'
import type { PhrasesOfActions } from './phrases.ts'

/** Actions that the key of another one does as well: it turns round. */
const SAME_KEY: Readonly<Record<string, string>> = { 'close-conversation': 'open-conversation' }

type Keys = Pick<AppSnapshot, 'hotkey' | 'shortcuts'>

/** The key of an action that is in force; null: it has none. */
export const keyOfAction = (action: string, { hotkey, shortcuts }: Keys): HotkeySnapshot | null => {
  if (action === 'talk') return hotkey.mode === 'none' ? null : hotkey
  const name = OTHER_SHORTCUTS.find((other) => other === (SAME_KEY[action] ?? action))
  const key = name === undefined ? undefined : shortcuts[name]
  return key === undefined || key.mode === 'none' ? null : key
}

/** The keys of an action, as the person reads them; null: it has none. */
const keysOfAction = (action: string, keys: Keys): string | null =>
  keyOfAction(action, keys)?.label ?? null

/** The same, for many actions at once. */
export const keysIn =
  (keys: Keys) =>
  (action: string): string | null =>
    keysOfAction(action, keys)

/** Keys as they are said: "Ctrl Alt M". */
const said = (label: string): string => label.replaceAll('+', ' ')

/** "Your shortcuts are: mute, Ctrl Alt M; stop, Ctrl Alt X." */
export const tellShortcuts = (
  name: string,
  { hotkey, shortcuts }: Keys,
  phrases: PhrasesOfActions,
): string => {
  const keys = [
    ...(hotkey.mode === 'none' ? [] : [[phrases.shortcuts.talk, hotkey.label] as const]),
    ...OTHER_SHORTCUTS.flatMap((other) => {
      const key = shortcuts[other]
      return key === undefined || key.mode === 'none'
        ? []
        : [[phrases.shortcuts[other], key.label] as const]
    }),
  ]
  if (keys.length === 0) return phrases.noHotkey
  const value = keys
    .map(([action, label]) => filled(phrases.shortcutKey, { action, keys: said(label) }))
    .join(phrases.shortcutSeparator)
  return filled(phrases.tellMany, { name, value })
}
