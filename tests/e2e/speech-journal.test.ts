import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/accessibility.ts'
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
    scene = await openScene()
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
  })

  it('has nothing that axe finds', async () => {
    expect(await violations(page)).toEqual([])
  })
})
