import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/child-process.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { speak } from '../support/sound-lab/speak.ts'
import {
  DAYS_IN_A_WEEK,
  expectAnswered,
  holdAndSpeak,
  killWorker,
  openWindow,
  askMain,
  recordAfter,
  workerPid,
} from './exchange.ts'
import { expectHeard, HOTKEY, openScene, untilPhase, type Scene } from './scene.ts'

/** Things break in the middle of a conversation: nobody's words are lost, and it goes on. */

const STORY = 'Tell me a long story about a lighthouse and a storm.'

describe('when something breaks', () => {
  let scene: Scene
  let warbler: RunningWarbler

  beforeAll(async () => {
    scene = await openScene()
    // While one runs, what is played has sounded when `play` resolves.
    await scene.lab.startRecording()
  })
  afterAll(async () => {
    await scene.dispose()
  })
  beforeEach(async () => {
    warbler = await scene.start()
    await warbler.ready()
  })
  afterEach(async () => {
    // One that did not come up, or hangs, must not hold the hotkey of the next one.
    await warbler.kill().catch(() => undefined)
  })

  const wordsOf = async (exchangeId: string): Promise<string> =>
    (await warbler.turns()).find(
      (turn) => turn.exchangeId === exchangeId && turn.speaker === 'person',
    )?.text ?? ''

  const audioContentsId = () =>
    warbler.app.evaluate(
      ({ webContents }) =>
        webContents.getAllWebContents().find((one) => one.getURL().includes('/audio/'))?.id,
    )

  it('answers what was asked though speech to text died while it was spoken', async () => {
    const count = (await warbler.log()).length
    const text = 'I have a question about France. What is the capital of that country?'
    const spoken = speak(text).then((file) => holdAndSpeak(scene, warbler, file))
    await warbler.until(
      'first words',
      ({ conversation: { person } }) => person.committed !== '' || person.tentative !== '',
    )
    await killWorker(warbler, 'stt')
    await spoken
    await scene.display.keyUp(HOTKEY)
    const record = await recordAfter(warbler, count)
    expectHeard(await wordsOf(record.exchangeId), text)
    expect(record.outcome).toBe('answered')
    await expectAnswered(scene, warbler, DAYS_IN_A_WEEK)
  })

  it('keeps the words, and answers the next question, when the language model died in a reply', async () => {
    const count = (await warbler.log()).length
    await holdAndSpeak(scene, warbler, await speak(STORY))
    await scene.display.keyUp(HOTKEY)
    await warbler.until('a reply', ({ conversation: { reply } }) => reply.coming !== '')
    await killWorker(warbler, 'llm')
    const record = await recordAfter(warbler, count)
    expectHeard(await wordsOf(record.exchangeId), STORY)
    await warbler.ready()
    await expectAnswered(scene, warbler, DAYS_IN_A_WEEK)
  })

  it('loses one reply at most when the voice died while it spoke', async () => {
    const count = (await warbler.log()).length
    await holdAndSpeak(scene, warbler, await speak(STORY))
    await scene.display.keyUp(HOTKEY)
    await untilPhase(warbler, 'speaking')
    await killWorker(warbler, 'tts')
    const record = await recordAfter(warbler, count)
    expectHeard(await wordsOf(record.exchangeId), STORY)
    await warbler.ready()
    await expectAnswered(scene, warbler, DAYS_IN_A_WEEK)
  })

  it('hears and speaks again after the audio window crashed', async () => {
    const lost = await audioContentsId()
    await warbler.app.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .find((one) => one.getURL().includes('/audio/'))
        ?.forcefullyCrashRenderer(),
    )
    await waitUntil('a new audio window', async () => {
      const id = await audioContentsId()
      return id === undefined || id === lost ? undefined : id
    })
    await warbler.ready()
    await expectAnswered(scene, warbler, DAYS_IN_A_WEEK)
  })

  it('says that the microphone is gone, and hears again when it is back', async () => {
    await scene.lab.unplugMicrophone()
    const { conversation } = await warbler.until(
      'a lost microphone',
      (snapshot) => snapshot.conversation.microphone === 'failed',
    )
    expect(conversation.attention?.code).toMatch(/^microphone\./)
    await scene.lab.replugMicrophone()
    await warbler.ready()
    await expectAnswered(scene, warbler, DAYS_IN_A_WEEK)
  })

  it('keeps what was said before the microphone was pulled out', async () => {
    const text = 'Please remind me to water the plants tomorrow morning.'
    await holdAndSpeak(scene, warbler, await speak(text))
    await scene.lab.unplugMicrophone()
    await scene.display.keyUp(HOTKEY)
    try {
      await recordAfter(warbler, 0)
    } finally {
      await scene.lab.replugMicrophone()
    }
    const turn = (await warbler.turns()).find(({ speaker }) => speaker === 'person')
    expectHeard(turn?.text ?? '', text)
    await warbler.ready()
    await expectAnswered(scene, warbler, DAYS_IN_A_WEEK)
  })

  it('asks the person after three crashes, and goes on when they say so', async () => {
    for (const crash of [1, 2, 3]) {
      const pid = await waitUntil(`worker ${crash}`, () => workerPid(warbler, 'tts'))
      await killWorker(warbler, 'tts')
      if (crash === 3) break
      await waitUntil('another worker', async () => {
        const next = await workerPid(warbler, 'tts')
        return next === undefined || next === pid ? undefined : next
      })
      await warbler.ready()
    }
    const { engines } = await warbler.until('an offer', ({ restartOffered }) =>
      restartOffered.includes('tts'),
    )
    expect(engines.tts).toBe('failed')
    await askMain(await openWindow(warbler, 'transcript'), 'app.restart-engine', { engine: 'tts' })
    expect((await warbler.ready()).restartOffered).toEqual([])
    await expectAnswered(scene, warbler, DAYS_IN_A_WEEK)
  })
})
