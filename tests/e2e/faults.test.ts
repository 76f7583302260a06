import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TranscriptTurn } from '../../electron/contracts/transcript.ts'
import type { TurnLogRecord } from '../../electron/contracts/turn-log.ts'
import { waitUntil } from '../support/child-process.ts'
import { temporaryProfile, type RunningWarbler } from '../support/running-warbler.ts'
import { speak } from '../support/sound-lab/speak.ts'
import {
  askMain,
  CAPITAL_OF_FRANCE,
  DAYS_IN_A_WEEK,
  expectAnswered,
  expectTold,
  holdAndSpeak,
  killWorker,
  openWindow,
  recordAfter,
  workerPid,
} from './exchange.ts'
import { expectHeard, HOTKEY, openScene, request, untilPhase, type Scene } from './scene.ts'

/** Things break in the middle of a conversation: nobody's words are lost, and it goes on. */

const STORY = 'Tell me a long story about a lighthouse and a storm.'
/** Nobody listens to how it sounds: what is left of an answer is spoken twice as fast. */
const HURRIED = { speechSpeed: 2 }

describe('when something breaks', () => {
  let scene: Scene
  let warbler: RunningWarbler
  /** It serves one test after another, and would not be trusted after one that failed. */
  let isUsable = false
  /** The exchanges and the turns of the tests before. */
  let exchangesBefore = 0
  let turnsBefore: ReadonlySet<string> = new Set()

  beforeAll(async () => {
    scene = await openScene()
    // While one runs, what is played has sounded when `play` resolves.
    await scene.lab.startRecording()
  })
  afterAll(async () => {
    await scene.dispose()
  })
  beforeEach(async () => {
    if (!isUsable) warbler = await scene.start({ profile: await temporaryProfile(HURRIED) })
    isUsable = false
    await warbler.ready()
    await request(warbler, 'app.dismiss-attention', {})
    await askMain(await openWindow(warbler, 'transcript'), 'conversation.new')
    await warbler.until(
      'a new beginning',
      ({ conversation: { attention, phase } }) => attention === null && phase === 'idle',
    )
    exchangesBefore = (await warbler.log()).length
    turnsBefore = new Set((await warbler.turns()).map(({ id }) => id))
  })
  afterEach(async ({ task }) => {
    isUsable = task.result?.state === 'pass'
    // One that did not come up, or hangs, must not hold the hotkey of the next one.
    if (!isUsable) await warbler.kill().catch(() => undefined)
    await scene.display.keyUp(HOTKEY)
    await scene.lab.replugMicrophone()
  })

  const personTurns = async (): Promise<readonly TranscriptTurn[]> =>
    (await warbler.turns()).filter(
      ({ id, speaker }) => speaker === 'person' && !turnsBefore.has(id),
    )

  /** These words, once. */
  const expectKept = async (text: string): Promise<void> => {
    const turns = await personTurns()
    expect(turns, JSON.stringify(turns)).toHaveLength(1)
    expectHeard(turns[0]?.text ?? '', text)
  }

  /** Whoever gets no answer, or not all of it, is told why. */
  const expectAnsweredOrTold = async ({ outcome, errorCode }: TurnLogRecord): Promise<void> => {
    if (outcome === 'answered') return
    expect(outcome).toBe('failed')
    await expectTold(warbler, errorCode ?? '')
  }

  const audioContentsId = () =>
    warbler.app.evaluate(
      ({ webContents }) =>
        webContents.getAllWebContents().find((one) => one.getURL().includes('/audio/'))?.id,
    )

  /** Resolves when there is another one. */
  const crashAudioWindow = async (): Promise<void> => {
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
  }

  it('answers what was asked though speech to text died while it was spoken', async () => {
    const { text } = CAPITAL_OF_FRANCE
    const spoken = speak(text).then((file) => holdAndSpeak(scene, warbler, file))
    await warbler.until(
      'first words',
      ({ conversation: { person, way } }) =>
        way === 'hold' && (person.committed !== '' || person.tentative !== ''),
    )
    await killWorker(warbler, 'stt')
    await spoken
    await scene.display.keyUp(HOTKEY)
    const record = await recordAfter(warbler, exchangesBefore)
    expect(record.outcome).toBe('answered')
    await expectKept(text)
    await expectAnswered(scene, warbler, DAYS_IN_A_WEEK)
  })

  it('keeps the words, and answers the next question, when the language model died in a reply', async () => {
    await holdAndSpeak(scene, warbler, await speak(STORY))
    await scene.display.keyUp(HOTKEY)
    await warbler.until('a reply', ({ conversation: { reply } }) => reply.coming !== '')
    await killWorker(warbler, 'llm')
    const record = await recordAfter(warbler, exchangesBefore)
    await expectKept(STORY)
    await expectAnsweredOrTold(record)
    await warbler.ready()
    await expectAnswered(scene, warbler, CAPITAL_OF_FRANCE)
  })

  it('loses one reply at most when the voice died while it spoke', async () => {
    await holdAndSpeak(scene, warbler, await speak(STORY))
    await scene.display.keyUp(HOTKEY)
    await untilPhase(warbler, 'speaking')
    await killWorker(warbler, 'tts')
    const record = await recordAfter(warbler, exchangesBefore)
    await expectKept(STORY)
    await expectAnsweredOrTold(record)
    await warbler.ready()
    await expectAnswered(scene, warbler, CAPITAL_OF_FRANCE)
  })

  it('troubles nobody when the turn detector died, and has another one soon', async () => {
    const detector = () => workerPid(warbler, 'turn')
    const first = await waitUntil('a turn detector', detector)
    await killWorker(warbler, 'turn')
    await waitUntil('another turn detector', async () => {
      const pid = await detector()
      return pid === first ? undefined : pid
    })
    const { conversation, restartOffered } = await warbler.snapshot()
    expect([conversation.attention, restartOffered]).toEqual([null, []])
    await expectAnswered(scene, warbler, CAPITAL_OF_FRANCE)
  })

  it('hears and speaks again after the audio window crashed', async () => {
    await crashAudioWindow()
    await warbler.ready()
    await expectAnswered(scene, warbler, CAPITAL_OF_FRANCE)
  })

  it('keeps what was said before the audio window crashed, says so, and goes on', async () => {
    const text = 'Please remind me to water the plants tomorrow morning.'
    await holdAndSpeak(scene, warbler, await speak(text))
    await crashAudioWindow()
    await expectTold(warbler, 'audio.lost')
    await scene.display.keyUp(HOTKEY)
    await warbler.ready()
    await expectAnswered(scene, warbler, CAPITAL_OF_FRANCE)
    const { profile } = warbler
    await warbler.quit()
    warbler = await scene.start({ profile })
    const recovered = await waitUntil(
      'the words of the sentence that was cut off',
      async () => (await personTurns()).find(({ status }) => status === 'recovered'),
      { withinMs: 60_000 },
    )
    expectHeard(recovered.text, text)
  })

  it('says that the microphone is gone, and hears again when it is back', async () => {
    await scene.lab.unplugMicrophone()
    await expectTold(warbler, 'microphone.lost')
    await scene.lab.replugMicrophone()
    await warbler.ready()
    await expectAnswered(scene, warbler, CAPITAL_OF_FRANCE)
  })

  it('keeps what was said before the microphone was pulled out, and says so at once', async () => {
    const text = 'Please remind me to water the plants tomorrow morning.'
    await holdAndSpeak(scene, warbler, await speak(text))
    await scene.lab.unplugMicrophone()
    await expectTold(warbler, 'microphone.lost')
    await scene.display.keyUp(HOTKEY)
    await recordAfter(warbler, exchangesBefore)
    await expectKept(text)
    await scene.lab.replugMicrophone()
    await warbler.ready()
    await expectAnswered(scene, warbler, CAPITAL_OF_FRANCE)
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
    await scene.display.keyDown(HOTKEY)
    await scene.display.keyUp(HOTKEY)
    await expectTold(warbler, 'worker.gave-up')
    await (await warbler.page('overlay')).getByRole('button', { name: 'Restart' }).click()
    expect((await warbler.ready()).restartOffered).toEqual([])
    await expectAnswered(scene, warbler, CAPITAL_OF_FRANCE)
  })
})
