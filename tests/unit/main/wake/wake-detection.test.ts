import { afterEach, describe, expect, it, vi } from 'vitest'
import { SUPERVISION_POLICIES } from '../../../../electron/core/supervision/policy.ts'
import {
  createWakeDetection,
  type DetectorStatus,
  type WakeLoad,
} from '../../../../electron/main/wake/wake-detection.ts'
import { createWorkerWorld, type ScriptedWorker } from '../../../support/in-memory-process.ts'
import { VirtualTime } from '../../../support/virtual-time.ts'

const { crashLimit, maximumBackOffMs } = SUPERVISION_POLICIES.wake
const LOAD: WakeLoad = { type: 'load', groups: [], sensitivity: 'balanced', talkPath: null }
const MINUTE_MS = 60_000

const loads = (worker: ScriptedWorker) =>
  worker.send({ type: 'ready', model: 'm', loadMs: 1, tooCommon: [] })
const isDamaged = (worker: ScriptedWorker) =>
  worker.send({ type: 'failed', error: { code: 'model.damaged' } })

const stage = (onLoad: (worker: ScriptedWorker) => void) => {
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  const time = new VirtualTime()
  const told: DetectorStatus[] = []
  const tooCommon: (readonly string[])[] = []
  const behaviour = { onLoad }
  const world = createWorkerWorld(time, (worker) =>
    worker.onRequest(({ type }) => {
      if (type === 'load') behaviour.onLoad(worker)
    }),
  )
  const detection = createWakeDetection({
    spawn: world.spawn,
    clock: time.clock,
    connect: () => [],
    onWoken: () => undefined,
    onHeard: () => undefined,
    onVoice: () => undefined,
    onSample: () => undefined,
    onVoicesFailed: () => undefined,
    onStatus: (status) => told.push(status),
    onTooCommon: (phrases) => tooCommon.push(phrases),
  })
  detection.use(LOAD)
  time.advance(20)
  return { time, world, detection, behaviour, told, tooCommon }
}

describe('the detection of the phrase', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('comes back by itself a minute after its process has crashed too often', () => {
    const { time, world, behaviour, told } = stage((worker) => worker.crash())
    time.advance(2 * maximumBackOffMs)
    expect([world.workers.length, told.at(-1)]).toEqual([crashLimit, 'failed'])
    behaviour.onLoad = loads
    time.advance(MINUTE_MS)
    expect(told.at(-1)).toBe('ready')
  })

  it('looks ever more seldom for a model that is damaged, and finds it mended', () => {
    const { time, world, behaviour, told } = stage(isDamaged)
    expect(told.at(-1)).toBe('failed')
    time.advance(60 * MINUTE_MS)
    // After 1, 3, 7, 15, 30, 45 and 60 minutes.
    expect(world.workers.length).toBeGreaterThan(5)
    expect(world.workers.length).toBeLessThan(10)
    behaviour.onLoad = loads
    time.advance(15 * MINUTE_MS)
    expect(told.at(-1)).toBe('ready')
  })

  it('tells of the phrases that are heard in ordinary talk with each load', () => {
    const { tooCommon } = stage((worker) =>
      worker.send({ type: 'ready', model: 'm', loadMs: 1, tooCommon: ['What time is it'] }),
    )
    expect(tooCommon).toEqual([['What time is it']])
  })

  it('is not tried again once nobody wants it', async () => {
    const { time, world, detection } = stage(isDamaged)
    detection.use(null)
    time.advance(60 * MINUTE_MS)
    expect(world.workers).toHaveLength(1)
    await detection.dispose()
    expect(time.waiting).toBe(0)
  })
})
