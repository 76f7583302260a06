import { isAbsolute, join } from 'node:path'
import { desktopEntry, execLine } from './desktop-entry.ts'

/** The file by which a system starts a program at login, as text. */
export interface LoginFile {
  /** Absolute. */
  readonly path: string
  readonly text: string
  /** Whether a file like this one was switched off in the system's own settings. */
  readonly isOff: (text: string) => boolean
}

interface LoginFileParts {
  readonly platform: NodeJS.Platform
  readonly command: readonly [program: string, ...args: string[]]
  readonly homeFolder: string
  readonly configFolder: string | undefined
  /** Absolute path of a picture. */
  readonly icon: string
}

/** @param name of the file, without what tells its kind. */
export const loginFile = (name: string, parts: LoginFileParts): LoginFile =>
  parts.platform === 'darwin' ? launchAgent(name, parts) : autostartEntry(name, parts)

/** https://specifications.freedesktop.org/autostart-spec */
const autostartEntry = (
  name: string,
  { command, homeFolder, configFolder, icon }: LoginFileParts,
): LoginFile => {
  const config =
    configFolder !== undefined && isAbsolute(configFolder)
      ? configFolder
      : join(homeFolder, '.config')
  return {
    path: join(config, 'autostart', `${name}.desktop`),
    text: desktopEntry({
      Name: 'Warbler',
      Comment: 'Voice assistant',
      Icon: icon,
      Exec: execLine(command),
      // Where the program is gone, nothing is tried and nobody is told.
      TryExec: command[0],
      Terminal: 'false',
      'X-GNOME-Autostart-enabled': 'true',
    }),
    isOff: (text) => /^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(text),
  }
}

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** `man launchd.plist`. What the system lists under "Allow in the background" it switches off by itself. */
const launchAgent = (name: string, { command, homeFolder }: LoginFileParts): LoginFile => {
  const label = `app.warbler.${name}`
  return {
    path: join(homeFolder, 'Library', 'LaunchAgents', `${label}.plist`),
    text: [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
      '<plist version="1.0">',
      '<dict>',
      `  <key>Label</key><string>${xml(label)}</string>`,
      '  <key>ProgramArguments</key>',
      '  <array>',
      ...command.map((argument) => `    <string>${xml(argument)}</string>`),
      '  </array>',
      '  <key>RunAtLoad</key><true/>',
      '  <key>ProcessType</key><string>Interactive</string>',
      '</dict>',
      '</plist>',
      '',
    ].join('\n'),
    isOff: () => false,
  }
}
