import { array, assert, property, string } from 'fast-check'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { execLine } from '../../../electron/main/platform/desktop-entry.ts'
import {
  createLoginItem,
  lookAtLoginItem,
  type LoginItem,
  type LoginItemParts,
} from '../../../electron/main/platform/login-item.ts'
import { startedBy } from '../../../electron/main/platform/started-by.ts'

const world = (platform: NodeJS.Platform, more: Partial<LoginItemParts> = {}) => {
  const homeFolder = mkdtempSync(join(tmpdir(), 'warbler-login-'))
  const asked: unknown[] = []
  const parts: LoginItemParts = {
    platform,
    command: ['/opt/electron', '--log-level=3', '/home/ada/warbler'],
    profile: null,
    homeFolder,
    configFolder: undefined,
    icon: '/home/ada/warbler/resources/icons/app-256.png',
    app: {
      setLoginItemSettings: (settings) => void asked.push(settings),
      getLoginItemSettings: () => ({
        openAtLogin: false,
        executableWillLaunchAtLogin: false,
        openAsHidden: false,
        wasOpenedAtLogin: false,
        wasOpenedAsHidden: false,
        restoreState: false,
        status: 'not-registered',
        launchItems: [],
      }),
    },
    ...more,
  }
  return { homeFolder, asked, parts, item: createLoginItem(parts) }
}

/** As the Desktop Entry Specification has a reader do it: strings first, then the quotes of `Exec`. */
const readExec = (value: string): readonly string[] => {
  const text = value.replaceAll(/\\([\\ntrs])/g, (_all, letter: string) => {
    const meant: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', s: ' ' }
    return meant[letter] ?? letter
  })
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, quoted = '']) =>
    quoted.replaceAll(/\\(["`$\\])/g, '$1').replaceAll('%%', '%'),
  )
}

describe('starting at login on Linux', () => {
  it('is an entry in the autostart folder, whole or not there at all', () => {
    const { homeFolder, item } = world('linux')
    const folder = join(homeFolder, '.config/autostart')
    expect(item.state()).toBe('off')
    expect(item.set(true)).toEqual({ ok: true, value: null })
    expect(readdirSync(folder)).toEqual(['warbler.desktop'])
    expect(readFileSync(join(folder, 'warbler.desktop'), 'utf8')).toBe(
      [
        '[Desktop Entry]',
        'Type=Application',
        'Name=Warbler',
        'Comment=Voice assistant',
        'Icon=/home/ada/warbler/resources/icons/app-256.png',
        'Exec="/opt/electron" "--log-level=3" "/home/ada/warbler"',
        'TryExec=/opt/electron',
        'Terminal=false',
        'X-GNOME-Autostart-enabled=true',
        '',
      ].join('\n'),
    )
    expect(item.state()).toBe('on')
    expect(item.set(false)).toEqual({ ok: true, value: null })
    expect(readdirSync(folder)).toEqual([])
    // Off is off, also where nothing was there.
    expect(item.set(false)).toEqual({ ok: true, value: null })
  })

  it('starts exactly what was named, whatever is in its name', () => {
    assert(
      property(array(string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }), (all) => {
        const line = execLine(all)
        expect(line).not.toContain('\n')
        expect(readExec(line)).toEqual(all)
      }),
    )
    const odd = ['/home/a b/el"ectron', '100%', '$HOME', '`id`', String.raw`back\slash`, "it's", '']
    expect(readExec(execLine(odd))).toEqual(odd)
  })

  it('goes by XDG_CONFIG_HOME where that is a folder', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'warbler-config-'))
    world('linux', { configFolder: elsewhere }).item.set(true)
    expect(existsSync(join(elsewhere, 'autostart/warbler.desktop'))).toBe(true)
    const relative = world('linux', { configFolder: 'somewhere' })
    relative.item.set(true)
    expect(existsSync(join(relative.homeFolder, '.config/autostart/warbler.desktop'))).toBe(true)
  })

  it('keeps the entries of two profiles apart', () => {
    const { homeFolder, parts } = world('linux')
    for (const profile of [null, '/a', '/b']) createLoginItem({ ...parts, profile }).set(true)
    expect(readdirSync(join(homeFolder, '.config/autostart'))).toHaveLength(3)
    createLoginItem({ ...parts, profile: '/a' }).set(false)
    expect(createLoginItem({ ...parts, profile: '/b' }).state()).toBe('on')
  })

  it('sees that the desktop switched it off, and that it starts another one', () => {
    const { homeFolder, item } = world('linux')
    item.set(true)
    const path = join(homeFolder, '.config/autostart/warbler.desktop')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, `${text}Hidden=true\n`)
    expect(item.state()).toBe('off')
    writeFileSync(path, text.replace('enabled=true', 'enabled=false'))
    expect(item.state()).toBe('off')
    writeFileSync(path, text.replace('/home/ada/warbler"', '/home/ada/old"'))
    expect(item.state()).toBe('other')
  })

  it('says where it could not be written, and leaves nothing behind', () => {
    const { homeFolder, item } = world('linux')
    // Not even who may do everything can make a folder in a file.
    writeFileSync(join(homeFolder, '.config'), '')
    const file = join(homeFolder, '.config/autostart/warbler.desktop')
    expect(item.set(true)).toMatchObject({
      ok: false,
      error: { code: 'login.refused', params: { file } },
    })
    expect(readdirSync(homeFolder)).toEqual(['.config'])
  })
})

