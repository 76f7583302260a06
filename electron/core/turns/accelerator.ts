/** Hotkeys as Electron spells them: what they consist of, and how a person reads them. */

export type Modifier = 'ctrl' | 'alt' | 'shift' | 'meta'

export interface Accelerator {
  readonly modifiers: readonly Modifier[]
  /** The one key that is no modifier, as written: `Space`, `A`, `F9`. */
  readonly key: string
}

const MODIFIERS: Readonly<Record<string, Modifier | 'command-or-control'>> = {
  ctrl: 'ctrl',
  control: 'ctrl',
  commandorcontrol: 'command-or-control',
  cmdorctrl: 'command-or-control',
  cmd: 'meta',
  command: 'meta',
  super: 'meta',
  meta: 'meta',
  alt: 'alt',
  option: 'alt',
  shift: 'shift',
}

const KEYS =
  /^(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Space|Tab|Enter|Return|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Up|Down|Left|Right|Escape|Esc|PrintScreen|[`\-=[\]\\;',./])$/i

/**
 * Parses an accelerator. null where it is none: unknown words, no key, two keys, or a key alone
 * that everybody types (only function keys may stand without a modifier).
 */
export const parseAccelerator = (text: string, platform: string): Accelerator | null => {
  const parts = text.split('+').map((part) => part.trim())
  const key = parts.pop() ?? ''
  if (!KEYS.test(key)) return null
  const modifiers = new Set<Modifier>()
  for (const part of parts) {
    const modifier = MODIFIERS[part.toLowerCase()]
    if (modifier === undefined) return null
    modifiers.add(
      modifier === 'command-or-control' ? (platform === 'darwin' ? 'meta' : 'ctrl') : modifier,
    )
  }
  const alone = modifiers.size === 0 || (modifiers.size === 1 && modifiers.has('shift'))
  if (alone && !/^F\d+$/i.test(key)) return null
  return { modifiers: [...modifiers], key: key.length === 1 ? key.toUpperCase() : key }
}

const MAC_SIGNS = { ctrl: '⌃', alt: '⌥', shift: '⇧', meta: '⌘' } as const
const WORDS = { ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift', meta: 'Super' } as const
const ORDER: readonly Modifier[] = ['ctrl', 'alt', 'shift', 'meta']

/** How the person reads it on their platform: `Ctrl+Shift+Space`, `⇧⌘Space`. */
export const acceleratorLabel = (accelerator: Accelerator, platform: string): string => {
  const held = ORDER.filter((modifier) => accelerator.modifiers.includes(modifier))
  if (platform === 'darwin') {
    return held.map((modifier) => MAC_SIGNS[modifier]).join('') + accelerator.key
  }
  const words = held.map((modifier) =>
    modifier === 'meta' && platform === 'win32' ? 'Win' : WORDS[modifier],
  )
  return [...words, accelerator.key].join('+')
}
