import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Rectangle } from '../../electron/main/windows/overlay-placement.ts'
import { waitUntil } from '../support/child-process.ts'
import { openLetter, type Letter } from '../support/display/letter.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { askMain, closing, clip, holdAndSpeak, openWindow } from './exchange.ts'
import { HOTKEY, openScene, request, untilPhase, type Scene } from './scene.ts'

/** The overlay among what else is on the screen: it is there, and in nobody's way. */

const RESULTS = resolve(import.meta.dirname, '../../test-results')
const SCREEN = { width: 1280, height: 800 }

describe('the overlay and the program that somebody works in', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let letter: Letter

  beforeAll(async () => {
    await mkdir(RESULTS, { recursive: true })
    scene = await openScene('light')
    // While one runs, what is played has sounded when `play` resolves.
    await scene.lab.startRecording()
    warbler = await scene.start({ args: ['--hidden'] })
    await warbler.ready()
    letter = await openLetter(scene.display.env)
  })
  afterAll(async () => {
    await letter?.close()
    await scene?.dispose()
  })

  const overlay = (): Promise<Rectangle & { readonly visible: boolean }> =>
    warbler.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((one) =>
        one.webContents.getURL().includes('/overlay/'),
      )
      if (window === undefined) throw new Error('there is no overlay')
      return { ...window.getBounds(), visible: window.isVisible() }
    })
  const untilVisible = (visible: boolean) =>
    waitUntil(`an overlay that is ${visible ? '' : 'not '}in view`, async () => {
      const now = await overlay()
      return now.visible === visible ? now : undefined
    })
  const change = async (patch: Readonly<Record<string, unknown>>) => {
    const settings = await openWindow(warbler, 'settings')
    await askMain(settings, 'settings.change', patch)
    await settings.close()
  }
  const middle = ({ x, y, width, height }: Rectangle) => ({
    x: Math.round(x + width / 2),
    y: Math.round(y + height / 2),
  })

  it('takes no key from who writes while it comes, answers, and goes', async () => {
    const words = 'the quick brown fox jumps over the lazy dog '
    await letter.clear()
    await scene.display.typeText(words)
    await request(warbler, 'conversation.toggle-talk', {})
    await untilVisible(true)
    await scene.display.typeText(words)
    await scene.lab.play(clip('days-in-a-week'))
    await scene.display.typeText(words)
    await untilPhase(warbler, 'speaking')
    await scene.display.typeText(words)
    await request(warbler, 'conversation.cancel', { by: 'button' })
    await request(warbler, 'overlay.hide', {})
    await untilVisible(false)
    await scene.display.typeText(words)
    expect(await letter.text()).toBe(words.repeat(5))
  })

  it('is gone soon after what had no answer', async () => {
    await request(warbler, 'conversation.toggle-talk', {})
    await untilVisible(true)
    await request(warbler, 'conversation.cancel', { by: 'button' })
    // The person's own choice is 8 s.
    await untilVisible(false)
  })

  it('goes where it is dragged, snaps to an edge, and comes back to it', async () => {
    await request(warbler, 'conversation.toggle-talk', {})
    const before = await untilVisible(true)
    // By its header, left of the middle, where nothing is pressed.
    const grip = { x: before.x + 120, y: before.y + 20 }
    await scene.display.drag(grip, { x: grip.x + 200, y: grip.y - 300 })
    await expect
      .poll(async () => {
        const { x, y } = await overlay()
        return [x - before.x, y - before.y]
      })
      .toEqual([200, -300])
    const free = await overlay()
    const next = { x: free.x + 120, y: free.y + 20 }
    await scene.display.drag(next, { x: next.x + 200, y: next.y - 60 })
    await expect.poll(async () => (await overlay()).x + before.width).toBe(SCREEN.width)
    const atEdge = await overlay()
    await scene.display.screenshot(join(RESULTS, 'overlay-at-edge.png'))
    await request(warbler, 'conversation.cancel', { by: 'button' })
    await untilVisible(false)
    await request(warbler, 'conversation.toggle-talk', {})
    expect(await untilVisible(true)).toEqual(atEdge)
    await request(warbler, 'conversation.cancel', { by: 'button' })
    await untilVisible(false)
    await change({ overlayPositions: {} })
  })

  it('waits as a pill that clicks go through, until the pointer rests on it', async () => {
    await change({ wake: true })
    await warbler.until('waiting', ({ waiting }) => waiting.state === 'waiting', 60_000)
    const pill = await untilVisible(true)
    await scene.display.screenshot(join(RESULTS, 'pill-solid.png'))
    const clicks = await letter.clicks()
    await scene.display.moveMouse(20, 20)
    // A hand that comes from there takes as long.
    await new Promise((arrived) => setTimeout(arrived, 600))
    await scene.display.click(middle(pill).x, middle(pill).y)
    await expect.poll(() => letter.clicks()).toBe(clicks + 1)
    await scene.display.moveMouse(middle(pill).x, middle(pill).y)
    // Its button is in reach for whoever stays.
    const page = await warbler.page('overlay')
    const button = await page.getByRole('button').first().boundingBox()
    if (button === null) throw new Error('the pill has no button')
    const at = { x: pill.x + button.x + button.width / 2, y: pill.y + button.y + button.height / 2 }
    await scene.display.moveMouse(Math.round(at.x), Math.round(at.y))
    await waitUntil('a card', async () => {
      await scene.display.click(Math.round(at.x), Math.round(at.y))
      return (await warbler.snapshot()).overlayShape === 'card' ? true : undefined
    })
    expect(await letter.clicks()).toBeGreaterThanOrEqual(clicks + 1)
    await request(warbler, 'overlay.hide', {})
  })

  it('keeps away from a program that fills the screen, and is back after it', async () => {
    await untilVisible(true)
    await letter.fillScreen(true)
    await untilVisible(false)
    await request(warbler, 'conversation.toggle-talk', {})
    await warbler.until('listening', ({ conversation }) => conversation.phase === 'listening')
    await scene.display.screenshot(join(RESULTS, 'full-screen.png'))
    expect((await overlay()).visible).toBe(false)
    await request(warbler, 'conversation.cancel', { by: 'button' })
    await untilPhase(warbler, 'idle')
    await letter.fillScreen(false)
    await untilVisible(true)
  })

  it('is there for who wants it over everything', async () => {
    await change({ overlayOverFullScreen: true })
    await letter.fillScreen(true)
    await request(warbler, 'conversation.toggle-talk', {})
    await warbler.until('listening', ({ conversation }) => conversation.phase === 'listening')
    expect((await untilVisible(true)).visible).toBe(true)
    await scene.display.screenshot(join(RESULTS, 'over-full-screen.png'))
    await request(warbler, 'conversation.cancel', { by: 'button' })
    await letter.fillScreen(false)
    await change({ overlayOverFullScreen: false, wake: false })
    await untilVisible(false)
  })

  it('is not on the transcript, which shows the same words itself', async () => {
    const transcript = await openWindow(warbler, 'transcript')
    await waitUntil('the transcript with the keyboard', async () => {
      const active = await scene.display.activeWindow()
      return active?.title.includes('Transcript') === true ? true : undefined
    })
    await holdAndSpeak(scene, warbler, clip('capital-of-france'))
    expect((await overlay()).visible).toBe(false)
    await transcript.locator('[class*="words"]').first().waitFor()
    await scene.display.screenshot(join(RESULTS, 'live-words.png'))
    await scene.display.keyUp(HOTKEY)
    await transcript
      .locator('article')
      .getByText(/capital/i)
      .first()
      .waitFor()
    await untilPhase(warbler, 'speaking')
    expect((await overlay()).visible).toBe(false)
    await scene.display.screenshot(join(RESULTS, 'answer-in-transcript.png'))
  })

  it('is beside a transcript in which an older conversation is read', async () => {
    const transcript = await warbler.page('transcript')
    await request(warbler, 'conversation.cancel', { by: 'button' })
    const before = (await warbler.turns()).at(-1)?.conversationId ?? ''
    await askMain(transcript, 'conversation.new')
    await transcript.locator(`[data-conversation="${before}"]`).click()
    await request(warbler, 'conversation.toggle-talk', {})
    await untilVisible(true)
    await transcript.getByRole('button', { name: 'Everything', exact: true }).click()
    await untilVisible(false)
    await request(warbler, 'conversation.cancel', { by: 'button' })
  })

  it('is in view again once that window was closed while it had the keyboard', async () => {
    const transcript = await warbler.page('transcript')
    await transcript.bringToFront()
    await closing(transcript, () =>
      warbler.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .find((one) => one.webContents.getURL().includes('/transcript/'))
          ?.close(),
      ),
    )
    await request(warbler, 'conversation.toggle-talk', {})
    await untilVisible(true)
    await request(warbler, 'conversation.cancel', { by: 'button' })
  })
})
