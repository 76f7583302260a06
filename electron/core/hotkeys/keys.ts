/** Keys as Electron spells them (its docs, "Accelerator"), and as people read them. */

const NAMES = [
  'Space',
  'Tab',
  'Return',
  'Backspace',
  'Delete',
  'Insert',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Up',
  'Down',
  'Left',
  'Right',
  'Escape',
  'PrintScreen',
  'Plus',
  'num0',
  'num1',
  'num2',
  'num3',
  'num4',
  'num5',
  'num6',
  'num7',
  'num8',
  'num9',
  'numdec',
  'numadd',
  'numsub',
  'nummult',
  'numdiv',
  'VolumeUp',
  'VolumeDown',
  'VolumeMute',
  'MediaNextTrack',
  'MediaPreviousTrack',
  'MediaStop',
  'MediaPlayPause',
] as const

/** Other names for them: of the browser, of keyboards, and of people who type them. */
const ALIASES: Readonly<Record<string, (typeof NAMES)[number]>> = {
  enter: 'Return',
  esc: 'Escape',
  del: 'Delete',
  ins: 'Insert',
  spacebar: 'Space',
  pgup: 'PageUp',
  pgdn: 'PageDown',
  pgdown: 'PageDown',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
  print: 'PrintScreen',
  prtsc: 'PrintScreen',
  playpause: 'MediaPlayPause',
  nexttrack: 'MediaNextTrack',
  previoustrack: 'MediaPreviousTrack',
}

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ...NAMES.map((name) => [name.toLowerCase(), name] as const),
  ...Object.entries(ALIASES),
])

const SINGLE = /^[A-Z0-9`\-=[\]\\;',./]$/i
const FUNCTION_KEY = /^F(?:[1-9]|1\d|2[0-4])$/i

/** The one spelling of a key; null: no key that could be part of a shortcut is called so. */
export const keyNamed = (text: string): string | null => {
  if (SINGLE.test(text) || FUNCTION_KEY.test(text)) return text.toUpperCase()
  return BY_NAME.get(text.toLowerCase().replaceAll(/[\s_/-]/g, '')) ?? null
}

/** All that there are, each in its one spelling. */
export const KEYS: readonly string[] = [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.split(''),
  ..."`-=[]\\;',./".split(''),
  ...Array.from({ length: 24 }, (_, index) => `F${index + 1}`),
  ...NAMES,
]

/** Nobody types with it: it may stand alone. */
export const standsAlone = (key: string): boolean =>
  FUNCTION_KEY.test(key) || /^(?:Media|Volume)/.test(key)

const LABELS: Readonly<Record<string, string>> = {
  Return: 'Enter',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  PrintScreen: 'Print Screen',
  Plus: '+',
  numdec: 'Num .',
  numadd: 'Num Plus',
  numsub: 'Num Minus',
  nummult: 'Num *',
  numdiv: 'Num /',
  VolumeUp: 'Volume Up',
  VolumeDown: 'Volume Down',
  VolumeMute: 'Volume Mute',
  MediaNextTrack: 'Next Track',
  MediaPreviousTrack: 'Previous Track',
  MediaStop: 'Stop',
  MediaPlayPause: 'Play/Pause',
}

/** What stands on it. */
export const keyLabel = (key: string): string => LABELS[key] ?? key.replace(/^num(?=\d$)/, 'Num ')
