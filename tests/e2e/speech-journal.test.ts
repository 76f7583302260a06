import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutOff, violations } from '../support/accessibility.ts'
import { waitUntil } from '../support/child-process.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { soundSpans } from '../support/sound-lab/measure.ts'
import type { Recording } from '../support/sound-lab/recording.ts'
import { askByHold, askMain, clip, openWindow } from './exchange.ts'
import { openScene, untilPhase, type Scene } from './scene.ts'

/** Speech that is kept: heard again with its words marked, transcribed again, corrected, deleted. */

const RESULTS = resolve(import.meta.dirname, '../../test-results')
const SPEECH = { minimumMs: 250 }

describe('the speech journal', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let page: Page
  let settings: Page
  let recording: Recording

  const kept = async (): Promise<readonly string[]> =>
    (await readdir(join(warbler.profile, 'speech')).catch(() => []))
      .filter((name) => name.endsWith('.speech'))
      .toSorted()
  const turn = (id: string) => page.locator(`article[data-turn="${id}"]`)

  beforeAll(async () => {
    await mkdir(RESULTS, { recursive: true })
    scene = await openScene('light')
    warbler = await scene.start()
    page = await openWindow(warbler, 'transcript')
    await page.setViewportSize({ width: 1100, height: 800 })
    settings = await openWindow(warbler, 'settings')
    await warbler.ready()
    recording = await scene.lab.startRecording()
  })
  afterAll(async () => {
    await scene.dispose()
  })

  it('keeps nothing before it was switched on', async () => {
    await askByHold(scene, warbler, clip('days-in-a-week'))
    await untilPhase(warbler, 'idle')
    expect(await kept()).toEqual([])
    expect(await readdir(join(warbler.profile, 'journal')).catch(() => [])).toEqual([])
  })

  it('keeps what both said, encrypted', async () => {
    await askMain(settings, 'speech.keep-plain', { on: true })
    await askMain(settings, 'settings.change', { keepSpeech: 'both' })
    const { exchangeId } = await askByHold(scene, warbler, clip('days-in-a-week'))
    await expect.poll(async () => (await kept()).length, { timeout: 10_000 }).toBe(2)
    expect((await kept()).map((name) => name.replace(/^\d+-/, ''))).toEqual(
      expect.arrayContaining([`${exchangeId}-p.speech`, `${exchangeId}-r.speech`]),
    )
    for (const name of await kept()) {
      const bytes = await readFile(join(warbler.profile, 'speech', name))
      expect(bytes.subarray(0, 4).toString()).toBe('WSJ1')
      expect(bytes.includes('sampleRateHz')).toBe(false)
    }
    expect(await readdir(join(warbler.profile, 'speech', 'inbox'))).toEqual([])
  })

  it('plays a turn at the loudspeaker, marks the words as they sound, and hears nobody in it', async () => {
    const turns = await warbler.turns()
    const mine = turns.findLast(({ speaker }) => speaker === 'person')
    const reply = turns.findLast(({ speaker }) => speaker === 'assistant')
    if (mine === undefined || reply === undefined) throw new Error('nothing was said')
    // The microphone hears the loudspeaker well, and the ear is open.
    const echo = await scene.lab.echo({ delayMs: 60, gainDb: -6 })
    await askMain(settings, 'settings.change', { openConversation: true })
    const records = (await warbler.log()).length
    for (const { id, text } of [mine, reply]) {
      const from = await recording.position()
      await turn(id).getByRole('button', { name: 'Listen' }).click()
      const marked = new Set<string>()
      const mark = turn(id).locator('[data-sounding]')
      await mark.waitFor()
      if (id === reply.id) await page.screenshot({ path: join(RESULTS, 'speech-playing.png') })
      await waitUntil(
        'the end of the turn',
        async () => {
          const word = await mark.textContent({ timeout: 50 }).catch(() => null)
          if (word !== null) marked.add(word)
          return (await turn(id).getByRole('button', { name: 'Listen' }).count()) > 0 || undefined
        },
        { withinMs: 30_000, everyMs: 20 },
      )
      const words = text.split(/\s+/)
      expect([...marked].every((word) => words.includes(word))).toBe(true)
      expect(marked.size).toBeGreaterThan(Math.min(2, words.length - 1))
      const { loudspeakerChannel, sampleRateHz } = await recording.read(from)
      expect(soundSpans(loudspeakerChannel, sampleRateHz, SPEECH)).not.toEqual([])
    }
    await new Promise((heard) => setTimeout(heard, 1500))
    const { conversation } = await warbler.snapshot()
    expect(conversation.phase).not.toBe('thinking')
    expect((await warbler.log()).length).toBe(records)
    await askMain(settings, 'settings.change', { openConversation: false })
    await echo.dispose()
  })

  it('has nothing that axe finds', async () => {
    expect(await violations(page)).toEqual([])
  })

  it('corrects a word where it stands, finds it by that, and hears it so from then on', async () => {
    await askByHold(scene, warbler, clip('capital-of-france'))
    const mine = (await warbler.turns()).findLast(({ speaker }) => speaker === 'person')
    const id = mine?.id ?? ''
    expect(mine?.text).toMatch(/France/)
    await turn(id).getByRole('button', { name: 'Correct the words' }).click()
    const words = page.getByRole('textbox', { name: 'The words of this turn' })
    expect(await violations(page)).toEqual([])
    expect(await cutOff(page)).toEqual([])
    await words.fill((mine?.text ?? '').replace('France', 'Frantz'))
    await page.screenshot({ path: join(RESULTS, 'speech-correcting.png') })
    await words.press('Enter')
    // Whichever of the windows has the keyboard tells it, with the way back.
    const told = [page, settings].map((window) =>
      window.getByText('Warbler will now write “Frantz” for “France”.').first().waitFor(),
    )
    await Promise.any(told)
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    expect(await focused()).toBe('Correct the words')
    expect(await turn(id).textContent()).toContain('Frantz')
    const found = await askMain(page, 'transcript.search', { text: 'frantz', limit: 10 })
    expect(found).toMatchObject({ total: 1, found: [{ turn: { id } }] })
    // Of another conversation: one of the two is deleted for good below.
    await askMain(page, 'conversation.new')
    await askByHold(scene, warbler, clip('capital-of-france'))
    const next = (await warbler.turns()).findLast(({ speaker }) => speaker === 'person')
    expect(next?.id).not.toBe(id)
    expect(next?.text).toContain('Frantz')
    expect(next?.conversationId).not.toBe(mine?.conversationId)
  })

  it('has another engine hear a turn again, and takes its words or leaves them', async () => {
    const id = (await warbler.turns()).findLast(({ speaker }) => speaker === 'person')?.id ?? ''
    await turn(id).hover()
    await turn(id).getByRole('button', { name: 'Transcribe again' }).click()
    const engines = turn(id).getByRole('menuitem')
    expect(await engines.count()).toBeGreaterThan(0)
    // Its name stands in it as words, not as letters below each other.
    expect((await engines.last().boundingBox())?.height).toBeLessThan(60)
    expect((await engines.last().boundingBox())?.width).toBeGreaterThan(150)
    await engines.last().click()
    const card = turn(id).locator('[data-trial="done"]')
    await card.waitFor({ timeout: 60_000 })
    await page.screenshot({ path: join(RESULTS, 'speech-again.png') })
    expect(await card.textContent()).toMatch(/hears/)
    expect(await violations(page)).toEqual([])
    await card.getByRole('button', { name: 'Leave as it is' }).click()
    await expect.poll(() => card.count()).toBe(0)
  })

  it('lists what was learned in the settings, where it can be changed and deleted', async () => {
    await settings.getByRole('tab', { name: 'Voice in' }).click()
    const entry = settings.getByRole('textbox', { name: 'Meant, entry 1' })
    expect(await entry.inputValue()).toBe('Frantz')
    await entry.scrollIntoViewIfNeeded()
    await settings.screenshot({ path: join(RESULTS, 'speech-dictionary.png') })
    expect(await violations(settings)).toEqual([])
    await entry.fill('France')
    await entry.press('Enter')
    await expect
      .poll(() => askMain(settings, 'settings.get'))
      .toMatchObject({ dictionary: [{ heard: 'France', meant: 'France' }] })
    await settings.getByRole('button', { name: 'Delete “France”' }).click()
    await expect.poll(() => askMain(settings, 'settings.get')).toMatchObject({ dictionary: [] })
    await settings.getByRole('tab', { name: 'Privacy' }).click()
    await settings.getByText('Keep speech without a key store').waitFor()
    await settings.screenshot({ path: join(RESULTS, 'speech-privacy.png') })
    expect(await violations(settings)).toEqual([])
  })

  it('keeps the sound of a deleted conversation while that can be undone, and erases it then', async () => {
    const ids = async () => (await kept()).map((name) => name.replace(/^\d+-|\.speech$/g, ''))
    const conversationOf = new Map(
      (await warbler.turns()).map((one) => [one.id, one.conversationId]),
    )
    const [restored = '', removed = ''] = new Set(conversationOf.values())
    const before = await ids()
    const remaining = before.filter((id) => conversationOf.get(id) === restored)
    expect([remaining.length, before.length]).toEqual([4, 6])
    await askMain(page, 'transcript.remove', { ids: [restored] })
    await askMain(page, 'transcript.restore', { ids: [restored] })
    // What was restored must be there still when the time is over in which this can be undone.
    await askMain(page, 'transcript.remove', { ids: [removed] })
    expect(await ids()).toEqual(before)
    await expect.poll(ids, { timeout: 30_000 }).toEqual(remaining)
  })

  it('offers at the next start what was said and never understood', async () => {
    const { profile } = warbler
    await warbler.quit()
    // Two seconds of a hum: there is sound, and no word in it.
    const hum = Int16Array.from({ length: 32_000 }, (_, at) => Math.sin(at / 20) * 9000)
    const startedAtMs = Date.now() - 60_000
    await mkdir(join(profile, 'journal'), { recursive: true })
    await writeFile(join(profile, 'journal', `${startedAtMs}-4.pcm`), new Uint8Array(hum.buffer))
    warbler = await scene.start({ profile })
    page = await openWindow(warbler, 'transcript')
    await page.setViewportSize({ width: 1100, height: 800 })
    const panel = page.getByRole('region', { name: 'Something you said was not understood' })
    await panel.waitFor({ timeout: 60_000 })
    await page.screenshot({ path: join(RESULTS, 'speech-left.png') })
    expect(await violations(page)).toEqual([])
    expect(await cutOff(page)).toEqual([])
    settings = await openWindow(warbler, 'settings')
    await askMain(settings, 'settings.change', { locale: 'zh' })
    await page.setViewportSize({ width: 380, height: 640 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByRole('region', { name: '有 1 段话没有听懂' }).waitFor()
    await page.screenshot({ path: join(RESULTS, 'speech-left-zh.png') })
    expect(await violations(page)).toEqual([])
    expect(await cutOff(page)).toEqual([])
    await settings.getByRole('tab', { name: '隐私' }).click()
    await settings.getByText('没有密钥库也保留语音').waitFor()
    await settings.screenshot({ path: join(RESULTS, 'speech-privacy-zh.png') })
    expect(await violations(settings)).toEqual([])
    await askMain(settings, 'settings.change', { locale: 'en' })
    await panel.waitFor()
    await panel.getByRole('button', { name: 'Listen' }).click()
    await panel.getByRole('button', { name: 'Stop' }).waitFor()
    await panel.getByRole('button', { name: 'Stop' }).click()
    await panel.getByRole('button', { name: 'Delete' }).click()
    await panel.getByRole('button', { name: 'Keep it' }).click()
    await panel.getByRole('button', { name: 'Delete' }).click()
    await panel.getByRole('button', { name: 'Delete' }).click()
    await expect.poll(() => panel.count()).toBe(0)
    expect(await readdir(join(profile, 'journal'))).toEqual([])
  })
})
