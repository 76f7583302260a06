import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultSettings } from '../../electron/contracts/settings.ts'
import en from '../../resources/locales/en.json' with { type: 'json' }
import zh from '../../resources/locales/zh.json' with { type: 'json' }
import { cutOff, unreachable, violations } from '../support/accessibility.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { askMain, openWindow } from './exchange.ts'
import { HOTKEY, openScene, request, type Scene } from './scene.ts'

/** Shortcuts as a person changes them: with their fingers, through the system. */

const RESULTS = resolve(import.meta.dirname, '../../test-results')

describe('the keys that work in every program', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let page: Page

  beforeAll(async () => {
    await mkdir(RESULTS, { recursive: true })
    scene = await openScene('light')
    warbler = await scene.start()
    page = await openShortcuts()
  })
  afterAll(async () => {
    await scene.dispose()
  })

  const openShortcuts = async (): Promise<Page> => {
    const settings = await openWindow(warbler, 'settings')
    await settings.getByRole('tab', { name: en.settings.shortcuts }).click()
    await settings.getByRole('heading', { name: en.settings.shortcuts, exact: true }).waitFor()
    await settings.waitForFunction(() => document.hasFocus())
    return settings
  }
  const row = (shortcut: string): Locator => page.locator(`[data-shortcut="${shortcut}"]`)
  const record = async (shortcut: string): Promise<void> => {
    await row(shortcut)
      .getByRole('button', { name: /^(?:Change|更改)/ })
      .click()
    await expect.poll(() => focused()).toBe(en.shortcuts.press)
  }
  const focused = (): Promise<string | null> =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null)
  const stored = async () => {
    const { hotkey, shortcuts } = (await askMain(page, 'settings.get')) as {
      hotkey: string
      shortcuts: Record<string, string>
    }
    return { hotkey, ...shortcuts }
  }
  const isMuted = async () => (await warbler.snapshot()).conversation.muted

  it('are recorded, tried, kept, and work while another program has the keyboard', async () => {
    await record('toggle-mute')
    await scene.display.tap('ctrl+alt+m')
    await row('toggle-mute').getByText('Now press Ctrl+Alt+M once').waitFor()
    expect(await stored()).toEqual({ hotkey: defaultSettings().hotkey })
    await page.screenshot({ path: join(RESULTS, 'shortcuts-trying.png') })
    await scene.display.tap('ctrl+alt+m')
    await row('toggle-mute').getByText('Ctrl+Alt+M works, and is saved.').waitFor()
    expect(await stored()).toMatchObject({ 'toggle-mute': 'Control+Alt+M' })
    expect(await isMuted()).toBe(false)
    const editor = await scene.display.openOtherProgram('editor')
    await editor.activate()
    await scene.display.tap('ctrl+alt+m')
    await expect.poll(isMuted).toBe(true)
    await scene.display.tap('ctrl+alt+m')
    await expect.poll(isMuted).toBe(false)
    await editor.close()
    page = await openShortcuts()
  })

  it('are refused with the reason, and the ones from before can be pressed meanwhile', async () => {
    const said = (text: string) => row('stop').getByRole('alert').getByText(text).waitFor()
    await record('stop')
    await scene.display.tap('ctrl+alt+m')
    await said('Ctrl+Alt+M is used already: Mute or unmute')
    await scene.display.tap(HOTKEY)
    await said('Ctrl+Shift+Space is used already: Talk')
    await scene.display.tap('ctrl+c')
    await said('Ctrl+C is needed for copying')
    await scene.display.tap('a')
    await said('A is for typing')
    await scene.display.tap('ctrl+shift')
    await said('Ctrl+Shift alone is no shortcut')
    await page.screenshot({ path: join(RESULTS, 'shortcuts-refused.png') })
    expect(await violations(page)).toEqual([])
    await scene.display.tap('Escape')
    await row('stop').getByText(en.shortcuts.was.cancelled).waitFor()
    expect(await focused()).toBe('Change the keys: Stop')
    const { conversation, hotkey } = await warbler.snapshot()
    expect([conversation.muted, conversation.way, hotkey.mode]).toEqual([false, null, 'hold'])
  })

  it('can be had at a price that is told', async () => {
    await record('stop')
    await scene.display.tap('ctrl+alt+t')
    await row('stop').getByText('also for opening a terminal').waitFor()
    await page.getByRole('button', { name: en.shortcuts.cancel }).click()
    await row('stop').getByText(en.shortcuts.was.cancelled).waitFor()
  })

  it('can be typed by their names', async () => {
    await record('show-transcript')
    await row('show-transcript').getByRole('button', { name: /^Type/ }).click()
    await scene.display.typeText('alt+banana')
    await scene.display.tap('Return')
    await row('show-transcript')
      .getByRole('alert')
      .getByText(en.shortcuts.verdict.unreadable)
      .waitFor()
    for (let key = 0; key < 6; key += 1) await scene.display.tap('BackSpace')
    await scene.display.typeText('page down')
    await scene.display.tap('Return')
    await row('show-transcript').getByText('Now press Alt+Page Down once').waitFor()
    await scene.display.tap('alt+Next')
    await row('show-transcript').getByText('works, and is saved').waitFor()
    expect(await stored()).toMatchObject({ 'show-transcript': 'Alt+PageDown' })
  })

  it('change the hotkey once it was held and let go; undo brings the one from before back', async () => {
    await record('talk')
    await scene.display.tap('ctrl+alt+j')
    await row('talk').getByText('Now press Ctrl+Alt+J once').waitFor()
    await scene.display.keyDown('ctrl+alt+j')
    await new Promise((next) => setTimeout(next, 300))
    expect((await stored()).hotkey).toBe(defaultSettings().hotkey)
    await scene.display.keyUp('ctrl+alt+j')
    await row('talk').getByText('Ctrl+Alt+J works, and is saved.').waitFor()
    expect((await stored()).hotkey).toBe('Control+Alt+J')
    expect((await warbler.snapshot()).conversation.way).toBeNull()
    await warbler.until('a microphone', ({ conversation }) => conversation.microphone === 'ready')
    await page.screenshot({ path: join(RESULTS, 'shortcuts-kept.png') })
    await page.getByRole('button', { name: en.actions.undo }).click()
    await expect.poll(async () => (await stored()).hotkey).toBe(defaultSettings().hotkey)
    expect((await warbler.snapshot()).hotkey.label).toBe('Ctrl+Shift+Space')
  })

  it('are as before when the window is closed during the trial', async () => {
    await record('talk')
    await scene.display.tap('ctrl+alt+h')
    await row('talk').getByText('Now press Ctrl+Alt+H once').waitFor()
    await page.close()
    await warbler.until('the hotkey', ({ hotkey }) => hotkey.mode === 'hold')
    await scene.display.tap('ctrl+alt+h')
    page = await openShortcuts()
    expect((await stored()).hotkey).toBe(defaultSettings().hotkey)
    await record('talk')
    await page.close()
    await scene.display.keyDown('ctrl+alt+m')
    await scene.display.keyUp('ctrl+alt+m')
    // The recording ended with its window: the key is ours again.
    await expect.poll(isMuted).toBe(true)
    await scene.display.tap('ctrl+alt+m')
    await expect.poll(isMuted).toBe(false)
    page = await openShortcuts()
  })

  it('show in the palette, and the commands for a desktop can be copied', async () => {
    const views = (await askMain(page, 'actions.list')) as {
      order: { action: string }
      keys: string
    }[]
    const keysOf = (action: string) => views.find(({ order }) => order.action === action)?.keys
    expect([keysOf('toggle-mute'), keysOf('talk')]).toEqual(['Ctrl+Alt+M', 'Ctrl+Shift+Space'])
    await page.getByRole('button', { name: 'Copy the command: Talk' }).click()
    const copied = () => warbler.app.evaluate(({ clipboard }) => clipboard.readText())
    await expect.poll(copied).toMatch(/start\.mjs --toggle --profile /)
  })

  it('can be set by everybody, in both languages, light and dark', async () => {
    expect(await unreachable(page, '#pane-shortcuts')).toEqual([])
    for (const [locale, texts] of Object.entries({ en, zh })) {
      await request(warbler, 'app.open-window', { window: 'settings' })
      await askMain(page, 'settings.change', { locale })
      await page.getByRole('heading', { name: texts.settings.shortcuts, exact: true }).waitFor()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await violations(page)).toEqual([])
        expect(await cutOff(page)).toEqual([])
        await page.screenshot({ path: join(RESULTS, `shortcuts-${locale}-${colorScheme}.png`) })
      }
    }
    await page.getByRole('table').scrollIntoViewIfNeeded()
    await page.screenshot({ path: join(RESULTS, 'shortcuts-window-keys.png') })
    await page.emulateMedia({ colorScheme: null })
    await askMain(page, 'settings.change', { locale: 'en' })
  })

  it('are those that were kept after a power cut in the middle of a trial', async () => {
    await page.getByRole('heading', { name: en.settings.shortcuts, exact: true }).waitFor()
    await record('talk')
    await scene.display.tap('ctrl+alt+g')
    await row('talk').getByText('Now press Ctrl+Alt+G once').waitFor()
    await warbler.kill()
    warbler = await scene.start({ profile: warbler.profile })
    page = await openShortcuts()
    expect(await stored()).toEqual({
      hotkey: defaultSettings().hotkey,
      'toggle-mute': 'Control+Alt+M',
      'show-transcript': 'Alt+PageDown',
    })
    const { hotkey, shortcuts } = await warbler.snapshot()
    expect([hotkey.label, shortcuts['toggle-mute']?.label]).toEqual([
      'Ctrl+Shift+Space',
      'Ctrl+Alt+M',
    ])
    await row('toggle-mute')
      .getByRole('button', { name: /^Remove/ })
      .click()
    await expect.poll(stored).not.toHaveProperty('toggle-mute')
    await scene.display.tap('ctrl+alt+m')
    expect(await isMuted()).toBe(false)
  })
})
