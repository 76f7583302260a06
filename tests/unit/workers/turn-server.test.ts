import { describe, expect, it } from 'vitest'
import type { TurnMessage } from '../../../electron/contracts/audio.ts'
import type { EngineModel, TurnEvent } from '../../../electron/contracts/workers.ts'
import type { TurnDetector } from '../../../electron/engines/ports.ts'
import { createScriptedTurnDetector } from '../../../electron/engines/turn/scripted-turn-detector.ts'
import { TurnServer } from '../../../electron/workers/turn-server.ts'
import { settle } from '../stt/tone-utterance.ts'

const model: EngineModel = { id: 't', engine: 'scripted', files: {}, options: {}, threads: 1 }

const serve = (detector: TurnDetector | Error) => {
  const events: TurnEvent[] = []
  const microphones: { closed: boolean; say: (message: TurnMessage) => void }[] = []
  const server = new TurnServer({
    open: () => (detector instanceof Error ? Promise.reject(detector) : Promise.resolve(detector)),
    openMicrophone: () => {
      const microphone = { closed: false, say: (_message: TurnMessage): void => undefined }
      microphones.push(microphone)
      return {
        onMessage: (listener) => {
          microphone.say = listener
        },
        post: () => undefined,
        close: () => {
          microphone.closed = true
        },
      }
    },
    send: (event) => events.push(structuredClone(event)),
    now: () => 0,
  })
  server.handle({ type: 'load', model }, [])
  const attach = () => server.handle({ type: 'attach-microphone' }, [])
  attach()
  const pause = (utterance: number, endSample = 0) =>
    microphones.at(-1)?.say({ type: 'score', utterance, endSample, samples: new Float32Array(100) })
  const scored = () =>
    events.flatMap((event) =>
      event.type === 'score' ? [`${event.utterance}/${event.endSample} ${event.probability}`] : [],
    )
  return { events, microphones, attach, pause, scored }
}

/** A detector whose answers come when the test says so. */
const held = () => {
  const waiting: (() => void)[] = []
  const detector: TurnDetector = {
    id: 'held',
    complete: () => new Promise((resolve) => waiting.push(() => resolve(0.5))),
    dispose: () => Promise.resolve(),
  }
  const release = async () => {
    waiting.shift()?.()
    await settle()
  }
  return { detector, waiting, release }
}

describe('TurnServer', () => {
  it('says how likely the person is done, for the pause that it was asked about', async () => {
    // The first is the one that it runs for itself before it is ready.
    const { pause, scored } = serve(createScriptedTurnDetector({ probabilities: [0, 0.2, 0.9] }))
    await settle()
    pause(1, 500)
    await settle()
    pause(1, 900)
    await settle()
    expect(scored()).toEqual(['1/500 0.2', '1/900 0.9'])
  })

  it('is ready only when it has run once', async () => {
    const { detector, release } = held()
    const { events } = serve(detector)
    await settle()
    expect(events).toEqual([])
    await release()
    expect(events).toMatchObject([{ type: 'ready', model: 't' }])
  })

  it('scores one at a time, and of those that wait the newest only', async () => {
    const { detector, waiting, release } = held()
    const { pause, scored } = serve(detector)
    await settle()
    await release()
    for (const endSample of [1, 2, 3]) pause(1, endSample)
    await settle()
    expect(waiting).toHaveLength(1)
    await release()
    expect(waiting).toHaveLength(1)
    await release()
    expect(scored()).toEqual(['1/1 0.5', '1/3 0.5'])
    pause(2, 4)
    await settle()
    await release()
    expect(scored().at(-1)).toBe('2/4 0.5')
  })

  it('goes on after a pause that it could not score', async () => {
    const { pause, events, scored } = serve(createScriptedTurnDetector({ failAt: [1] }))
    await settle()
    pause(7, 1)
    await settle()
    expect(events.at(-1)).toMatchObject({
      type: 'failed',
      utterance: 7,
      error: { code: 'turn.failed' },
    })
    pause(7, 2)
    await settle()
    expect(scored()).toEqual(['7/2 0.9'])
  })

  it('tells with a code that its model does not load, or does not run', async () => {
    const [broken, useless] = [
      serve(new Error('broken')),
      serve(createScriptedTurnDetector({ failAt: [0] })),
    ]
    await settle()
    for (const { events } of [broken, useless]) {
      expect(events).toMatchObject([
        { type: 'failed', utterance: null, error: { code: 'turn.failed' } },
      ])
    }
  })

  it('listens to the newest audio window only', async () => {
    const { attach, microphones, pause, scored } = serve(createScriptedTurnDetector())
    await settle()
    attach()
    expect(microphones.map(({ closed }) => closed)).toEqual([true, false])
    pause(1)
    await settle()
    expect(scored()).toEqual(['1/0 0.9'])
  })
})
