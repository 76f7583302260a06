import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CodedError } from '../../../../electron/contracts/errors.ts'
import type { WakeEvent } from '../../../../electron/contracts/wake.ts'
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
const broken: CodedError = { code: 'wake.failed', detail: 'broken' }

const loads = (worker: ScriptedWorker) =>
  worker.send({ type: 'ready', model: 'm', loadMs: 1, tooCommon: [] })
const isDamaged = (worker: ScriptedWorker) =>
  worker.send({ type: 'failed', error: { code: 'model.damaged' } })

const stage = (onLoad: (worker: ScriptedWorker) => void = loads) => {
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  const time = new VirtualTime()
  const statuses: DetectorStatus[] = []
  const checks: (CodedError | null)[] = []
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
    onVoiceCheck: (error) => void checks.push(error),
    onStatus: (status) => void statuses.push(status),
    onTooCommon: (phrases) => void tooCommon.push(phrases),
  })
  detection.use(LOAD)
  time.advance(20)
  const tell = (event: WakeEvent): void => {
    world.latest.send(event)
    time.advance(50)
  }
  return { time, world, detection, behaviour, statuses, checks, tooCommon, tell }
}

describe('the detection of the phrase', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('comes back by itself a minute after its process has crashed too often', () => {
    const { time, world, behaviour, statuses } = stage((worker) => worker.crash())
    time.advance(2 * maximumBackOffMs)
    expect([world.workers.length, statuses.at(-1)]).toEqual([crashLimit, 'failed'])
    behaviour.onLoad = loads
    time.advance(MINUTE_MS)
    expect(statuses.at(-1)).toBe('ready')
  })

  it('looks ever more seldom for a model that is damaged, and finds it mended', () => {
    const { time, world, behaviour, statuses } = stage(isDamaged)
    expect(statuses.at(-1)).toBe('failed')
    time.advance(60 * MINUTE_MS)
    // After 1, 3, 7, 15, 30, 45 and 60 minutes.
    expect(world.workers.length).toBeGreaterThan(5)
    expect(world.workers.length).toBeLessThan(10)
    behaviour.onLoad = loads
    time.advance(15 * MINUTE_MS)
    expect(statuses.at(-1)).toBe('ready')
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

  it('that can look at nothing is started anew, and said to hear nothing until a look succeeds', () => {
    const { world, statuses, tell } = stage()
    expect(statuses.at(-1)).toBe('ready')
    tell({ type: 'hearing', error: broken })
    expect(world.workers).toHaveLength(2)
    expect(statuses.slice(statuses.indexOf('ready') + 1)).not.toContain('ready')
    expect(statuses.at(-1)).toBe('deaf')
    tell({ type: 'hearing', error: null })
    expect(statuses.at(-1)).toBe('ready')
  })

  it('that goes on hearing nothing is started anew ever more seldom, and is ready once it hears', () => {
    const { time, world, statuses, tell } = stage()
    const isDeaf = (): void => tell({ type: 'hearing', error: broken })
    isDeaf()
    isDeaf()
    expect(world.workers).toHaveLength(2)
    for (const [minutes, workers] of [
      [1, 3],
      [2, 4],
      [4, 5],
    ] as const) {
      time.advance(minutes * MINUTE_MS - 1000)
      expect(world.workers).toHaveLength(workers - 1)
      time.advance(1000)
      expect(world.workers).toHaveLength(workers)
      expect(statuses.at(-1)).toBe('deaf')
      isDeaf()
    }
    tell({ type: 'hearing', error: null })
    expect(statuses.at(-1)).toBe('ready')
    time.advance(60 * MINUTE_MS)
    expect(world.workers).toHaveLength(5)
  })

  it('is taken at its word again where the person changed something', () => {
    const { statuses, detection, tell, time } = stage()
    tell({ type: 'hearing', error: broken })
    detection.use({ ...LOAD, sensitivity: 'eager' })
    time.advance(50)
    expect(statuses.at(-1)).toBe('ready')
  })

  it('passes on that voices cannot be told apart, until they can or nobody asks', () => {
    const { checks, tell, detection } = stage()
    const error: CodedError = { code: 'model.damaged' }
    tell({ type: 'voice-check', error })
    tell({ type: 'voice-check', error: null })
    tell({ type: 'voice-check', error })
    detection.use(null)
    expect(checks).toEqual([error, null, error, null])
  })
})
