import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { App } from 'electron'
import { fail, succeed, type Result } from '../../contracts/errors.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import { writeWholeSync } from '../storage/write-whole.ts'
import { loginFile, type LoginFile } from './login-file.ts'

/** Whether the system starts this Warbler when the person logs in. */

/** `other`: it is started, but from elsewhere or in another way than it runs now. */
type LoginState = 'on' | 'off' | 'other'

export interface LoginItem {
  readonly state: () => LoginState
  readonly set: (on: boolean) => Result<null>
}

export interface LoginItemParts {
  readonly platform: NodeJS.Platform
  /** This program as it is to be started. */
  readonly command: readonly [program: string, ...args: string[]]
  /** Absolute; null: the usual one, whose entry has the plain name. */
  readonly profile: string | null
  /** Absolute, of the person. */
  readonly homeFolder: string
  /** `XDG_CONFIG_HOME`, where it is set. */
  readonly configFolder: string | undefined
  readonly icon: string
  readonly app: Pick<App, 'setLoginItemSettings' | 'getLoginItemSettings'>
}

/** Another profile is another Warbler, and can be started beside the first. */
const nameOf = (profile: string | null): string =>
  profile === null
    ? 'warbler'
    : `warbler-${createHash('sha256').update(profile).digest('hex').slice(0, 8)}`

export const createLoginItem = (parts: LoginItemParts): LoginItem => {
  const name = nameOf(parts.profile)
  const { platform } = parts
  return platform === 'win32' ? ofRegistry(name, parts) : ofFile(loginFile(name, parts))
}

/**
 * Linux and macOS: a file that the system reads at login. Not Electron's own way on macOS, which starts the
 * program without arguments: of a source clone that would be an empty Electron.
 */
const ofFile = ({ path, text, isOff }: LoginFile): LoginItem => {
  const read = (): string | null => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return null
    }
  }
  return {
    state: () => {
      const there = read()
      // People switch entries off in the desktop's own settings, which marks them.
      if (there === null || isOff(there)) return 'off'
      return there === text ? 'on' : 'other'
    },
    set: (on) => {
      try {
        if (on) {
          mkdirSync(dirname(path), { recursive: true })
          // Whoever logs in meanwhile reads the whole file, or none.
          writeWholeSync(path, text)
        } else rmSync(path, { force: true })
        return succeed(null)
      } catch (thrown) {
        return fail('login.refused', String(thrown), { file: path })
      }
    },
  }
}

/** As Windows takes apart a command line: quotes, and backslashes only in front of quotes. */
const windowsArgument = (argument: string): string =>
  `"${argument.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/(\\+)$/, '$1$1')}"`

const ofRegistry = (name: string, { app, command }: LoginItemParts): LoginItem => {
  const [path, ...args] = command
  const entry = { path, args: args.map(windowsArgument) }
  return {
    state: () => {
      const { executableWillLaunchAtLogin, openAtLogin } = app.getLoginItemSettings(entry)
      if (openAtLogin) return executableWillLaunchAtLogin ? 'on' : 'off'
      return executableWillLaunchAtLogin ? 'other' : 'off'
    },
    set: (on) => {
      try {
        app.setLoginItemSettings({ ...entry, openAtLogin: on, enabled: on, name })
        return succeed(null)
      } catch (thrown) {
        return fail('login.refused', String(thrown), { file: 'Windows' })
      }
    },
  }
}

/**
 * At the start: what the person has switched off in the system's own settings stays off, and where this
 * Warbler has moved, it is found where it is now. A failure waits for the next start.
 */
export const lookAtLoginItem = (
  item: LoginItem,
  settings: () => Pick<Settings, 'startAtLogin'>,
  change: (patch: SettingsPatch) => Result<null>,
): void => {
  if (!settings().startAtLogin) return
  const state = item.state()
  if (state === 'other') item.set(true)
  if (state === 'off') change({ startAtLogin: false })
}
