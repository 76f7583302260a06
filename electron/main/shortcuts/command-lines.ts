import { join } from 'node:path'
import { SHORTCUT_NAMES, type ShortcutName, type ShortcutsView } from '../../contracts/shortcuts.ts'

/** What a desktop runs where its own settings hold the key. */

const FLAGS: Readonly<Partial<Record<ShortcutName, string>>> = {
  talk: '--toggle',
  'toggle-mute': '--mute',
  'open-conversation': '--listen',
  stop: '--cancel',
}

interface Installation {
  readonly isPackaged: boolean
  /** The program that runs; of an AppImage the image itself, whose content moves with each start. */
  readonly program: string
  /** The folder of the source. */
  readonly folder: string
  /** The Node that started it: desktops run commands without a person's `PATH`. null: unknown. */
  readonly node: string | null
  /** A profile that is not the usual one. */
  readonly profile: string | null
}

/** As a shell takes it as one word. */
const word = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`

/** The command of each shortcut that a running Warbler can be told by command line. */
export const commandLines = (installation: Installation): ShortcutsView['commands'] => {
  const { isPackaged, program, folder, node, profile } = installation
  const start = isPackaged
    ? [program]
    : [node ?? 'node', join(folder, 'electron', 'launch', 'start.mjs')]
  const own = profile === null ? [] : ['--profile', profile]
  return SHORTCUT_NAMES.flatMap((shortcut) => {
    const flag = FLAGS[shortcut]
    if (flag === undefined) return []
    return [{ shortcut, command: [...start, flag, ...own].map(word).join(' ') }]
  })
}
