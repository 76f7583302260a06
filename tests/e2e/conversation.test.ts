import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningWarbler } from '../support/running-warbler.ts'
import {
  answerLatencyMs,
  firstSoundAfter,
  silenceAfterMs,
  soundSpans,
} from '../support/sound-lab/measure.ts'
import type { Recording } from '../support/sound-lab/recording.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { transcribe } from '../support/sound-lab/transcribe.ts'
import {
  expectHeard,
  holdAndAsk,
  HOTKEY,
  openScene,
  request,
  untilPhase,
  type Scene,
} from './scene.ts'

/**
 * Whole conversations with the built app: a real key on a real (virtual) display, speech at the
 * virtual microphone, the real engines, and the answer transcribed from the virtual loudspeaker.
 */

const SPEECH = { minimumMs: 250 }
/** By then it is known whether the microphone hears the reply: 500 ms, and what a machine adds. */
const JUDGED_MS = 1200

/** A cold prompt is read in 1.3 s on two idle cores. */
const WARM_MS = 4000

describe('a conversation', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let recording: Recording

  beforeAll(async () => {
    scene = await openScene()
    warbler = await scene.start()
    await warbler.ready()
    recording = await scene.lab.startRecording()
    // Right after the start the model still reads its prompt, and "one moment" would be heard first.
    await new Promise((warm) => setTimeout(warm, WARM_MS))
  })
  afterAll(async () => {
    await scene.dispose()
  })

  const setOpen = (open: boolean) => request(warbler, 'conversation.set-open', { open })

  /** What the loudspeaker said between two places of the recording. */
  const heardSince = async (fromSample: number): Promise<string> => {
    const { loudspeakerChannel, sampleRateHz } = await recording.read(fromSample)
    // What is shorter than any word is an earcon.
    const [first] = soundSpans(loudspeakerChannel, sampleRateHz, SPEECH)
    return first === undefined
      ? ''
      : transcribe(loudspeakerChannel.subarray(first.start), sampleRateHz)
  }

  it('is held with a key that is pressed outside of the app, and heard at the loudspeaker', async () => {
    const from = await recording.position()
    const question = await speak('How many days are there in a week?')
    await holdAndAsk(scene, warbler, question, recording)
    await untilPhase(warbler, 'speaking')
    await untilPhase(warbler, 'idle')
    const [person, reply] = (await warbler.turns()).slice(-2)
    expectHeard(person?.text ?? '', 'How many days are there in a week?')
    expect(reply?.text).toMatch(/seven|7/i)
    expect(reply?.status).toBe('complete')
    expectHeard(await heardSince(from), reply?.text ?? '')
    const log = (await warbler.log()).at(-1)
    expect([log?.way, log?.outcome, log?.turnEndReason]).toEqual(['hold', 'answered', 'released'])
  })

  it('never takes the keyboard from the program the person works in', async () => {
    const other = await scene.display.openOtherProgram('Letter')
    const question = await speak('What is the capital of France?')
    await holdAndAsk(scene, warbler, question, recording)
    await untilPhase(warbler, 'speaking')
    expect((await scene.display.activeWindow())?.title).toBe('Letter')
    await untilPhase(warbler, 'idle')
    await other.close()
  })

  it('finds the end of speech after a tap', async () => {
    const question = await speak('What colour is the sky on a clear day?')
    await scene.display.tap(HOTKEY, 80)
    await warbler.until('listening', ({ conversation }) => conversation.way === 'tap')
    const played = await scene.lab.playInto(recording, question)
    await untilPhase(warbler, 'speaking')
    await untilPhase(warbler, 'idle')
    const { loudspeakerChannel, sampleRateHz } = await recording.read(0)
    expect(
      answerLatencyMs(loudspeakerChannel, sampleRateHz, played.soundEndsAtSample),
    ).not.toBeNull()
    const log = (await warbler.log()).at(-1)
    expect([log?.way, log?.outcome]).toEqual(['tap', 'answered'])
    expect(log?.turnEndReason).toMatch(/silence/)
  })

  it('falls silent when it is spoken over, and keeps only what was heard', async () => {
    const story = await speak('Tell me a long story about a lighthouse and a storm.')
    await holdAndAsk(scene, warbler, story, recording)
    await untilPhase(warbler, 'speaking')
    const barge = await speak('Stop, stop. I have heard enough of that.')
    await new Promise((pause) => setTimeout(pause, JUDGED_MS))
    const played = await scene.lab.playInto(recording, barge)
    const { loudspeakerChannel, sampleRateHz } = await recording.read(0)
    const silentAfterMs = silenceAfterMs(
      loudspeakerChannel,
      sampleRateHz,
      played.soundStartsAtSample,
      { silentForMs: 300 },
    )
    expect(silentAfterMs).not.toBeNull()
    const cut = (await warbler.turns()).find(({ status }) => status === 'interrupted')
    expect(cut?.speaker).toBe('assistant')
    const log = (await warbler.log()).find(({ interruptedBy }) => interruptedBy === 'speech')
    expect(log?.outcome).toBe('interrupted')
    await request(warbler, 'conversation.cancel', { by: 'escape' })
    await untilPhase(warbler, 'idle')
  })

  it('falls silent when the hotkey is tapped', async () => {
    const story = await speak('Tell me a long story about a lighthouse and a storm.')
    await holdAndAsk(scene, warbler, story, recording)
    await untilPhase(warbler, 'speaking')
    await scene.display.tap(HOTKEY, 60)
    await untilPhase(warbler, 'idle')
    const from = (await recording.position()) + 48_000 * 0.2
    await new Promise((pause) => setTimeout(pause, 1200))
    const { loudspeakerChannel, sampleRateHz } = await recording.read(0)
    expect(firstSoundAfter(loudspeakerChannel, sampleRateHz, from, SPEECH)).toBeNull()
    const log = (await warbler.log()).at(-1)
    expect([log?.outcome, log?.interruptedBy]).toEqual(['interrupted', 'hotkey'])
  })

  it('goes on for three turns without a key when it is open', async () => {
    await setOpen(true)
    const before = (await warbler.log()).length
    for (const text of [
      'What is the capital of Japan?',
      'How many legs does a spider have?',
      'What is the opposite of hot?',
    ]) {
      await warbler.until('listening', ({ conversation }) => conversation.way === 'open')
      await scene.lab.play(await speak(text))
      await untilPhase(warbler, 'speaking')
      await warbler.until(
        'listening again',
        ({ conversation }) => conversation.phase === 'listening',
      )
    }
    await setOpen(false)
    const records = (await warbler.log()).slice(before)
    expect(records.map(({ outcome, way }) => [outcome, way])).toEqual([
      ['answered', 'open'],
      ['answered', 'open'],
      ['answered', 'open'],
    ])
    const said = (await warbler.turns()).filter(({ speaker }) => speaker === 'assistant').slice(-3)
    expect(said[0]?.text).toMatch(/Tokyo/i)
  })

  it('stops its microphone when it is muted', async () => {
    await request(warbler, 'conversation.set-muted', { muted: true })
    await warbler.until(
      'a closed microphone',
      ({ conversation }) => conversation.microphone === 'off',
    )
    // The sound server knows nobody any more who listens to the microphone.
    const outputs = await scene.lab.pactl('list', 'source-outputs')
    expect(outputs).not.toMatch(/Chromium|electron/i)
    await request(warbler, 'conversation.set-muted', { muted: false })
    await warbler.ready()
  })
})
