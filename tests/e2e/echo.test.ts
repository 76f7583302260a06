import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/child-process.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { expectHeard, openScene, request, untilHeard, untilPhase, type Scene } from './scene.ts'

/** A loudspeaker on the desk: the microphone hears it from the first word on. */
describe('in a room that echoes', () => {
  let scene: Scene
  let warbler: RunningWarbler

  beforeAll(async () => {
    scene = await openScene()
    await scene.lab.echo({ delayMs: 60, gainDb: -25 })
    warbler = await scene.start()
    await warbler.ready()
    await request(warbler, 'conversation.set-open', { open: true })
  })

  afterAll(() => scene.dispose())

  it('does not hear itself, and hears the person', async () => {
    const questions = [
      'What is the capital of Japan?',
      'Tell me a short story about a lighthouse.',
      'What is the opposite of hot?',
    ]
    for (const text of questions) {
      await warbler.until('listening', ({ conversation }) => conversation.way === 'open')
      await scene.lab.play(await speak(text))
      await untilPhase(warbler, 'speaking')
      await untilPhase(warbler, 'listening', 60_000)
      // Time enough to answer its own last words, had it heard them.
      await new Promise((pause) => setTimeout(pause, 1500))
    }
    const turns = await warbler.turns()
    expect(turns.map(({ speaker, status }) => [speaker, status])).toEqual(
      questions.flatMap(() => [
        ['person', 'complete'],
        ['assistant', 'complete'],
      ]),
    )
    const heard = turns.filter(({ speaker }) => speaker === 'person').map(({ text }) => text)
    expectHeard(heard.join(' '), questions.join(' '), 0.2)
  })

  it('falls silent when it is spoken over', async () => {
    await scene.lab.play(await speak('Tell me a long story about a lighthouse and a storm.'))
    await untilHeard(warbler)
    await scene.lab.play(await speak('Stop, stop. I have heard enough of that.'))
    await waitUntil('the end of the reply', async () =>
      (await warbler.turns()).some(({ status }) => status === 'interrupted') ? true : undefined,
    )
  })
})

/** Rooms that the microphone hears well, badly and late; each begins without having learnt any. */
describe.each([
  { delayMs: 150, gainDb: -20 },
  { delayMs: 40, gainDb: -40 },
])('in a room with an echo of $gainDb dB after $delayMs ms', (echo) => {
  let scene: Scene
  let warbler: RunningWarbler

  beforeAll(async () => {
    scene = await openScene()
    await scene.lab.echo(echo)
    warbler = await scene.start()
    await warbler.ready()
    await request(warbler, 'conversation.set-open', { open: true })
  })

  afterAll(() => scene.dispose())

  it('does not answer itself in its very first reply, and hears who speaks over the next', async () => {
    const question = await speak('Tell me a short story about a lighthouse.')
    // Made before it is needed: a short reply would be over meanwhile.
    const stop = await speak('Stop, stop. I have heard enough of that.')
    await warbler.until('listening', ({ conversation }) => conversation.way === 'open')
    await scene.lab.play(question)
    await untilPhase(warbler, 'speaking')
    await untilPhase(warbler, 'listening', 60_000)
    await new Promise((pause) => setTimeout(pause, 1500))
    expect((await warbler.turns()).map(({ speaker, status }) => [speaker, status])).toEqual([
      ['person', 'complete'],
      ['assistant', 'complete'],
    ])
    await scene.lab.play(question)
    await untilHeard(warbler)
    await scene.lab.play(stop)
    // Its words grow while the turn goes on: they are all there once it has been answered.
    const heard = await waitUntil(
      'what was said over the reply',
      async () => {
        const [, , , reply, person] = await warbler.turns()
        const log = await warbler.log()
        const isOver = log.some(({ exchangeId }) => exchangeId === person?.exchangeId)
        return reply?.status === 'interrupted' && isOver ? person?.text : undefined
      },
      { withinMs: 60_000, everyMs: 200 },
    ).catch(async (thrown: unknown) => {
      const [turns, log] = [await warbler.turns(), await warbler.log()]
      throw new Error(JSON.stringify({ turns, log }), { cause: thrown })
    })
    expectHeard(heard, 'Stop, stop. I have heard enough of that.', 0.5)
  })
})