describe('starting at login elsewhere', () => {
  it('is a launch agent on macOS, with what a clone needs to be started', () => {
    const { homeFolder, item, asked } = world('darwin', {
      command: ['/x/Electron', '/Users/ada/<b> & c'],
    })
    item.set(true)
    const path = join(homeFolder, 'Library/LaunchAgents/app.warbler.warbler.plist')
    const text = readFileSync(path, 'utf8')
    expect(text).toContain('<string>/Users/ada/&lt;b&gt; &amp; c</string>')
    expect(text).toContain('<key>RunAtLoad</key><true/>')
    expect(item.state()).toBe('on')
    item.set(false)
    expect(existsSync(path)).toBe(false)
    expect(asked).toEqual([])
  })

  it('is an entry of the registry on Windows, its arguments in quotes', () => {
    const { item, asked } = world('win32', {
      command: [String.raw`C:\e.exe`, String.raw`C:\Ada B\w`, 'C:\\a\\', 'say "hi"'],
    })
    item.set(true)
    item.set(false)
    const args = [String.raw`"C:\Ada B\w"`, String.raw`"C:\a\\"`, String.raw`"say \"hi\""`]
    const entry = { path: String.raw`C:\e.exe`, args, name: 'warbler' }
    expect(asked).toEqual([
      { ...entry, openAtLogin: true, enabled: true },
      { ...entry, openAtLogin: false, enabled: false },
    ])
    expect(item.state()).toBe('off')
  })
})

describe('a start of Warbler', () => {
  const look = (state: ReturnType<LoginItem['state']>, startAtLogin: boolean) => {
    const did: unknown[] = []
    lookAtLoginItem(
      { state: () => state, set: (on) => (did.push(on), { ok: true, value: null }) },
      () => ({ startAtLogin }),
      (patch) => (did.push(patch), { ok: true, value: null }),
    )
    return did
  }

  it('mends an entry of a Warbler that has moved, and follows who switched it off elsewhere', () => {
    expect(look('on', true)).toEqual([])
    expect(look('other', true)).toEqual([true])
    expect(look('off', true)).toEqual([{ startAtLogin: false }])
    expect(look('off', false)).toEqual([])
    expect(look('other', false)).toEqual([])
  })

  it('is repeated without the ports that a developer had opened', () => {
    const argv = ['/x/electron', '--inspect=0', '--remote-debugging-port=0', '--no-sandbox', '/app']
    expect(startedBy({ execPath: '/x/electron', argv, packaged: false }, null)).toEqual([
      '/x/electron',
      '--no-sandbox',
      '/app',
    ])
  })
})
