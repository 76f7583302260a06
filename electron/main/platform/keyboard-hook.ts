import type { UiohookKeyboardEvent } from 'uiohook-napi'
import type { Combination, Modifier } from '../../core/hotkeys/combination.ts'

/** Sees keys go down and up outside the app; `null` where the platform does not allow it. */
export interface KeyboardHook {
  /** Whether it sees this key at all: media keys, it does not. */
  knows(combination: Combination): boolean
  /** Reports the combination's press and the release of any of its keys. Returns the disposer. */
  watch(
    combination: Combination,
    listener: (event: 'down' | 'up', atMs: number) => void,
  ): () => void
  dispose(): void
}

/**
 * Loads uiohook-napi. It does not see keys on native Wayland (under XWayland it sees those of X
 * clients alone, which is worse than nothing), and on macOS it needs the accessibility permission.
 */
export const loadKeyboardHook = async (
  platform: {
    readonly name: string
    readonly wayland: boolean
    readonly accessibilityAllowed: boolean
  },
  nowMs: () => number,
): Promise<KeyboardHook | null> => {
  if (platform.wayland || (platform.name === 'darwin' && !platform.accessibilityAllowed))
    return null
  try {
    const { uIOhook, UiohookKey } = await import('uiohook-napi')
    // Throws where there is no X server to record from.
    uIOhook.start()
    const codes = new Map<string, number>(
      Object.entries(UiohookKey).map(([name, code]) => [name.toLowerCase(), code]),
    )
    const codeOf = ({ key }: Combination) =>
      codes.get(KEY_NAMES[key.toLowerCase()] ?? key.toLowerCase())
    return {
      dispose: () => uIOhook.stop(),
      knows: (combination) => codeOf(combination) !== undefined,
      watch: (combination, listener) => {
        const key = codeOf(combination)
        if (key === undefined) return () => undefined
        const own = new Set([key, ...combination.modifiers.flatMap((modifier) => CODES[modifier])])
        const down = (event: UiohookKeyboardEvent) => {
          if (event.keycode === key && holdsExactly(event, combination.modifiers)) {
            listener('down', nowMs())
          }
        }
        const up = (event: UiohookKeyboardEvent) => {
          if (own.has(event.keycode)) listener('up', nowMs())
        }
        uIOhook.on('keydown', down)
        uIOhook.on('keyup', up)
        return () => {
          uIOhook.off('keydown', down)
          uIOhook.off('keyup', up)
        }
      },
    }
  } catch {
    // No build for this platform, or no X server to record from: the app says "tap only".
    return null
  }
}

const holdsExactly = (event: UiohookKeyboardEvent, modifiers: readonly Modifier[]) =>
  event.ctrlKey === modifiers.includes('ctrl') &&
  event.altKey === modifiers.includes('alt') &&
  event.shiftKey === modifiers.includes('shift') &&
  event.metaKey === modifiers.includes('meta')

/** Left and right key codes of uiohook (`UiohookKey.Ctrl`, `CtrlRight`, ...). */
const CODES: Readonly<Record<Modifier, readonly number[]>> = {
  ctrl: [29, 3613],
  alt: [56, 3640],
  shift: [42, 54],
  meta: [3675, 3676],
}

/** Electron's names of keys that uiohook calls otherwise. */
const KEY_NAMES: Readonly<Record<string, string>> = {
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
  esc: 'escape',
  return: 'enter',
  '`': 'backquote',
  '-': 'minus',
  '=': 'equal',
  '[': 'bracketleft',
  ']': 'bracketright',
  '\\': 'backslash',
  ';': 'semicolon',
  "'": 'quote',
  ',': 'comma',
  '.': 'period',
  '/': 'slash',
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, digit) => [`num${digit}`, `numpad${digit}`]),
  ),
  numdec: 'numpaddecimal',
  numadd: 'numpadadd',
  numsub: 'numpadsubtract',
  nummult: 'numpadmultiply',
  numdiv: 'numpaddivide',
}
