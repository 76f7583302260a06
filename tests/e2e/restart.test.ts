import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { TranscriptTurn } from '../../electron/contracts/transcript.ts'
import { waitUntil } from '../support/child-process.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { speak } from '../support/sound-lab/speak.ts'
import {
  askByHold,
  askMain,
  clip,
  DAYS_IN_A_WEEK,
  expectAnswered,
  holdAndSpeak,
  isAlive,
  openWindow,
} from './exchange.ts'
import { expectHeard, HOTKEY, openScene, untilPhase, type Scene } from './scene.ts'

/** What is there after the app has ended: as a person ends it, and as a power cut does. */

describe('after a restart', () => {
  let scene: Scene
  /** It serves one test after another; after one that failed there is none. */
  let running: RunningWarbler | null = null

  beforeAll(async () => {
    scene = await openScene('light')
    // While one runs, what is played has sounded when `play` resolves.
    await scene.lab.startRecording()
  })
  // A Warbler that a failed test left would hold the hotkey of the next one.
  afterEach(async ({ task }) => {
    if (task.result?.state === 'pass') return
    await running?.kill().catch(() => undefined)
    running = null
    await scene.display.keyUp(HOTKEY)
  })
  afterAll(async () => {
    await scene.dispose()
  })

  const startAgain = async (profile: string): Promise<RunningWarbler> => {
    running = await scene.start({ profile })
    return running
  }
  /** One that is ready, and what was said to it before. */
  const begin = async (): Promise<{ before: RunningWarbler; said: ReadonlySet<string> }> => {
    running ??= await scene.start()
    await running.ready()
    await askMain(await openWindow(running, 'transcript'), 'conversation.new')
    const said = new Set((await running.turns()).map(({ id }) => id))
    return { before: running, said }
  }
  const newTurns = async (
    warbler: RunningWarbler,
    said: ReadonlySet<string>,
  ): Promise<readonly TranscriptTurn[]> => (await warbler.turns()).filter(({ id }) => !said.has(id))

  it('has the transcript and the settings of before', async () => {
    const { before } = await begin()
    const { exchangeId } = await askByHold(scene, before, clip('days-in-a-week'))
    const settings = await openWindow(before, 'settings')
    await askMain(settings, 'settings.change', { speechSpeed: 1.25, volume: 0.5 })
    const turns = await before.turns()
    await before.quit()

    const after = await startAgain(before.profile)
    expect(await after.turns()).toEqual(turns)
    expect(
      turns.filter((turn) => turn.exchangeId === exchangeId).map(({ speaker }) => speaker),
    ).toEqual(['person', 'assistant'])
    const kept = await askMain(await openWindow(after, 'settings'), 'settings.get')
    expect(kept).toMatchObject({ speechSpeed: 1.25, volume: 0.5 })
    // What is shown is what is stored.
    const page = await openWindow(after, 'transcript')
    await page
      .locator('article')
      .getByText(turns[0]?.text ?? 'nothing was asked')
      .waitFor()
    await after.ready()
    await expectAnswered(scene, after, DAYS_IN_A_WEEK)
  })

  it('has the words of both that were cut off in the middle of a reply', async () => {
    const { before, said } = await begin()
    await holdAndSpeak(
      scene,
      before,
      await speak('Tell me a long story about a lighthouse and a storm.'),
    )
    await scene.display.keyUp(HOTKEY)
    await untilPhase(before, 'speaking')
    const { conversation } = await before.until(
      'heard words',
      (snapshot) => snapshot.conversation.reply.heard.split(' ').length > 5,
    )
    const pids = await before.app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid))
    await before.kill()
    // Nothing goes on without its main process: no worker, no window, no voice.
    await waitUntil('the end of every process', () => (pids.some(isAlive) ? undefined : true))

    const after = await startAgain(before.profile)
    const [person, reply, ...others] = await newTurns(after, said)
    expect(others).toEqual([])
    expectHeard(person?.text ?? '', 'Tell me a long story about a lighthouse and a storm.')
    expect([person?.speaker, person?.status]).toEqual(['person', 'complete'])
    expect([reply?.speaker, reply?.status]).toEqual(['assistant', 'interrupted'])
    const heard = conversation.reply.heard.split(' ').slice(0, 3).join(' ')
    expect(reply?.text.startsWith(heard), `"${reply?.text}" after "${heard}"`).toBe(true)
  })

  it('leaves no process behind that was killed while it waited for the phrase, and waits again', async () => {
    const { before } = await begin()
    await askMain(await openWindow(before, 'settings'), 'settings.change', { wake: true })
    await before.until('waiting', ({ waiting }) => waiting.state === 'waiting')
    const pids = await before.app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid))
    await before.kill()
    // The one with the microphone would be taken for another application's call.
    await waitUntil('the end of every process', () => (pids.some(isAlive) ? undefined : true))
    const after = await startAgain(before.profile)
    await after.ready()
    await after.until('waiting', ({ waiting }) => waiting.state === 'waiting')
    await askMain(await openWindow(after, 'settings'), 'settings.change', { wake: false })
  })

  it('finds the words that were being spoken when it was killed', async () => {
    const words = 'Please remind me to water the plants tomorrow morning.'
    const { before } = await begin()
    await holdAndSpeak(scene, before, await speak(words))
    await before.kill()
    await scene.display.keyUp(HOTKEY)

    const after = await startAgain(before.profile)
    const recovered = await waitUntil(
      'the words of before',
      async () => (await after.turns()).find(({ status }) => status === 'recovered'),
      { withinMs: 30_000, everyMs: 200 },
    )
    expect(recovered.speaker).toBe('person')
    expectHeard(recovered.text, words)
    // They are there once: the sound is removed when its words are safe.
    await waitUntil('no journal', async () => {
      const left = await readdir(join(after.profile, 'journal')).catch(() => [])
      return left.some((name) => name.endsWith('.pcm')) ? undefined : true
    })
    await after.quit()
  })
})
