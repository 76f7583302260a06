import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeProfile, lightProfile, type RunningWarbler } from '../support/running-warbler.ts'
import { seedTranscript } from '../support/seeded-transcript.ts'
import { askByHold, askMain, clip, openWindow } from './exchange.ts'
import { openScene, type Scene } from './scene.ts'

/** A whole day with Warbler by keys alone: no pointer, no script that focuses anything. */

const RESULTS = resolve(import.meta.dirname, '../../test-results')
/** No window has more stops than this. */
const MOST_STOPS = 80

/** What has the focus, as a person would call it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement)) return ''
    const { labels } = element as HTMLInputElement
    const label = labels?.[0]?.textContent
    return (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim()
  })

/** Presses Tab (or Shift+Tab) until the focus is on something that is called so. */
const tabTo = async (page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  const passed: string[] = []
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press(key)
    const here = await focused(page)
    if (name.test(here)) return
    passed.push(here.slice(0, 40))
  }
  throw new Error(`Tab never came to ${String(name)}; it passed ${passed.join(' | ')}`)
}

describe('by keyboard alone', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let transcript: Page
  let profile: string

  beforeAll(async () => {
    await mkdir(RESULTS, { recursive: true })
    profile = await lightProfile()
    seedTranscript(profile, Date.now())
    scene = await openScene('light')
    warbler = await scene.start({ profile })
    transcript = await openWindow(warbler, 'transcript')
    await transcript.bringToFront()
    await warbler.ready()
  })
  afterAll(async () => {
    await scene.dispose()
    await removeProfile(profile)
  })

  it('a person finds what was said, renames, deletes and gets back a conversation', async () => {
    const page = transcript
    await page.keyboard.press('Control+f')
    await page.keyboard.type('photosynthesis')
    await page.locator('#found [role="option"]').first().waitFor()
    await page.keyboard.press('Enter')
    await page.locator('article[data-found]').waitFor()
    await page.keyboard.press('Escape')
    const row = page.locator('[data-conversation="story"]')
    const here = () =>
      page.evaluate(() => document.activeElement?.getAttribute('data-conversation') ?? null)
    for (let stop = 0; stop < MOST_STOPS && (await here()) === null; stop += 1) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Home')
    for (let stop = 0; stop < MOST_STOPS && (await here()) !== 'story'; stop += 1) {
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('F2')
    await page.keyboard.type('A story by keys')
    await page.keyboard.press('Enter')
    await expect.poll(() => row.textContent()).toContain('A story by keys')
    await page.keyboard.press('Delete')
    await expect.poll(() => row.count()).toBe(0)
    await page.keyboard.press('Control+z')
    await row.waitFor()
  })

  it('a person asks, and reads why the answer took as long as it did', async () => {
    await scene.lab.startRecording()
    await askByHold(scene, warbler, clip('days-in-a-week'))
    await transcript.bringToFront()
    await tabTo(transcript, /^Details/)
    await transcript.keyboard.press('Enter')
    await transcript.getByRole('group', { name: 'How this turn went' }).waitFor()
    await transcript.keyboard.press('Enter')
    await expect
      .poll(() => transcript.getByRole('group', { name: 'How this turn went' }).count())
      .toBe(0)
  })

  it('a person goes from the palette to a setting, changes it, and takes it back', async () => {
    await transcript.keyboard.press('Control+k')
    await transcript.keyboard.type('setting: theme')
    await transcript.getByRole('option', { name: /Theme/, selected: true }).waitFor()
    await transcript.keyboard.press('Enter')
    const settings = await warbler.page('settings')
    await settings.bringToFront()
    await expect.poll(() => focused(settings)).toBe('Theme')
    const theme = async () => ((await askMain(settings, 'settings.get')) as { theme: string }).theme
    await settings.keyboard.press('ArrowDown')
    await expect.poll(theme).toBe('light')
    await settings.keyboard.press('Control+z')
    await expect.poll(theme).toBe('system')
    await settings.screenshot({ path: join(RESULTS, 'keyboard-settings.png') })
  })

  it('a person goes through every pane of the settings with the arrow keys', async () => {
    const settings = await warbler.page('settings')
    await tabTo(settings, /^General$/, 'Shift+Tab')
    const seen: string[] = []
    const count = await settings.getByRole('tab').count()
    for (let pane = 0; pane < count; pane += 1) {
      seen.push(await focused(settings))
      expect(await settings.getByRole('tab', { selected: true }).textContent()).toBe(seen.at(-1))
      await settings.keyboard.press('ArrowDown')
    }
    expect(new Set(seen).size).toBe(count)
    // From a pane's tab the next stops are in that pane.
    expect(await focused(settings)).toBe('General')
    await tabTo(settings, /^Language$/)
  })
})
