import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VoicesSnapshot } from '../../electron/contracts/voices.ts'
import { waitUntil } from '../support/child-process.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import type { Recording } from '../support/sound-lab/recording.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { waitForSound } from '../support/sound-lab/wait-for-sound.ts'
import { askMain, openWindow, recordAfter } from './exchange.ts'
import { openScene, request, untilPhase, type Scene } from './scene.ts'

/** "Only my voice", in the real app: `jo` enrols, `espeak` is a stranger. */

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const READ = [
  'On clear evenings we walk along the river to the old stone bridge and listen to the water, until somebody says that it is time to go home.',
  'My grandmother kept seven jars of plum jam behind the piano, and nobody ever dared to ask her why they were not in the kitchen cupboard.',
]

describe('only my voice', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let recording: Recording
  let settings: Page

  beforeAll(async () => {
    scene = await openScene()
    recording = await scene.lab.startRecording()
    warbler = await scene.start()
    await warbler.ready()
    settings = await openWindow(warbler, 'settings')
  })

  afterAll(() => scene.dispose())

  // What this route answers, and the settings window is told.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const voices = async () => (await askMain(settings, 'voices.get')) as VoicesSnapshot
  const until = (what: string, holds: (now: VoicesSnapshot) => boolean) =>
    waitUntil(
      what,
      async () => {
        const now = await voices()
        return holds(now) ? now : undefined
      },
      { withinMs: 30_000, everyMs: 100 },
    ).catch(async (failure: unknown) => {
      const told = JSON.stringify(await voices(), null, 1)
      throw new Error(`${told}\n${warbler.output().slice(-1500)}`, { cause: failure })
    })
  const waiting = () =>
    warbler.until(
      'waiting',
      ({ waiting, conversation }) => waiting.state === 'waiting' && conversation.phase === 'idle',
      60_000,
    )
  const call = async (voice: 'jo' | 'espeak', after = '') =>
    scene.lab.play(await speak(`Hey Warbler${after === '' ? '.' : `, ${after}`}`, { voice }))

  it('enrols somebody who says the phrase three times and reads two sentences', async () => {
    await askMain(settings, 'voices.enrol', { name: 'Jo' })
    await until('it listens', ({ enrolment }) => enrolment?.step === 'phrase')
    await warbler.until(
      'the sign says so',
      ({ waiting, conversation }) =>
        waiting.state === 'enrolling' && conversation.microphone === 'ready',
    )
    for (const [said, speed] of [0.9, 1, 1.1].entries()) {
      await scene.lab.play(await speak('Hey Warbler.', { voice: 'jo', speed }))
      await until(`phrase ${said + 1}`, ({ enrolment }) => (enrolment?.phrases ?? 0) > said)
    }
    for (const sentence of READ) {
      const before = (await voices()).enrolment?.readSeconds ?? 0
      await scene.lab.play(await speak(sentence, { voice: 'jo' }))
      await until('more was read', (now) => (now.enrolment?.readSeconds ?? 99) > before)
    }
    const done = await until('somebody is known', ({ people }) => people.length === 1)
    expect(done).toMatchObject({ people: [{ name: 'Jo' }], enrolment: null, error: null })
    expect((await warbler.snapshot()).waiting.state).toBe('off')
  })

  it('keeps nothing of the voice where there is no key store, unless that was chosen', async () => {
    expect(await voices()).toMatchObject({ canEncrypt: false, kept: 'session' })
    const kept = async () => {
      const names = (await readdir(warbler.profile)).filter((name) => name === 'voices.json')
      const texts = names.map((name) => readFile(join(warbler.profile, name), 'utf8'))
      return (await Promise.all(texts)).join('')
    }
    expect(await kept()).not.toContain('prototypes')
    await askMain(settings, 'voices.keep-plain', { on: true })
    expect(await kept()).toContain('prototypes')
    await askMain(settings, 'voices.keep-plain', { on: false })
    expect(await kept()).not.toContain('prototypes')
    expect(warbler.output()).not.toMatch(/prototypes|voicedMs/)
  })

  it('wakes for that voice and for no other', async () => {
    await askMain(settings, 'settings.change', { wake: true, followUpSeconds: 0 })
    await waiting()
    await pause(1500)
    await call('espeak')
    await pause(2500)
    await call('espeak', 'what is the capital of France?')
    await pause(3000)
    expect((await warbler.snapshot()).conversation.phase).toBe('idle')
    expect(await warbler.log()).toEqual([])
    await call('jo')
    await warbler.until('listening', ({ conversation }) => conversation.way === 'wake')
    await request(warbler, 'conversation.cancel', { by: 'escape' })
    await untilPhase(warbler, 'idle')
  })

  it('lets a stranger speak over an answer without stopping it', async () => {
    await waiting()
    await pause(1000)
    const before = (await warbler.log()).length
    const from = await recording.position()
    await call('jo', 'tell me a long story about a lighthouse and a storm.')
    await waitForSound(recording, from)
    await pause(400)
    await scene.lab.play(await speak('Did you remember to feed the cat?', { voice: 'espeak' }))
    const record = await recordAfter(warbler, before)
    const over = record.timeline.filter((entry) => entry.kind === 'barge-in')
    const story = JSON.stringify(record.timeline)
    expect(record.outcome, story).toBe('answered')
    expect(
      over.map(({ outcome }) => outcome),
      story,
    ).toContain('stranger')
  })

  it('lets a stranger speak over an answer that was asked for by key, with nothing waited for', async () => {
    await askMain(settings, 'settings.change', { wake: false })
    await untilPhase(warbler, 'idle')
    // The worker is another one now, and loads the model of voices anew.
    await pause(4000)
    const before = (await warbler.log()).length
    const from = await recording.position()
    await request(warbler, 'conversation.toggle-talk', {})
    await warbler.until('listening', ({ conversation }) => conversation.way === 'tap')
    await scene.lab.play(
      await speak('Tell me a long story about a lighthouse and a storm.', { voice: 'jo' }),
    )
    await waitForSound(recording, from)
    await pause(400)
    await scene.lab.play(await speak('Did you remember to feed the cat?', { voice: 'espeak' }))
    const record = await recordAfter(warbler, before)
    const story = JSON.stringify(record.timeline)
    expect(record.outcome, story).toBe('answered')
    expect(story).toContain('"stranger"')
    await askMain(settings, 'settings.change', { wake: true })
  })

  it('wakes for everybody while guests are here', async () => {
    await waiting()
    await askMain(settings, 'settings.change', { guestsUntilMs: Date.now() + 3_600_000 })
    await pause(1000)
    await call('espeak')
    await warbler.until('listening', ({ conversation }) => conversation.way === 'wake')
    await request(warbler, 'conversation.cancel', { by: 'escape' })
    await untilPhase(warbler, 'idle')
  })

  it('forgets a voice, and wakes for everybody then', async () => {
    await askMain(settings, 'settings.change', { guestsUntilMs: null })
    await askMain(settings, 'voices.remove-all')
    expect((await voices()).people).toEqual([])
    await waiting()
    await pause(1000)
    await call('espeak')
    await warbler.until('listening', ({ conversation }) => conversation.way === 'wake')
    await request(warbler, 'conversation.cancel', { by: 'escape' })
    await untilPhase(warbler, 'idle')
  })

  it('listens to nobody who closed the window in which they enrolled', async () => {
    await askMain(settings, 'settings.change', { wake: false })
    await askMain(settings, 'voices.enrol', { name: 'Jo' })
    await warbler.until('enrolling', ({ waiting }) => waiting.state === 'enrolling')
    await settings.close()
    await warbler.until('not any more', ({ waiting }) => waiting.state === 'off')
  })
})
