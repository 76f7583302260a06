import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultSettings } from '../../electron/contracts/settings.ts'
import { SETTINGS_PANES, type SettingsPane } from '../../electron/contracts/window-routes.ts'
import en from '../../resources/locales/en.json' with { type: 'json' }
import zh from '../../resources/locales/zh.json' with { type: 'json' }
import { providerSchema } from '../../electron/contracts/providers.ts'
import { cutOff, unreachable, violations } from '../support/accessibility.ts'
import { startFaultyProvider, type FaultyProvider } from '../support/providers/faulty-provider.ts'
import { startRealtimeServer, type RealtimeServer } from '../support/providers/realtime-server.ts'
import { lightProfile, type RunningWarbler } from '../support/running-warbler.ts'
import { askMain, openWindow } from './exchange.ts'
import { openScene, request, type Scene } from './scene.ts'

/** Every pane of the settings with something in it, and the notice of an engine that stands in. */

const RESULTS = resolve(import.meta.dirname, '../../test-results')
const nameOf = (texts: typeof en | typeof zh, pane: SettingsPane): string => texts.settings[pane]
const PANES = {
  en: SETTINGS_PANES.map((pane) => nameOf(en, pane)),
  zh: SETTINGS_PANES.map((pane) => nameOf(zh, pane)),
} as const
const WORDS = {
  en: { edit: 'Edit', address: 'Address', which: 'Which one', add: 'Add', cancel: 'Cancel' },
  zh: { edit: '编辑', address: '地址', which: '哪一个', add: '添加', cancel: '取消' },
} as const
type Locale = keyof typeof PANES

const MONTH = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000)
  .toISOString()
  .slice(0, 7)
const USED = {
  openai: { promptTokens: 1_284_350, completionTokens: 90_233, audioSeconds: 5321, dollars: 4.87 },
  gone: { characters: 1204, dollars: 0.0042, hasUnknownPrices: true },
}

