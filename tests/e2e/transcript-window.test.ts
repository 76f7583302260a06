import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutOff, unreachable, violations } from '../support/accessibility.ts'
import { removeProfile, lightProfile, type RunningWarbler } from '../support/running-warbler.ts'
import { seedTranscript } from '../support/seeded-transcript.ts'
import { askByHold, askMain, clip, openWindow } from './exchange.ts'
import { openScene, type Scene } from './scene.ts'

/** The transcript window with something in it: finding, naming, deleting, going on, taking it out. */

const RESULTS = resolve(import.meta.dirname, '../../test-results')
const WORDS = {
  en: {
    search: 'Search everything said',
    filters: /^Filters/,
    interrupted: 'Interrupted',
    undo: 'Undo',
    everything: 'Show everything',
    more: /^More for/,
    export: 'Export…',
  },
  zh: {
    search: '搜索说过的所有话',
    filters: /^筛选/,
    interrupted: '被打断',
    undo: '撤销',
    everything: '显示全部',
    more: /更多操作$/,
    export: '导出…',
  },
} as const

describe('the transcript window', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let page: Page
  let profile: string

  const open = async () => {
    warbler = await scene.start({ profile })
    page = await openWindow(warbler, 'transcript')
    await page.setViewportSize({ width: 1280, height: 800 })
    await row('photosynthesis').waitFor()
  }
  const row = (id: string) => page.locator(`[data-conversation="${id}"]`)
  // The choices of a list to pick from are options, too.
  const found = () => page.locator('#found [role="option"]')
  const field = (locale: keyof typeof WORDS = 'en') =>
    page.getByRole('combobox', { name: WORDS[locale].search })
  /** Answers the next dialogs of the system as a person would. */
  const answerDialogs = (file: string) =>
    warbler.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, file)

  beforeAll(async () => {
    await mkdir(RESULTS, { recursive: true })
    profile = await lightProfile()
    seedTranscript(profile, Date.now())
    scene = await openScene('light')
    await open()
  })
  afterAll(async () => {
    await scene.dispose()
    await removeProfile(profile)
  })

  it('finds while one types, goes through by keys, and comes back to where one was', async () => {
    await page.keyboard.press('Control+f')
    await page.keyboard.type('three')
    await expect.poll(() => found().count()).toBe(2)
    expect(await found().first().locator('mark').allTextContents()).toEqual(['three'])
    await page.keyboard.press('ArrowDown')
    expect(await found().nth(1).getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Enter')
    const turn = page.locator('article[data-found]')
    await turn.waitFor()
    expect(await turn.getAttribute('data-turn')).toBe('moon-1')
    expect(await turn.locator('mark').allTextContents()).toEqual(['three', 'three'])
    await expect
      .poll(() => turn.evaluate((one) => one.getBoundingClientRect().top))
      .toBeLessThan(500)
    await page.keyboard.press('Escape')
    await expect.poll(() => turn.count()).toBe(0)
    expect(await field().inputValue()).toBe('')
    await page.getByText('the oxygen is what we do').waitFor()
  })

  it('finds Chinese words of two characters, and what filters let pass', async () => {
    await field().fill('月亮')
    await expect.poll(() => found().count()).toBe(1)
    await field().fill('')
    await page.getByRole('button', { name: WORDS.en.filters }).click()
    await page.getByRole('checkbox', { name: 'Interrupted' }).check()
    await expect.poll(() => found().count()).toBe(1)
    await page.getByRole('combobox', { name: 'Who spoke' }).selectOption('person')
    await expect.poll(() => found().count()).toBe(0)
    await page.getByRole('checkbox', { name: 'Interrupted' }).uncheck()
    await page.getByRole('combobox', { name: 'Language' }).selectOption('zh')
    await expect.poll(() => found().count()).toBe(2)
    await page.getByRole('combobox', { name: 'When' }).selectOption('today')
    await expect.poll(() => found().count()).toBe(0)
    await page.keyboard.press('Escape')
    await row('moon').waitFor()
  })

  it('names a conversation, pins it, and shows it alone, all by keys', async () => {
    await row('café').focus()
    await page.keyboard.press('F2')
    await page.keyboard.type('Words and breakfast')
    await page.keyboard.press('Enter')
    await expect.poll(() => row('café').textContent()).toContain('Words and breakfast')
    await row('café').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Pinned' }).waitFor()
    await row('café').press('Enter')
    await page.getByRole('heading', { name: 'Words and breakfast' }).waitFor()
    expect(await page.locator('article').count()).toBe(4)
    await page.getByRole('button', { name: WORDS.en.everything }).press('Enter')
  })

  it('gives a deleted conversation back, and erases one that is not asked for again', async () => {
    await row('story').focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => row('story').count()).toBe(0)
    await page.getByRole('button', { name: WORDS.en.undo }).click()
    await row('story').waitFor()
    await row('story').focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => row('story').count()).toBe(0)
    await warbler.quit()
    const bytes = await Promise.all(
      (await readdir(profile))
        .filter((name) => name.startsWith('transcripts'))
        .map((name) => readFile(join(profile, name), 'latin1')),
    )
    expect(bytes.join('')).toContain('photosynthesis')
    expect(bytes.join('')).not.toContain('lighthouse')
    await open()
    expect(await row('story').count()).toBe(0)
  })

  it('goes on with an old conversation by voice', async () => {
    await row('moon').press('Enter')
    await page.getByRole('button', { name: 'Continue' }).first().click()
    await warbler.until('the old one', ({ conversation }) => conversation.conversationId === 'moon')
    await page.getByText('In progress').waitFor()
    await warbler.ready()
    await scene.lab.startRecording()
    await askByHold(scene, warbler, clip('days-in-a-week'))
    const turns = await warbler.turns()
    expect(turns.at(-1)?.conversationId).toBe('moon')
    await expect.poll(() => page.locator('article').count()).toBe(6)
    // It is the one that was talked in last now.
    await expect
      .poll(() => page.locator('[data-conversation]').nth(1).getAttribute('data-conversation'))
      .toBe('moon')
    await page.getByRole('button', { name: WORDS.en.everything }).click()
  })

  it.each([
    ['Markdown', 'md', /## Words and breakfast/],
    ['Web page', 'html', /^<!doctype html>/],
    ['PDF', 'pdf', /^%PDF-/],
    ['JSON', 'json', /"format":"warbler-transcript"/],
    ['SRT', 'srt', /^1\n00:00:00,000 --> /],
    ['WebVTT', 'vtt', /^WEBVTT/],
  ])('exports a conversation as %s', async (name, extension, looksLike) => {
    const file = join(profile, `export.${extension}`)
    await answerDialogs(file)
    await row('café').hover()
    await page.getByRole('button', { name: 'More for “Words and breakfast”' }).click()
    await page.getByRole('menuitem', { name: WORDS.en.export }).click()
    await page.getByRole('radio', { name: new RegExp(`^${name}`) }).check()
    await page.getByRole('button', { name: 'Save…' }).click()
    await page.getByText(`4 turns written to ${file}`).waitFor()
    expect(await readFile(file, 'latin1')).toMatch(looksLike)
  })

  it('imports what was exported where it is not, and refuses what is no transcript', async () => {
    const file = join(profile, 'export.json')
    const text = (await readFile(file, 'utf8'))
      .replaceAll('café-', 'new-')
      .replace('"café"', '"new"')
    await writeFile(file, text)
    await answerDialogs(file)
    const choose = async () => {
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Import…' }).click()
    }
    await choose()
    await page.getByText('4 turns would be added').waitFor()
    await page.getByRole('button', { name: 'Add' }).click()
    await row('new').waitFor()
    await choose()
    await page.getByText('Everything in it is here already').waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
    await writeFile(file, 'a shopping list')
    await choose()
    await page.locator('[role="alert"][data-code="transcript.unreadable"]').waitFor()
    await page.getByRole('button', { name: 'Dismiss' }).click()
  })

  it.each([
    ['en', 1280, 800, 'light'],
    ['en', 1280, 800, 'dark'],
    ['zh', 1280, 800, 'light'],
    ['zh', 380, 640, 'dark'],
    ['en', 380, 640, 'light'],
    // The narrowest window at twice the size.
    ['en', 190, 320, 'light'],
  ] as const)(
    'can be used by everybody: %s, %i to %i, %s',
    async (locale, width, height, colorScheme) => {
      const words = WORDS[locale]
      const settings = await openWindow(warbler, 'settings')
      await askMain(settings, 'settings.change', { locale })
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height })
      const look = async (name: string) => {
        await page.screenshot({
          path: join(RESULTS, `transcript-${name}-${locale}-${width}-${colorScheme}.png`),
        })
        expect(await violations(page), name).toEqual([])
        expect(await cutOff(page), name).toEqual([])
      }
      await look('all')
      await page.bringToFront()
      await page.keyboard.press('Control+f')
      await field(locale).fill('月')
      await expect.poll(() => found().count()).toBe(1)
      await page.getByRole('button', { name: words.filters }).click()
      await look('search')
      await field(locale).press('Enter')
      await page.locator('article[data-found]').waitFor()
      await look('found')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+f')
      await row('chinese').focus()
      await page.keyboard.press('Delete')
      // A notice of the language that was changed just now may offer to undo that.
      const undo = page.locator('main').getByRole('button', { name: words.undo })
      await undo.waitFor()
      await look('undo')
      await undo.click()
      await row('chinese').press('Enter')
      await page.locator('main').getByRole('button', { name: words.more }).click()
      await look('menu')
      await page.getByRole('menuitem', { name: words.export }).click()
      await look('export')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: words.everything }).click()
    },
  )

  it('lets Tab get to every control', async () => {
    const settings = await openWindow(warbler, 'settings')
    await askMain(settings, 'settings.change', { locale: 'en' })
    await page.setViewportSize({ width: 1280, height: 800 })
    expect(await unreachable(page, 'nav')).toEqual([])
    await page.keyboard.press('Control+f')
    await page.keyboard.type('moon')
    await page.getByRole('button', { name: WORDS.en.filters }).press('Enter')
    expect(await unreachable(page, '[role="search"]')).toEqual([])
    await page.keyboard.press('Escape')
  })
})
