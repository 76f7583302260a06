import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutOff, violations } from '../support/accessibility.ts'
import { waitUntil } from '../support/child-process.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { askByHold, askMain, clip, holdAndSpeak, openWindow, recordAfter } from './exchange.ts'
import { HOTKEY, openScene, request, untilPhase, type Scene } from './scene.ts'

/** The windows of the running app: for whom they are, where they stand, what they may do. */

const RESULTS = resolve(import.meta.dirname, '../../test-results')

describe('the windows', () => {
  let scene: Scene
  let warbler: RunningWarbler

  beforeAll(async () => {
    await mkdir(RESULTS, { recursive: true })
    scene = await openScene('light')
    // While one runs, what is played has sounded when `play` resolves.
    await scene.lab.startRecording()
    warbler = await scene.start()
    await warbler.ready()
    await askByHold(scene, warbler, clip('days-in-a-week'))
  })
  afterAll(async () => {
    await scene.dispose()
  })

  const ofOverlay = <T>(read: 'bounds' | 'focused' | 'onTop' | 'visible'): Promise<T> =>
    warbler.app.evaluate(({ BrowserWindow, screen }, wanted) => {
      const overlay = BrowserWindow.getAllWindows().find((window) =>
        window.webContents.getURL().includes('/overlay/'),
      )
      switch (wanted) {
        case 'bounds':
          return { overlay: overlay?.getBounds(), area: screen.getPrimaryDisplay().workArea }
        case 'focused':
          return overlay?.isFocused()
        case 'onTop':
          return overlay?.isAlwaysOnTop()
        case 'visible':
          return overlay?.isVisible()
      }
    }, read) as Promise<T>

  /** The narrowest transcript window, and that at twice the size. */
  const cutOffInNarrow = async (page: Page): Promise<readonly string[]> => {
    const found: string[] = []
    for (const width of [380, 190]) {
      await page.setViewportSize({ width, height: 640 })
      found.push(...(await cutOff(page)).map((element) => `${width}: ${element}`))
    }
    await page.setViewportSize({ width: 1040, height: 820 })
    return found
  }

  it('can be used by everybody: the transcript', async () => {
    const page = await openWindow(warbler, 'transcript')
    await page.locator('article').getByText(/days/i).first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: join(RESULTS, 'transcript.png') })
  })

  it('opens a turn to how it went; a verdict changes the setting that it names', async () => {
    const page = await openWindow(warbler, 'transcript')
    const details = page.getByRole('button', { name: 'Details' }).last()
    await details.focus()
    await page.keyboard.press('Enter')
    const inspector = page.getByRole('group', { name: 'How this turn went' })
    const saying = (text: string) => inspector.getByRole('listitem').filter({ hasText: text })
    await saying('First sound heard').waitFor()
    expect(await details.getAttribute('aria-expanded')).toBe('true')
    expect(await inspector.textContent()).toMatch(/Key held.*key released.*Spoken in full/s)
    expect(await saying('You spoke for').count()).toBe(1)
    await inspector.getByRole('button', { name: 'You cut me off' }).click()
    await inspector.getByText('Patience is now “Patient”').waitFor()
    const settings = await openWindow(warbler, 'settings')
    expect(await askMain(settings, 'settings.get')).toMatchObject({ patience: 'patient' })
    await settings.getByRole('tab', { name: 'Voice in' }).click()
    expect(await settings.getByRole('radio', { name: 'Patient' }).isChecked()).toBe(true)
    await settings.getByRole('radio', { name: 'Balanced' }).first().click()
    await expect
      .poll(() => askMain(settings, 'settings.get'))
      .toMatchObject({ patience: 'balanced' })
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: join(RESULTS, 'inspector.png') })
    expect(await cutOffInNarrow(page)).toEqual([])
    await details.press('Enter')
    expect(await inspector.count()).toBe(0)
  })

  it('draws how long the latest answers took, and has the same as a table', async () => {
    const page = await openWindow(warbler, 'transcript')
    await page.getByRole('button', { name: /^Time to the first sound/ }).click()
    await page
      .getByRole('img', { name: /^Chart of the last turn/ })
      .locator('canvas')
      .waitFor()
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: join(RESULTS, 'latency.png') })
    await page.getByRole('button', { name: 'Show as a table' }).click()
    expect(await page.getByRole('columnheader', { name: 'Thinking' }).count()).toBe(1)
    expect(await violations(page)).toEqual([])
    expect(await cutOffInNarrow(page)).toEqual([])
    await page.getByRole('button', { name: 'Show as a chart' }).click()
  })

  it('can be used by everybody: each pane of the settings', async () => {
    const page = await openWindow(warbler, 'settings')
    const tabs = page.getByRole('tab')
    expect(await tabs.count()).toBeGreaterThan(1)
    for (const tab of await tabs.all()) {
      await tab.click()
      expect(await violations(page), (await tab.textContent()) ?? '').toEqual([])
    }
  })

  it('can be used by everybody: the overlay while it speaks; Escape makes it stop', async () => {
    const count = (await warbler.log()).length
    await holdAndSpeak(
      scene,
      warbler,
      await speak('Tell me a long story about a lighthouse and a storm.'),
    )
    await scene.display.keyUp(HOTKEY)
    await untilPhase(warbler, 'speaking')
    const overlay = await warbler.page('overlay')
    await scene.display.screenshot(join(RESULTS, 'screen.png'))
    await overlay.screenshot({ path: join(RESULTS, 'overlay.png') })
    await overlay.keyboard.press('Escape')
    const record = await recordAfter(warbler, count)
    expect([record.outcome, record.interruptedBy]).toEqual(['interrupted', 'escape'])
    // The strip in the transcript window has followed.
    const transcript = await warbler.page('transcript')
    await transcript.getByText('median of the last 2 turns').waitFor()
    expect(await violations(overlay)).toEqual([])
  })

  it('stands at the bottom centre, over everything, and never has the keyboard', async () => {
    const other = await scene.display.openOtherProgram('Letter')
    await request(warbler, 'conversation.toggle-talk', {})
    await warbler.until('listening', ({ conversation }) => conversation.phase === 'listening')
    expect(await ofOverlay<boolean>('visible')).toBe(true)
    expect(await ofOverlay<boolean>('onTop')).toBe(true)
    expect(await ofOverlay<boolean>('focused')).toBe(false)
    expect((await scene.display.activeWindow())?.title).toBe('Letter')
    interface Box {
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
    const { overlay, area } = await ofOverlay<{ overlay: Box; area: Box }>('bounds')
    const centre = (box: Box) => box.x + box.width / 2
    expect(Math.abs(centre(overlay) - centre(area))).toBeLessThanOrEqual(1)
    const below = area.y + area.height - (overlay.y + overlay.height)
    expect(below).toBeGreaterThan(0)
    expect(below).toBeLessThan(60)
    await request(warbler, 'conversation.cancel', { by: 'escape' })
    await untilPhase(warbler, 'idle')
    await other.close()
  })

  it('gives pages nothing of Node, and only their own routes', async () => {
    for (const name of ['overlay', 'transcript', 'settings', 'audio'] as const) {
      const page = await warbler.page(name)
      const there = await page.evaluate(() => {
        const all = window as unknown as Record<string, unknown>
        return ['require', 'process', 'module', 'Buffer', 'electron'].filter(
          (word) => all[word] !== undefined,
        )
      })
      expect(there, name).toEqual([])
    }
    const overlay = await warbler.page('overlay')
    const answer = await overlay.evaluate(async () => {
      const { warbler } = window as unknown as {
        warbler: { request: (route: string, input: unknown) => Promise<unknown> }
      }
      return warbler.request('settings.change', { muted: true }).then(
        (value) => JSON.stringify(value),
        (thrown: unknown) => `refused: ${String(thrown)}`,
      )
    })
    expect(answer).toMatch(/refused|"ok":false/)
    expect((await warbler.snapshot()).conversation.muted).toBe(false)
  })

  it('goes nowhere else, opens nothing else, and runs no script of others', async () => {
    const page = await openWindow(warbler, 'transcript')
    const own = page.url()
    const windowCount = () =>
      warbler.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
    const count = await windowCount()
    const opened = await page.evaluate(() => window.open('warbler://app/settings/index.html'))
    expect(opened).toBeNull()
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.foreignScriptRan = true'
      document.body.append(script)
      location.href = 'data:text/html,elsewhere'
      return 'foreignScriptRan' in window
    })
    expect(ran).toBe(false)
    await page.evaluate(() => {
      location.href = 'warbler://app/settings/index.html'
    })
    // A question that is answered says that the page is still there, and time for a navigation has passed.
    await request(warbler, 'app.snapshot', {})
    expect(await page.evaluate(() => location.href)).toBe(own)
    expect(page.url()).toBe(own)
    expect(await windowCount()).toBe(count)
  })

  it('have their page again after its process died, and are not opened as a dead one', async () => {
    await openWindow(warbler, 'settings')
    /** The process of the page that is there, whole. */
    const settings = (): Promise<number | undefined> =>
      warbler.app.evaluate(({ webContents }) => {
        const page = webContents
          .getAllWebContents()
          .find((one) => one.getURL().includes('/settings/'))
        const whole = page !== undefined && !page.isCrashed() && !page.isLoading()
        return whole ? page.getOSProcessId() : undefined
      })
    const another = (lost: number) =>
      waitUntil('another page', async () => {
        const now = await settings()
        return now === lost ? undefined : now
      })
    const first = await waitUntil('the settings', settings)
    process.kill(first, 'SIGKILL')
    const second = await another(first)
    process.kill(second, 'SIGKILL')
    await request(warbler, 'app.open-window', { window: 'settings' })
    await another(second)
  })
})
