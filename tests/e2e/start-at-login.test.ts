import { mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import english from '../../resources/locales/en.json' with { type: 'json' }
import { startProgram, waitUntil } from '../support/child-process.ts'
import { runToStatus } from '../support/run-to-status.ts'
import { electronPath, type RunningWarbler } from '../support/running-warbler.ts'
import { askMain, openWindow } from './exchange.ts'
import { openScene, type Scene } from './scene.ts'

/** A person has Warbler started at login, and it starts so. */

const ROOT = resolve(import.meta.dirname, '../..')
const { startAtLogin, startHidden } = english.system

describe('starting at login', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let config: string
  let env: Readonly<Record<string, string>>

  beforeAll(async () => {
    config = await mkdtemp(join(tmpdir(), 'warbler-config-'))
    scene = await openScene('light')
    env = { ...scene.display.env, ...scene.lab.env, XDG_CONFIG_HOME: config }
    warbler = await scene.start({ env, args: ['--hidden'] })
  })
  afterAll(async () => {
    await scene.dispose()
    await rm(config, { recursive: true, force: true })
  })

  const folder = () => join(config, 'autostart')
  /** Its path; empty: there is none. */
  const entry = async (): Promise<string> => {
    const [name, ...others] = await readdir(folder())
    expect(others).toEqual([])
    return name === undefined ? '' : join(folder(), name)
  }
  /** The entry's program and arguments; none of them needs the quotes that the entry has. */
  const command = async (): Promise<readonly string[]> => {
    const text = await readFile(await entry(), 'utf8')
    const line = /^Exec=(.*)$/m.exec(text)?.[1] ?? ''
    return [...line.matchAll(/"([^"]*)"/g)].map(([, argument = '']) => argument)
  }
  const openGeneral = async () => {
    const page = await openWindow(warbler, 'settings')
    await page.getByRole('tab', { name: english.settings.general }).click()
    return page
  }

  it('is refused, and the switch goes back, where the entry cannot be written', async () => {
    await writeFile(folder(), 'not a folder')
    const page = await openGeneral()
    const control = page.getByRole('switch', { name: startAtLogin.label })
    await control.click()
    await page.getByRole('alert').getByText(english.errors.login.refused.message).waitFor()
    expect(await control.isChecked()).toBe(false)
    expect(await askMain(page, 'settings.get')).toMatchObject({ startAtLogin: false })
    await rm(folder())
  })

  it('is an entry that starts this Warbler with this profile, and no window where none is wanted', async () => {
    const page = await openGeneral()
    await page.getByRole('switch', { name: startAtLogin.label }).click()
    await page.getByRole('switch', { name: startHidden.label }).click()
    await expect
      .poll(() => askMain(page, 'settings.get'))
      .toMatchObject({ startAtLogin: true, startHidden: true })
    const [program = '', ...args] = await command()
    expect(args).toContain(warbler.profile)
    expect(args.filter((one) => /inspect|remote-debugging/.test(one))).toEqual([])
    // Only who is logged in reads how it is started.
    expect((await stat(await entry())).mode & 0o077).toBe(0)
    await warbler.quit()

    const started = await startProgram(program, args, { env: { ...process.env, ...env } })
    try {
      const again = (...flags: readonly string[]) =>
        runToStatus(
          electronPath() ?? '',
          [
            ...(process.env['WARBLER_ELECTRON_ARGUMENTS'] ?? '').split(' ').filter(Boolean),
            ROOT,
            '--profile',
            warbler.profile,
            ...flags,
          ],
          { env: { ...process.env, ...env } },
        )
      // Whoever asks before it is there holds its place for a moment, and it would take that one for itself.
      await waitUntil('its place taken', () =>
        readlink(join(warbler.profile, 'SingletonLock')).catch(() => undefined),
      )
      await waitUntil(
        'a Warbler that obeys',
        async () => ((await again('--mute')).status === 0 ? true : undefined),
        { withinMs: 30_000, everyMs: 500 },
      )
      const titles = (await scene.display.visibleWindows()).map(({ title }) => title)
      expect(titles.filter((title) => title.includes('Transcript'))).toEqual([])
      expect((await again('--quit')).status).toBe(0)
      expect(await started.exited).toBe(0)
    } finally {
      await started.stop()
    }
  })

  it('is over when it is switched off', async () => {
    warbler = await scene.start({ env, profile: warbler.profile })
    const page = await openGeneral()
    const control = page.getByRole('switch', { name: startAtLogin.label })
    expect(await control.isChecked()).toBe(true)
    await control.click()
    await waitUntil('no entry', async () => ((await entry()) === '' ? true : undefined))
  })
})
