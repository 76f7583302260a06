import { isSameCombination, parseCombination, type Combination } from './combination.ts'

/**
 * Combinations that have a use already. `taken`: the system keeps them for itself, or every program needs
 * them. `used`: the system or many programs use them by default; whoever does not miss that may have them.
 *
 * Sources: Windows "Keyboard shortcuts in Windows", Apple "Mac keyboard shortcuts" (HT201236), GNOME and
 * KDE defaults, and what toolkits bind in every text field.
 */

export const RESERVED_USES = [
  'copy',
  'cut',
  'paste',
  'undo',
  'redo',
  'select-all',
  'save',
  'find',
  'print',
  'open',
  'new',
  'new-tab',
  'close',
  'quit',
  'switch-window',
  'hide',
  'minimise',
  'settings',
  'lock',
  'log-out',
  'security',
  'kill-server',
  'console',
  'search-everything',
  'input-method',
  'emoji',
  'desktop',
  'files',
  'run',
  'menu',
  'window-menu',
  'screenshot',
  'force-quit',
  'terminal',
  'workspaces',
  'tile',
  'dictation',
  'help',
  'reload',
  'full-screen',
  'debugger',
] as const
export type ReservedUse = (typeof RESERVED_USES)[number]

interface Reservation {
  readonly use: ReservedUse
  readonly strength: 'taken' | 'used'
}

type Table = Readonly<Partial<Record<ReservedUse, readonly string[]>>>

/** In every text field and every program, `CommandOrControl` as each platform has it. */
const EVERYWHERE: Table = {
  copy: ['CommandOrControl+C'],
  cut: ['CommandOrControl+X'],
  paste: ['CommandOrControl+V'],
  undo: ['CommandOrControl+Z'],
  redo: ['CommandOrControl+Shift+Z'],
  'select-all': ['CommandOrControl+A'],
  save: ['CommandOrControl+S'],
  find: ['CommandOrControl+F'],
  print: ['CommandOrControl+P'],
  open: ['CommandOrControl+O'],
  new: ['CommandOrControl+N'],
  'new-tab': ['CommandOrControl+T'],
  close: ['CommandOrControl+W'],
  'switch-window': ['Control+Tab', 'Control+Shift+Tab'],
}

const TAKEN: Readonly<Record<string, Table>> = {
  linux: {
    quit: ['Control+Q'],
    redo: ['Control+Y'],
    close: ['Alt+F4'],
    'switch-window': ['Alt+Tab', 'Alt+Shift+Tab', 'Super+Tab', 'Alt+`'],
    lock: ['Super+L', 'Control+Alt+L'],
    'log-out': ['Control+Alt+Delete'],
    'kill-server': ['Control+Alt+Backspace'],
    console: Array.from({ length: 12 }, (_, index) => `Control+Alt+F${index + 1}`),
    'window-menu': ['Alt+Space'],
  },
  win32: {
    redo: ['Control+Y'],
    close: ['Alt+F4', 'Control+F4'],
    'switch-window': ['Alt+Tab', 'Alt+Shift+Tab', 'Control+Alt+Tab', 'Super+Tab', 'Alt+Escape'],
    lock: ['Super+L'],
    security: ['Control+Alt+Delete', 'Control+Shift+Escape'],
    desktop: ['Super+D', 'Super+M'],
    files: ['Super+E'],
    run: ['Super+R'],
    settings: ['Super+I'],
    'search-everything': ['Super+S', 'Super+Q'],
    menu: ['Control+Escape', 'Super+X'],
    'window-menu': ['Alt+Space'],
    emoji: ['Super+.', 'Super+;'],
    'input-method': ['Super+Space'],
    dictation: ['Super+H'],
    tile: ['Super+Left', 'Super+Right', 'Super+Up', 'Super+Down'],
    screenshot: ['Super+Shift+S', 'Super+PrintScreen'],
    debugger: ['F12'],
  },
  darwin: {
    quit: ['Command+Q'],
    hide: ['Command+H', 'Command+Alt+H'],
    minimise: ['Command+M'],
    settings: ['Command+,'],
    'switch-window': ['Command+Tab', 'Command+Shift+Tab', 'Command+`'],
    'search-everything': ['Command+Space', 'Command+Alt+Space'],
    emoji: ['Control+Command+Space'],
    lock: ['Control+Command+Q'],
    'log-out': ['Command+Shift+Q'],
    'force-quit': ['Command+Alt+Escape'],
    screenshot: ['Command+Shift+3', 'Command+Shift+4', 'Command+Shift+5'],
  },
}

const USED: Readonly<Record<string, Table>> = {
  linux: {
    'input-method': ['Control+Space', 'Super+Space', 'Shift+Super+Space'],
    terminal: ['Control+Alt+T'],
    desktop: ['Super+D'],
    run: ['Alt+F2', 'Super+R'],
    workspaces: ['Control+Alt+Left', 'Control+Alt+Right', 'Control+Alt+Up', 'Control+Alt+Down'],
    tile: ['Super+Left', 'Super+Right', 'Super+Up', 'Super+Down'],
    screenshot: ['PrintScreen', 'Shift+PrintScreen', 'Alt+PrintScreen', 'Control+PrintScreen'],
    emoji: ['Control+.', 'Control+Shift+U'],
    help: ['F1'],
    reload: ['F5', 'Control+R'],
    menu: ['F10'],
    'full-screen': ['F11'],
  },
  win32: {
    'input-method': ['Control+Space'],
    screenshot: ['PrintScreen', 'Alt+PrintScreen'],
    help: ['F1'],
    reload: ['F5', 'Control+R'],
    menu: ['F10'],
    'full-screen': ['F11'],
  },
  darwin: {
    'input-method': ['Control+Space', 'Control+Alt+Space'],
    workspaces: ['Control+Left', 'Control+Right', 'Control+Up', 'Control+Down'],
    desktop: ['F11'],
    reload: ['Command+R'],
    'full-screen': ['Control+Command+F'],
  },
}

const entriesOf = (
  tables: readonly (Table | undefined)[],
  strength: Reservation['strength'],
  platform: string,
): readonly (readonly [Combination, Reservation])[] =>
  tables.flatMap((table = {}) =>
    RESERVED_USES.flatMap((use) =>
      (table[use] ?? []).flatMap((text) => {
        const combination = parseCombination(text, platform)
        return combination === null ? [] : [[combination, { use, strength }] as const]
      }),
    ),
  )

/** All of a platform, those that nobody can have first. */
export const reservationsOn = (
  platform: string,
): readonly (readonly [Combination, Reservation])[] => [
  ...entriesOf([TAKEN[platform], EVERYWHERE], 'taken', platform),
  ...entriesOf([USED[platform]], 'used', platform),
]

/** What a combination is used for already; null: nothing that is known. */
export const reservationOf = (combination: Combination, platform: string): Reservation | null =>
  reservationsOn(platform).find(([reserved]) => isSameCombination(reserved, combination))?.[1] ??
  null
