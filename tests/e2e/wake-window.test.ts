import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { settingsSchema, type Settings } from '../../electron/contracts/settings.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { waitUntil } from '../support/child-process.ts'
import { askMain, openWindow } from './exchange.ts'
import { openScene, type Scene } from './scene.ts'

/** A person chooses the phrase that they call by, tries it, and sees all day whether it is waited for. */

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const violationsSchema = z.array(z.object({ id: z.string(), nodes: z.array(z.string()) }))

describe('the window of the wake phrase', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let page: Page
  let overlay: Page
  let axe: string
  let phrase: string

  beforeAll(async () => {
    axe = await readFile(AXE, 'utf8')
    phrase = await speak('Hey Warbler.', { voice: 'jo' })
    scene = await openScene('light')
    // While one runs, what is played has sounded when `play` resolves.
    await scene.lab.startRecording()
    warbler = await scene.start()
    overlay = await warbler.page('overlay')
    page = await openWindow(warbler, 'settings')
    await page.getByRole('tab', { name: 'Wake phrase' }).click()
    await page.getByRole('heading', { level: 2, name: 'Wake phrase' }).waitFor()
  })
  afterAll(() => scene.dispose())

  const storedSettings = async (): Promise<Settings> =>
    settingsSchema.parse(JSON.parse(await readFile(join(warbler.profile, 'settings.json'), 'utf8')))
  const violations = async (of: Page): Promise<unknown> => {
    // Evaluated, not added as a script: the page's own policy forbids that.
    await of.evaluate(axe)
    const found: unknown = await of.evaluate(async () => {
      interface Found {
        readonly violations: readonly {
          readonly id: string
          readonly nodes: readonly { readonly html: string }[]
        }[]
      }
      const { axe } = window as unknown as { axe: { run: () => Promise<Found> } }
      const run = await axe.run()
      return run.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))
    })
    return violationsSchema.parse(found)
  }
  const ofOverlay = () =>
    warbler.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().includes('/overlay/'),
      )
      if (window === undefined) throw new Error('there is no overlay')
      return { ...window.getBounds(), visible: window.isVisible(), focused: window.isFocused() }
    })
  const untilWaiting = () =>
    warbler.until('waiting', ({ waiting }) => waiting.state === 'waiting', 60_000)
  const tryButton = (name: 'Try it' | 'Stop') => page.getByRole('button', { name, exact: true })

  it('refuses a phrase that is said all day, and takes the better one that it names', async () => {
    const field = page.getByLabel('Phrase', { exact: true })
    await field.fill('Hey you')
    await page.getByText('would be heard in ordinary talk').waitFor()
    await field.press('Enter')
    expect(await askMain(page, 'settings.get')).toMatchObject({ wakePhrases: ['Hey Warbler'] })
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await page.getByRole('button', { name: 'Use “Hey you Warbler” instead' }).click()
    await expect.poll(async () => (await storedSettings()).wakePhrases).toEqual(['Hey you Warbler'])
    await field.fill('Hey Warbler')
    await field.press('Enter')
    await expect.poll(async () => (await storedSettings()).wakePhrases).toEqual(['Hey Warbler'])
  })

  it('takes a second phrase, and gives it back', async () => {
    await page.getByRole('button', { name: 'Add another phrase' }).click()
    await page.keyboard.type('Okay Zephyr')
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => (await storedSettings()).wakePhrases)
      .toEqual(['Hey Warbler', 'Okay Zephyr'])
    await page.getByRole('button', { name: 'Remove “Okay Zephyr”' }).click()
    await expect.poll(async () => (await storedSettings()).wakePhrases).toEqual(['Hey Warbler'])
  })

  it('waits once it is switched on, and stays in view as small as its words', async () => {
    expect(await tryButton('Try it').isDisabled()).toBe(true)
    expect((await ofOverlay()).visible).toBe(false)
    await page.getByRole('switch', { name: 'Wait for the phrase' }).click()
    await untilWaiting()
    await overlay.getByRole('heading', { name: 'Say “Hey Warbler”' }).waitFor()
    const shown = await waitUntil('the pill', async () => {
      const now = await ofOverlay()
      return now.visible && now.width < 300 ? now : undefined
    })
    expect(shown.height).toBeLessThan(70)
    expect(shown.focused).toBe(false)
    expect(await violations(overlay)).toEqual([])
  })

  it('draws nothing while it waits', async () => {
    const running = await overlay.evaluate(() => document.getAnimations().length)
    expect(running).toBe(0)
    const changed = await overlay.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let count = 0
          const observer = new MutationObserver((changes) => (count += changes.length))
          observer.observe(document.body, {
            subtree: true,
            childList: true,
            attributes: true,
            characterData: true,
          })
          setTimeout(() => {
            observer.disconnect()
            resolve(count)
          }, 1500)
        }),
    )
    expect(changed).toBe(0)
  })

  it('is tried by saying the phrase three times, and wakes nobody by it', async () => {
    await tryButton('Try it').click()
    await page.getByText('Say “Hey Warbler”, 3 times.').waitFor()
    const attempts = page.getByRole('list', { name: 'Attempts' }).getByRole('listitem')
    const good = attempts.filter({ hasText: 'Would wake' })
    // Now and then a busy machine loses one. One too many, once it is over, would wake it.
    for (let said = 0; said < 6 && (await page.getByText('Ready: ').count()) === 0; said += 1) {
      const before = await attempts.count()
      await scene.lab.play(phrase)
      await waitUntil('the attempt', async () => (await attempts.count()) > before || undefined, {
        withinMs: 4000,
      }).catch(() => undefined)
      await page.waitForTimeout(500)
    }
    await page.getByText('Ready: it was heard three times.').waitFor()
    expect(await good.count()).toBe(3)
    expect(await good.first().getByRole('meter').getAttribute('aria-valuetext')).toMatch(
      /^\d+%; \d+% needed$/,
    )
    await page.waitForTimeout(1500)
    const { conversation, tryingPhrase, overlayShape } = await warbler.snapshot()
    // Had it woken anybody, the card would be in view.
    expect([conversation.phase, tryingPhrase, overlayShape]).toEqual(['idle', false, 'pill'])
    expect(await violations(page)).toEqual([])
  })

  it('is tried no more once the pane, or the window, is left', async () => {
    const isTried = () => warbler.until('the try-out', ({ tryingPhrase }) => tryingPhrase)
    const isOver = () => warbler.until('its end', ({ tryingPhrase }) => !tryingPhrase)
    await tryButton('Try it').click()
    await isTried()
    await page.getByRole('tab', { name: 'General' }).click()
    await isOver()
    await page.getByRole('tab', { name: 'Wake phrase' }).click()
    expect(await page.getByRole('list', { name: 'Attempts' }).count()).toBe(0)
    await tryButton('Try it').click()
    await isTried()
    // Only what has the focus can be left.
    await warbler.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes('/settings/'))
        ?.focus(),
    )
    await waitUntil(
      'the focus',
      async () => (await page.evaluate(() => document.hasFocus())) || undefined,
    )
    const other = await scene.display.openOtherProgram('Letter')
    await other.activate()
    await isOver()
    await other.close()
  })

  it('says why it does not wait, and goes on when the reason is gone', async () => {
    await page.getByRole('switch', { name: 'Quiet hours' }).click()
    await page.getByLabel('From', { exact: true }).fill('00:00')
    await page.getByLabel('To', { exact: true }).fill('23:59')
    await overlay.getByRole('heading', { name: 'Paused: quiet hours' }).waitFor()
    await page.getByText('You can try it once Warbler is waiting for it. Paused: quiet').waitFor()
    expect(await violations(overlay)).toEqual([])
    await page.getByRole('switch', { name: 'Quiet hours' }).click()
    await untilWaiting()
    await overlay.getByRole('heading', { name: 'Say “Hey Warbler”' }).waitFor()
  })

  it('opens to the card, and closes to the pill', async () => {
    await overlay.getByRole('button', { name: 'Show more' }).click()
    await overlay.getByRole('heading', { name: 'Waiting' }).waitFor()
    await waitUntil('the card', async () => {
      const now = await ofOverlay()
      return now.width === 460 && now.height > 100 ? now : undefined
    })
    await overlay.getByRole('button', { name: 'Hide' }).click()
    await overlay.getByRole('heading', { name: 'Say “Hey Warbler”' }).waitFor()
    await waitUntil('the pill', async () => ((await ofOverlay()).width < 300 ? true : undefined))
  })

  it('is not in view where the person does not want it, and gone when it is switched off', async () => {
    await page.getByRole('switch', { name: 'Stay in view' }).click()
    await waitUntil('nothing', async () => ((await ofOverlay()).visible ? undefined : true))
    await page.getByRole('switch', { name: 'Stay in view' }).click()
    await waitUntil('the pill', async () => ((await ofOverlay()).visible ? true : undefined))
    await page.getByRole('switch', { name: 'Wait for the phrase' }).click()
    await waitUntil('nothing', async () => ((await ofOverlay()).visible ? undefined : true))
    await warbler.until('off', ({ waiting }) => waiting.state === 'off')
  })

  it('can be used by everybody, light and dark', async () => {
    await page.getByRole('switch', { name: 'Quiet hours' }).click()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page), colorScheme).toEqual([])
    }
  })
})
