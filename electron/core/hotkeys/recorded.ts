import { combinationOf, type Combination, type Modifier } from './combination.ts'
import { keyNamed } from './keys.ts'

/** What of a browser's `KeyboardEvent` a recording goes by. */
export interface KeyPress {
  readonly code: string
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
  /** `getModifierState('AltGraph')`: the key that types third characters. */
  readonly altGraph: boolean
}

type Recorded =
  /** So far; a key must follow. */
  | { readonly kind: 'held'; readonly modifiers: readonly Modifier[] }
  | { readonly kind: 'combination'; readonly combination: Combination }
  /** A key that no program can have as a shortcut. */
  | { readonly kind: 'unusable'; readonly because: 'unknown-key' | 'alt-graph' }

const MODIFIER_KEYS: ReadonlySet<string> = new Set([
  'Control',
  'Alt',
  'Shift',
  'Meta',
  'OS',
  'Super',
])

/** In the order of `MODIFIERS`. */
export const heldModifiers = (
  press: Pick<KeyPress, 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>,
): readonly Modifier[] => [
  ...(press.ctrlKey ? ['ctrl' as const] : []),
  ...(press.altKey ? ['alt' as const] : []),
  ...(press.shiftKey ? ['shift' as const] : []),
  ...(press.metaKey ? ['meta' as const] : []),
]

/** Where a key lies on a keyboard of the United States: for what types something else than its name. */
const BY_CODE: Readonly<Record<string, string>> = {
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  Comma: ',',
  Period: '.',
  Slash: '/',
  NumpadDecimal: 'numdec',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
  NumpadEnter: 'Return',
  MediaTrackNext: 'MediaNextTrack',
  MediaTrackPrevious: 'MediaPreviousTrack',
  AudioVolumeUp: 'VolumeUp',
  AudioVolumeDown: 'VolumeDown',
  AudioVolumeMute: 'VolumeMute',
}

const keyByCode = (code: string): string | null => {
  const digit = /^(?:Digit|Key)(.)$/.exec(code)?.[1]
  if (digit !== undefined) return digit
  const pad = /^Numpad(\d)$/.exec(code)?.[1]
  if (pad !== undefined) return `num${pad}`
  return BY_CODE[code] ?? keyNamed(code)
}

/**
 * The key of a press. A letter counts as it is printed on the keyboard, for that is how systems register
 * it: A on a French one is where Q lies. What types anything else (with Shift, with Option on a Mac, in
 * another script) counts by where it lies.
 */
const keyIn = ({ key, code }: KeyPress): string | null => {
  if (/^[a-z]$/i.test(key) && code.startsWith('Key')) return key.toUpperCase()
  if (/^[`\-=[\]\\;',./]$/.test(key) && !code.startsWith('Digit') && !code.startsWith('Numpad')) {
    return key
  }
  return keyByCode(code) ?? (key.length > 1 ? keyNamed(key) : null)
}

/** What one key that went down makes of a recording. */
export const recorded = (press: KeyPress): Recorded => {
  if (press.altGraph || press.key === 'AltGraph') return { kind: 'unusable', because: 'alt-graph' }
  const modifiers = heldModifiers(press)
  if (MODIFIER_KEYS.has(press.key)) {
    return { kind: 'held', modifiers }
  }
  const key = keyIn(press)
  return key === null
    ? { kind: 'unusable', because: 'unknown-key' }
    : { kind: 'combination', combination: combinationOf(modifiers, key) }
}
