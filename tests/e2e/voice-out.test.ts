import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import en from '../../resources/locales/en.json' with { type: 'json' }
import zh from '../../resources/locales/zh.json' with { type: 'json' }
import { cutOff, violations } from '../support/accessibility.ts'
import { waitUntil } from '../support/child-process.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { totalSoundSeconds } from '../support/sound-lab/measure.ts'
import { RECORDING_RATE_HZ, type Recording } from '../support/sound-lab/recording.ts'
import { music } from '../support/sound-lab/sounds.ts'
import { transcribe } from '../support/sound-lab/transcribe.ts'
import { waitForSilence, waitForSound } from '../support/sound-lab/wait-for-sound.ts'
import { askMain, openWindow } from './exchange.ts'
import { HOTKEY, openScene, type Scene } from './scene.ts'

/** Voices are heard before they are chosen, and other programs are quiet while somebody talks. */

const RESULTS = resolve(import.meta.dirname, '../../test-results')
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms))
const streamsSchema = z.array(
  z.object({
    volume: z.record(z.string(), z.object({ value: z.number() })),
    properties: z.record(z.string(), z.string()),
  }),
)

describe('how Warbler sounds', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let recording: Recording
  let page: Page

  beforeAll(async () => {
    await mkdir(RESULTS, { recursive: true })
    scene = await openScene()
    recording = await scene.lab.startRecording()
    warbler = await scene.start()
    await warbler.ready()
    page = await openVoiceOut()
  })
  afterAll(() => scene.dispose())

  const openVoiceOut = async (): Promise<Page> => {
    const settings = await openWindow(warbler, 'settings')
    await settings.getByRole('tab', { name: en.settings['voice-out'] }).click()
    await settings.getByRole('searchbox', { name: en.voiceOut.voices.search }).waitFor()
    return settings
  }
  const voice = (id: string): Locator => page.locator(`[data-voice="${id}"]`)
  const search = (words: string) =>
    page.getByRole('searchbox', { name: en.voiceOut.voices.search }).fill(words)
  const heardSince = async (from: number): Promise<string> => {
    const { loudspeakerChannel } = await recording.read(from)
    return transcribe(loudspeakerChannel, RECORDING_RATE_HZ)
  }
  const isTried = (id: string) => voice(id).getAttribute('data-tried')

  it('lets a voice be heard, and neither hears it itself nor takes it for a turn', async () => {
    await askMain(page, 'settings.change', { wake: true })
    await warbler.until('waiting', ({ waiting }) => waiting.state === 'waiting', 60_000)
    const echo = await scene.lab.echo({ delayMs: 60, gainDb: -30 })
    const from = await recording.position()
    await search('joe')
    await voice('piper-en-us-joe-medium/').getByRole('button', { name: /^Play/ }).click()
    await waitForSound(recording, from)
    await expect.poll(() => isTried('piper-en-us-joe-medium/')).toBe('playing')
    await page.screenshot({ path: join(RESULTS, 'voice-out-playing.png') })
    expect(await violations(page)).toEqual([])
    await waitForSilence(recording, from)
    await expect.poll(() => isTried('piper-en-us-joe-medium/'), { timeout: 10_000 }).toBeNull()
    expect(await heardSince(from)).toMatch(/good morning.*sound/is)
    await pause(1500)
    const { conversation, waiting } = await warbler.snapshot()
    expect([conversation.phase, waiting.state]).toEqual(['idle', 'waiting'])
    expect([await warbler.log(), await warbler.turns()]).toEqual([[], []])
    await echo.dispose()
    await askMain(page, 'settings.change', { wake: false })
  })

  it('falls silent on a second press, by keyboard alone', async () => {
    await search('british male george')
    const play = voice('kokoro-82m/bm_george').getByRole('button', { name: /^Play/ })
    if ((await play.count()) === 0) throw new Error('Kokoro is not among the models here')
    const from = await recording.position()
    await play.focus()
    await page.keyboard.press('Enter')
    const began = await waitForSound(recording, from, { withinMs: 40_000 })
    await page.keyboard.press('Enter')
    await expect.poll(() => isTried('kokoro-82m/bm_george')).toBeNull()
    await pause(2500)
    const { loudspeakerChannel } = await recording.read(began)
    expect(totalSoundSeconds(loudspeakerChannel, RECORDING_RATE_HZ)).toBeLessThan(1.5)
  })

  it('uses the one that was chosen at once, and takes that back', async () => {
    const before = (await askMain(page, 'settings.get')) as { voices: object; models: object }
    await voice('kokoro-82m/bm_george').getByRole('button', { name: /^Use/ }).click()
    await voice('kokoro-82m/bm_george').getByText(en.voiceOut.voices.used).waitFor()
    expect(await askMain(page, 'settings.get')).toMatchObject({
      voices: { 'kokoro-82m': 'bm_george' },
    })
    await page.getByRole('button', { name: en.actions.undo }).click()
    await expect
      .poll(async () => {
        const { voices, models } = (await askMain(page, 'settings.get')) as typeof before
        return { voices, models }
      })
      .toEqual({ voices: before.voices, models: before.models })
  })

  it('says why it does not play while somebody talks', async () => {
    await warbler.ready()
    await scene.display.keyDown(HOTKEY)
    await warbler.until('listening', ({ conversation }) => conversation.way === 'hold')
    await search('joe')
    await voice('piper-en-us-joe-medium/').getByRole('button', { name: /^Play/ }).click()
    await page.getByRole('alert').getByText(en.errors.voices['preview-not-now'].message).waitFor()
    await scene.display.keyUp(HOTKEY)
    await warbler.until('idle', ({ conversation }) => conversation.phase === 'idle')
  })

  it('lists every voice in both languages', async () => {
    for (const [locale, texts] of Object.entries({ en, zh })) {
      await askMain(page, 'settings.change', { locale })
      const field = page.getByRole('searchbox', { name: texts.voiceOut.voices.search })
      await field.fill('')
      await page.getByRole('list', { name: texts.voiceOut.voices.title }).scrollIntoViewIfNeeded()
      expect(await violations(page)).toEqual([])
      expect(await cutOff(page)).toEqual([])
      await page.screenshot({ path: join(RESULTS, `voice-out-${locale}.png`) })
    }
    await askMain(page, 'settings.change', { locale: 'en' })
  })

  it('lowers the music of others while it listens, and gives it back, also after a power cut', async () => {
    const lowered = Math.round(65_536 * 0.4)
    const musicVolume = async (): Promise<number | undefined> => {
      const list = await scene.lab.pactl('-f', 'json', 'list', 'sink-inputs')
      const playing = streamsSchema
        .parse(JSON.parse(list))
        .find(({ properties }) => properties['application.name'] === 'pacat')
      return Object.values(playing?.volume ?? {})[0]?.value
    }
    const until = (wanted: number) =>
      waitUntil(
        `the music at ${wanted}`,
        async () => ((await musicVolume()) === wanted ? true : undefined),
        { withinMs: 15_000, everyMs: 100 },
      )
    await askMain(page, 'settings.change', { duckOtherSound: true })
    const stop = new AbortController()
    const playing = scene.lab
      .play(music(90), { at: 'loudspeaker', signal: stop.signal })
      .catch(() => undefined)
    await until(65_536)
    await scene.display.keyDown(HOTKEY)
    await until(lowered)
    await scene.display.keyUp(HOTKEY)
    await until(65_536)
    await scene.display.keyDown(HOTKEY)
    await until(lowered)
    await warbler.kill()
    await scene.display.keyUp(HOTKEY)
    expect(await musicVolume()).toBe(lowered)
    warbler = await scene.start({ profile: warbler.profile })
    await until(65_536)
    stop.abort()
    await playing
  })
})
