import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TimelineEntry, TurnLogRecord } from '../../electron/contracts/turn-log.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { firstSoundAfter } from '../support/sound-lab/measure.ts'
import { loadQuestion, questionSound } from '../support/sound-lab/questions.ts'
import { RECORDING_RATE_HZ, type Recording } from '../support/sound-lab/recording.ts'
import type { Sound } from '../support/sound-lab/sound.ts'
import { agreeingHum, cough, music, pinkNoise, typing } from '../support/sound-lab/sounds.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { waitForSilence, waitForSound } from '../support/sound-lab/wait-for-sound.ts'
import { recordAfter } from './exchange.ts'
import { openScene, request, untilPhase, type Scene } from './scene.ts'

/**
 * What people do in an open conversation beside asking questions: they think, cough, agree, interrupt,
 * and live in rooms that are not silent. `npm run bench -- conversation` counts how often each goes right;
 * here each has to go right once.
 */

const STORY = 'Tell me a long story about a lighthouse.'
/** After this a reply is under way, and has a good while to go. */
const INTO_REPLY_MS = 1200

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const clipSound = async (id: string): Promise<Sound> => questionSound(await loadQuestion(id))

const bargeIns = ({ timeline }: TurnLogRecord): readonly string[] =>
  timeline.flatMap((entry: TimelineEntry) => (entry.kind === 'barge-in' ? [entry.outcome] : []))

describe('an open conversation', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let recording: Recording

  beforeAll(async () => {
    scene = await openScene()
    recording = await scene.lab.startRecording()
    warbler = await scene.start()
    await warbler.ready()
    await request(warbler, 'conversation.set-open', { open: true })
  })

  afterAll(() => scene.dispose())

  const listening = () =>
    warbler.until(
      'listening',
      ({ conversation }) => conversation.way === 'open' && conversation.phase === 'listening',
      60_000,
    )

  /** Asks for something long; resolves with where its sound begins, some way into it. */
  const beginStory = async (): Promise<number> => {
    await listening()
    const from = await recording.position()
    await scene.lab.play(await speak(STORY))
    const replyAt = await waitForSound(recording, from)
    await pause(INTO_REPLY_MS)
    return replyAt
  }

  it('makes nothing of noise, music and typing', async () => {
    await listening()
    for (const sound of [pinkNoise(6, -35), music(6, -30), typing(6, -35)]) {
      await scene.lab.play(sound)
    }
    await pause(1500)
    expect(await warbler.turns()).toEqual([])
    expect(await warbler.log()).toEqual([])
  })

  it('waits while somebody thinks in the middle of a sentence', async () => {
    await listening()
    const before = (await warbler.log()).length
    const question = await loadQuestion('pause-capital-of-italy')
    await scene.lab.play(await questionSound(question, 700))
    const record = await recordAfter(warbler, before)
    await listening()
    const turns = await warbler.turns()
    expect(turns.filter(({ speaker }) => speaker === 'person')).toHaveLength(1)
    expect(turns[0]?.text).toMatch(/know.*Italy/i)
    expect(record.outcome).toBe('answered')
    const pauses = record.timeline.filter((entry) => entry.kind === 'pause')
    expect(pauses.map(({ ended }) => ended).filter((ended) => ended)).toHaveLength(1)
  })

  it('goes on after a cough and after "mm-hm", and every word of it is heard', async () => {
    const before = (await warbler.log()).length
    await beginStory()
    await scene.lab.play(cough())
    await pause(1200)
    await scene.lab.play(agreeingHum())
    const record = await recordAfter(warbler, before)
    const said = (await warbler.turns()).slice(-3)
    expect(record.outcome, JSON.stringify({ said, record })).toBe('answered')
    expect(bargeIns(record)).not.toContain('interrupted')
    const reply = (await warbler.turns()).at(-1)
    expect([reply?.speaker, reply?.status]).toEqual(['assistant', 'complete'])
  })

  it('stops at "Stop.", says nothing more and answers nothing; "Go on." goes on from there', async () => {
    const before = (await warbler.log()).length
    await beginStory()
    const stopAt = await recording.position()
    await scene.lab.play(await clipSound('stop'))
    const record = await recordAfter(warbler, before)
    expect(record.outcome, JSON.stringify(record)).toBe('interrupted')
    const cut = (await warbler.turns()).findLast(({ speaker }) => speaker === 'assistant')
    expect(cut?.status).toBe('interrupted')
    // Silent from within half a second after the word on.
    const silentFrom = stopAt + RECORDING_RATE_HZ * 1.5
    await pause(3000)
    const { loudspeakerChannel, sampleRateHz } = await recording.read(0)
    expect(firstSoundAfter(loudspeakerChannel, sampleRateHz, silentFrom)).toBeNull()
    await listening()
    const asked = (await warbler.log()).length
    const from = await recording.position()
    await scene.lab.play(await speak('Please go on.'))
    await waitForSound(recording, from)
    // Some words of it, so that there are some to be told from the beginning.
    await pause(INTO_REPLY_MS)
    await request(warbler, 'conversation.cancel', { by: 'escape' })
    await waitForSilence(recording, from)
    await recordAfter(warbler, asked)
    const turns = await warbler.turns()
    expect(turns.at(-2)?.text).toMatch(/go on/i)
    const heard = turns.at(-1)?.text ?? ''
    expect(heard).not.toBe('')
    // It does not begin anew.
    const beginning = (cut?.text ?? '').split(' ').slice(0, 4).join(' ')
    expect(heard.startsWith(beginning)).toBe(false)
  })

  it('takes a sentence over the reply for the next turn, nothing clipped', async () => {
    const before = (await warbler.log()).length
    await beginStory()
    await scene.lab.play(await clipSound('wait-question'))
    const record = await recordAfter(warbler, before)
    expect([record.outcome, record.interruptedBy]).toEqual(['interrupted', 'speech'])
    await recordAfter(warbler, before + 1)
    await untilPhase(warbler, 'listening', 60_000)
    const [person, reply] = (await warbler.turns()).slice(-2)
    expect(person?.text).toMatch(/^wait.*capital.*spain/i)
    expect(reply?.text).toMatch(/madrid/i)
  })
})
