import { keyLabel, keyNamed } from './keys.ts'

/**
 * Combinations of keys. They are stored as Electron spells them ("accelerators"), compared by what is
 * pressed for them, and read by people in the way of their platform.
 */

export const MODIFIERS = ['ctrl', 'alt', 'shift', 'meta'] as const
export type Modifier = (typeof MODIFIERS)[number]

/**
 * 1. `modifiers` are in the order of `MODIFIERS`, each once.
 * 2. `key` is one of `KEYS`.
 */
export interface Combination {
  readonly modifiers: readonly Modifier[]
  readonly key: string
}

const NAMES: Readonly<Record<string, Modifier | 'command-or-control'>> = {
  ctrl: 'ctrl',
  control: 'ctrl',
  '⌃': 'ctrl',
  commandorcontrol: 'command-or-control',
  cmdorctrl: 'command-or-control',
  cmd: 'meta',
  command: 'meta',
  super: 'meta',
  meta: 'meta',
  win: 'meta',
  windows: 'meta',
  '⌘': 'meta',
  alt: 'alt',
  option: 'alt',
  opt: 'alt',
  '⌥': 'alt',
  shift: 'shift',
  '⇧': 'shift',
}

export const combinationOf = (modifiers: Iterable<Modifier>, key: string): Combination => {
  const held = new Set(modifiers)
  return { modifiers: MODIFIERS.filter((modifier) => held.has(modifier)), key }
}

/** The words between the pluses; a plus at the end is the key of that name. */
const partsOf = (text: string): readonly string[] => {
  const spread = text.trim().replaceAll(/[⌃⌥⇧⌘]\+?/gu, (sign) => `${sign.slice(0, 1)}+`)
  const named = spread === '+' || spread.endsWith('++') ? `${spread.slice(0, -1)}Plus` : spread
  return named.split('+').map((part) => part.trim())
}

/**
 * Parses what is stored, or what somebody typed. null: it is no combination: an unknown word, no key, or
 * two keys. Whether it would make a good shortcut is another question (`judge.ts`).
 */
export const parseCombination = (text: string, platform: string): Combination | null => {
  const parts = partsOf(text)
  const key = keyNamed(parts.at(-1) ?? '')
  if (key === null) return null
  const modifiers: Modifier[] = []
  for (const part of parts.slice(0, -1)) {
    const modifier = Object.hasOwn(NAMES, part.toLowerCase())
      ? NAMES[part.toLowerCase()]
      : undefined
    if (modifier === undefined) return null
    const own = platform === 'darwin' ? 'meta' : 'ctrl'
    modifiers.push(modifier === 'command-or-control' ? own : modifier)
  }
  return combinationOf(modifiers, key)
}

const SPELLINGS = { ctrl: 'Control', alt: 'Alt', shift: 'Shift' } as const

/** The one spelling, for Electron and for the settings. */
export const spellCombination = ({ modifiers, key }: Combination, platform: string): string =>
  [
    ...modifiers.map((modifier) =>
      modifier === 'meta' ? (platform === 'darwin' ? 'Command' : 'Super') : SPELLINGS[modifier],
    ),
    key,
  ].join('+')

export const isSameCombination = (one: Combination, other: Combination): boolean =>
  one.key === other.key && one.modifiers.join() === other.modifiers.join()

const MAC_SIGNS = { ctrl: '⌃', alt: '⌥', shift: '⇧', meta: '⌘' } as const
const WORDS = { ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift', meta: 'Super' } as const

/** How one modifier is called on a platform. */
const modifierLabel = (modifier: Modifier, platform: string): string => {
  if (platform === 'darwin') return MAC_SIGNS[modifier]
  return modifier === 'meta' && platform === 'win32' ? 'Win' : WORDS[modifier]
}

/** How the person reads it on their platform: `Ctrl+Shift+Space`, `⇧⌘Space`. */
export const combinationLabel = ({ modifiers, key }: Combination, platform: string): string => {
  const held = modifiers.map((modifier) => modifierLabel(modifier, platform))
  return platform === 'darwin'
    ? [...held, keyLabel(key)].join('')
    : [...held, keyLabel(key)].join('+')
}

/** The same of what is stored; as it is where that is no combination. */
export const acceleratorLabel = (accelerator: string, platform: string): string => {
  const combination = parseCombination(accelerator, platform)
  return combination === null ? accelerator : combinationLabel(combination, platform)
}

/** Modifiers that are held, before a key follows: `Ctrl+Shift`, `⇧⌘`. */
export const modifiersLabel = (modifiers: readonly Modifier[], platform: string): string =>
  modifiers
    .map((modifier) => modifierLabel(modifier, platform))
    .join(platform === 'darwin' ? '' : '+')
