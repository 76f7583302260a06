import { afterEach, describe, expect, it, vi } from 'vitest'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import type { ConversationEvent } from '../../../electron/core/conversation/events.ts'
import { SUPERVISION_POLICIES } from '../../../electron/core/supervision/policy.ts'
import { createTurnDetection } from '../../../electron/main/engines/turn-detection.ts'
import { createWorkerWorld, type ScriptedWorker } from '../../support/in-memory-process.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const { crashLimit, maximumBackOffMs, crashWindowMs } = SUPERVISION_POLICIES.turn
const model: EngineModel = { id: 'm', engine: 'scripted', files: {}, options: {}, threads: 1 }
const score = { type: 'score', utterance: 3, endSample: 512, probability: 0.94, computeMs: 60 }

const loads = (worker: ScriptedWorker) => worker.send({ type: 'ready', model: 'm', loadMs: 1 })

const stage = (onLoad: (worker: ScriptedWorker) => void = loads) => {
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  const time = new VirtualTime()
  const world = createWorkerWorld(time, (worker) =>
    worker.onRequest(({ type }) => {
      if (type === 'load') onLoad(worker)
    }),
  )
  const events: ConversationEvent[] = []
  let connections = 0
  const detection = createTurnDetection({
    spawn: world.spawn,
    clock: time.clock,
    connect: () => {
      connections += 1
      return []
    },
    loadsAfter: (load) => load(),
    dispatch: (event) => void events.push(event),
  })
  detection.use(model)
  time.advance(20)
  return { time, world, events, detection, connections: () => connections }
}

const received = ({ world }: ReturnType<typeof stage>) =>
  world.latest.received.map((message) => (message as { readonly type?: string }).type)

describe('the detection of turns', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('makes an event of every score', () => {
    const { world, time, events } = stage()
    world.latest.send(score)
    time.advance(5)
    expect(events).toEqual([
      {
        type: 'turn-score',
        utterance: 3,
        endSample: 512,
        probability: 0.94,
        atMs: expect.any(Number),
      },
    ])
  })

  it('gives the worker a port when it is ready, and a new one for a new audio window', () => {
    const staged = stage()
    expect(received(staged)).toEqual(['load', 'attach-microphone'])
    staged.detection.reattach()
    staged.time.advance(5)
    expect(received(staged)).toEqual(['load', 'attach-microphone', 'attach-microphone'])
    expect(staged.connections()).toBe(2)
  })

  it('starts a crashed worker again, wires it anew and troubles nobody', () => {
    const staged = stage()
    staged.world.latest.crash()
    staged.time.advance(maximumBackOffMs)
    expect(staged.world.workers).toHaveLength(2)
    expect(received(staged)).toEqual(['load', 'attach-microphone'])
    staged.world.latest.send(score)
    staged.time.advance(5)
    expect(staged.events.map(({ type }) => type)).toEqual(['turn-score'])
  })

  it('gives up in the end, and still troubles nobody', () => {
    const { world, time, events, detection } = stage((worker) => worker.crash())
    time.advance(crashWindowMs)
    expect(world.workers).toHaveLength(crashLimit)
    detection.reattach()
    expect(events).toEqual([])
  })

  it('leaves a failed score and a model that does not load to the log', () => {
    const failed = { type: 'failed', utterance: null, error: { code: 'model.damaged' } }
    const { world, time, events } = stage((worker) => worker.send(failed))
    time.advance(crashWindowMs)
    expect(world.workers).toHaveLength(1)
    expect(events).toEqual([])
    expect(vi.mocked(console.error).mock.calls).toEqual([['turn detector: model.damaged']])
  })

  it('has no worker without a model, and none any more when there is none', () => {
    const { world, time, detection } = stage()
    detection.use(model)
    time.advance(5)
    expect(world.workers).toHaveLength(1)
    detection.use(null)
    time.advance(50)
    expect(world.alive).toBe(0)
  })
})
