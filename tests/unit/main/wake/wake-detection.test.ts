import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CodedError } from '../../../../electron/contracts/errors.ts'
import type { WakeEvent } from '../../../../electron/contracts/wake.ts'
import {
  createWakeDetection,
  type DetectorStatus,
  type WakeLoad,
} from '../../../../electron/main/wake/wake-detection.ts'
import { createWorkerWorld } from '../../../support/in-memory-process.ts'
import { VirtualTime } from '../../../support/virtual-time.ts'

const LOAD: WakeLoad = { type: 'load', groups: [], sensitivity: 'balanced', talkPath: null }
const broken: CodedError = { code: 'wake.failed', detail: 'broken' }

const stage = () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  const time = new VirtualTime()
  const world = createWorkerWorld(time, (worker) =>
    worker.onRequest(({ type }) => {
      if (type === 'load') worker.send({ type: 'ready', model: 'm', loadMs: 1, tooCommon: [] })
    }),
  )
  const statuses: DetectorStatus[] = []
  const checks: (CodedError | null)[] = []
  const detection = createWakeDetection({
    spawn: world.spawn,
    clock: time.clock,
    connect: () => [],
    onWoken: () => undefined,
    onHeard: () => undefined,
    onVoice: () => undefined,
    onSample: () => undefined,
    onTooCommon: () => undefined,
    onStatus: (status) => void statuses.push(status),
    onVoiceCheck: (error) => void checks.push(error),
  })
  detection.use(LOAD)
  time.advance(20)
  const tell = (event: WakeEvent): void => {
    world.latest.send(event)
    time.advance(50)
  }
  return { time, world, statuses, checks, detection, tell }
}

describe('the detector of the phrase', () => {
  afterEach(() => {
    vi.restoreAllMocks()
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

  it('that stays so is not started again and again', () => {
    const { world, statuses, tell } = stage()
    for (let times = 0; times < 4; times += 1) tell({ type: 'hearing', error: broken })
    expect(world.workers).toHaveLength(2)
    expect(statuses.at(-1)).toBe('deaf')
  })

  it('is taken at its word again where the person changed something', () => {
    const { statuses, detection, tell, time } = stage()
    tell({ type: 'hearing', error: broken })
    detection.use({ ...LOAD, sensitivity: 'eager' })
    time.advance(50)
    expect(statuses.at(-1)).toBe('ready')
  })

  it('passes on that voices cannot be told apart', () => {
    const { checks, tell } = stage()
    tell({ type: 'voice-check', error: { code: 'model.damaged' } })
    tell({ type: 'voice-check', error: null })
    expect(checks).toEqual([{ code: 'model.damaged' }, null])
  })
})