describe('the panes of the settings', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let server: FaultyProvider
  let realtime: RealtimeServer
  let page: Page

  beforeAll(async () => {
    await mkdir(RESULTS, { recursive: true })
    server = await startFaultyProvider({ models: ['mind-1'] })
    realtime = await startRealtimeServer({ timesRealTime: 20 })
    scene = await openScene('light')
    const profile = await lightProfile()
    const longName = 'My own server, the old one in the cellar'
    const providers = [
      {
        id: 'openai',
        preset: 'openai',
        name: 'OpenAI',
        baseUrl: 'https://api.openai.com/v1',
        stt: { model: 'gpt-4o-mini-transcribe' },
        llm: { model: 'gpt-4.1-mini' },
        realtime: { model: 'gpt-realtime', voice: 'marin' },
      },
      {
        id: 'mine',
        preset: 'custom',
        name: longName,
        baseUrl: server.baseUrl,
        headers: { 'x-team': 'birds' },
        llm: { model: 'mind-1' },
        tts: { model: 'mouth-of-a-very-long-name/of-somebody-q4_k_m', voice: 'wren' },
      },
      {
        id: 'spoken',
        preset: 'custom',
        name: 'Speech',
        baseUrl: realtime.baseUrl,
        realtime: { model: 'gpt-realtime', voice: 'marin' },
      },
    ].map((provider) => providerSchema.parse(provider))
    await writeFile(join(profile, 'usage.json'), JSON.stringify({ [MONTH]: USED }))
    await writeFile(
      join(profile, 'settings.json'),
      JSON.stringify({
        ...defaultSettings(),
        providers,
        engineOrder: {
          stt: ['provider:openai', 'local'],
          llm: ['provider:openai', 'provider:mine', 'local'],
          tts: ['provider:gone', 'local'],
        },
      }),
    )
    warbler = await scene.start({ profile })
    await warbler.ready()
    page = await openWindow(warbler, 'settings')
  })
  afterAll(async () => {
    await scene.dispose()
    await server.close()
    await realtime.close()
  })

  const openPane = (name: string): Promise<void> =>
    page.getByRole('tab', { name, exact: true }).click()
  const show = async (locale: Locale, width: number, height = 720): Promise<void> => {
    await askMain(page, 'settings.change', { locale })
    await page.setViewportSize({ width, height })
    await page.getByRole('tab', { name: PANES[locale][0] ?? '' }).waitFor()
  }

  it('tests speech to speech by a question in a session of its own', async () => {
    await openPane('Providers')
    await page.getByRole('button', { name: 'Test Speech' }).click()
    const result = page.locator('[data-provider="spoken"] [data-role="realtime"]')
    await result.waitFor()
    expect(await result.textContent()).toMatch(/Works.*first sound of the answer.*It answered: /)
    expect(realtime.sessions).toHaveLength(1)
    await page.getByRole('button', { name: /^Test My own/ }).click()
    await page.getByText('The exact error').waitFor()
  })

  // The smallest window is 420 to 360; zoomed to twice the size it shows half of that.
  it.each([
    ['en', 720, 720, 'light'],
    ['en', 720, 720, 'dark'],
    ['en', 720, 480, 'light'],
    ['en', 210, 180, 'light'],
    ['zh', 360, 360, 'light'],
    ['zh', 210, 360, 'dark'],
  ] as const)(
    'can be used by everybody and show all they hold: %s, %i to %i, %s',
    async (locale, width, height, colorScheme) => {
      await page.emulateMedia({ colorScheme })
      await show(locale, width, height)
      const words = WORDS[locale]
      const look = async (name: string): Promise<void> => {
        await page.screenshot({ path: join(RESULTS, `${name}-${locale}-${width}.png`) })
        expect(await violations(page), name).toEqual([])
        expect(await cutOff(page), name).toEqual([])
        // One thing scrolls: the pane, or in a small window all of it.
        const isLonger = () => document.documentElement.scrollHeight > window.innerHeight + 1
        expect(await page.evaluate(isLonger), name).toBe(false)
      }
      for (const [index, name] of PANES[locale].entries()) {
        await openPane(name)
        await look(PANES.en[index] ?? name)
      }
      await openPane(nameOf(locale === 'en' ? en : zh, 'providers'))
      await page.getByRole('button', { name: new RegExp(`^${words.edit} My own`) }).click()
      await page.getByLabel(words.address, { exact: true }).fill('no address')
      await page.getByLabel(words.which, { exact: true }).selectOption('azure')
      await page.getByRole('button', { name: words.add, exact: true }).first().click()
      await look('forms')
      const cancel = page.getByRole('button', { name: words.cancel, exact: true })
      for (let forms = await cancel.count(); forms > 0; forms -= 1) await cancel.first().click()
      await expect.poll(() => page.locator('form[aria-labelledby]').count()).toBe(0)
    },
  )

  it('stand the other way round where a language is read from right to left', async () => {
    await show('en', 720)
    await page.evaluate(() => {
      document.body.dir = 'rtl'
    })
    for (const name of PANES.en) {
      await openPane(name)
      await page.screenshot({ path: join(RESULTS, `${name}-rtl.png`) })
      expect(await cutOff(page), name).toEqual([])
    }
    const tabs = await page.getByRole('tablist').boundingBox()
    const pane = await page.getByRole('tabpanel').boundingBox()
    expect(tabs?.x ?? 0).toBeGreaterThan(pane?.x ?? 0)
    await page.evaluate(() => {
      document.body.dir = ''
    })
  })

  it('take the look that a person chooses at once', async () => {
    await show('en', 720)
    const surface = () =>
      page.evaluate(() =>
        getComputedStyle(document.documentElement).getPropertyValue('--surface').trim(),
      )
    await page.emulateMedia({ colorScheme: null })
    await openPane('General')
    for (const [theme, shown] of [
      ['dark', '#14191a'],
      ['light', '#ffffff'],
    ] as const) {
      await page.getByLabel('Theme').selectOption(theme)
      await expect.poll(surface).toBe(shown)
    }
    await page.getByLabel('Contrast').selectOption('on')
    await page.getByLabel('Motion').selectOption('on')
    await page.getByLabel('Transparency').selectOption('on')
    const wishes = (of: Page) =>
      of.evaluate(() => Object.fromEntries(Object.entries(document.documentElement.dataset)))
    const all = { contrast: 'more', motion: 'less', transparency: 'less' }
    await expect.poll(() => wishes(page)).toEqual(all)
    await expect.poll(async () => wishes(await warbler.page('overlay'))).toEqual(all)
    for (const name of PANES.en) {
      await openPane(name)
      await page.screenshot({ path: join(RESULTS, `${name}-contrast.png`) })
      expect(await violations(page), name).toEqual([])
    }
    const system = { theme: 'system', contrast: 'system', motion: 'system' }
    await askMain(page, 'settings.change', { ...system, transparency: 'system' })
    await expect.poll(() => wishes(page)).toEqual({})
  })

  it('can be used by keyboard alone', async () => {
    await show('en', 720)
    for (const name of PANES.en) {
      await openPane(name)
      expect(await unreachable(page, '[role="tabpanel"]'), name).toEqual([])
    }
    await openPane('Providers')
    await page.getByRole('button', { name: /^Edit My own/ }).press('Enter')
    expect(await unreachable(page, 'form[aria-labelledby]')).toEqual([])
    await page.getByRole('button', { name: 'Cancel', exact: true }).press('Enter')
    const remove = page.getByRole('button', { name: 'Remove OpenAI' })
    await remove.press('Enter')
    await page.getByRole('alertdialog').waitFor()
    await page.keyboard.press('Escape')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Remove OpenAI')
  })

  it('say at once that the limit is reached when it is set below what was used', async () => {
    await openPane('Usage')
    const limit = page.getByLabel('Monthly limit, US dollars')
    await limit.fill('20')
    await limit.press('Enter')
    await page.getByText('of $20.00 are left this month').waitFor()
    await limit.fill('4')
    await limit.press('Enter')
    await page.getByText('The limit is reached').waitFor()
    await page.screenshot({ path: join(RESULTS, 'usage-capped.png') })
    expect(await violations(page)).toEqual([])
    await limit.fill('')
    await limit.press('Enter')
    await expect.poll(() => page.getByText('The limit is reached').count()).toBe(0)
  })

  it('are told of in the other windows where an engine stands in for another', async () => {
    await warbler.until('another engine', ({ inUse }) => inUse.stt?.because != null)
    const transcript = await openWindow(warbler, 'transcript')
    const overlay = await warbler.page('overlay')
    await request(warbler, 'conversation.toggle-talk', {})
    for (const width of [760, 380, 190]) {
      await transcript.setViewportSize({ width, height: 500 })
      const notice = transcript.getByRole('button', { name: 'OpenAI → This computer' })
      await notice.waitFor()
      expect(await violations(transcript), `${width}`).toEqual([])
      expect(await cutOff(transcript), `${width}`).toEqual([])
      await transcript.screenshot({ path: join(RESULTS, `notice-transcript-${width}.png`) })
    }
    // Which phase it is in is chance here; at the narrowest width the longest must fit as well.
    const word = transcript.getByRole('heading', { level: 1 })
    const now = await word.innerText()
    for (const text of [...Object.values(en.phase), ...Object.values(zh.phase), now]) {
      await word.evaluate((heading, changed) => {
        if (heading.firstChild !== null) heading.firstChild.nodeValue = changed
      }, text)
      expect(await cutOff(transcript), text).toEqual([])
    }
    // While that window shows what is said, the overlay is not needed.
    await transcript.close()
    await overlay.getByRole('button', { name: 'OpenAI → This computer' }).waitFor()
    expect(await violations(overlay)).toEqual([])
    expect(await cutOff(overlay)).toEqual([])
    await overlay.screenshot({ path: join(RESULTS, 'notice-overlay.png') })
  })
})
