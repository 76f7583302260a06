import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '../../../../electron/contracts/settings.ts'
import type { WaitingStatus } from '../../../../electron/contracts/snapshot.ts'
import type { EngineModel } from '../../../../electron/contracts/workers.ts'
import { watchSurroundings, type PowerSigns } from '../../../../electron/main/wake/surroundings.ts'
import type { WakeLoad } from '../../../../electron/main/wake/wake-detection.ts'
import { WakeKeeper, type Surroundings } from '../../../../electron/main/wake/wake-keeper.ts'
import { VirtualTime } from '../../../support/virtual-time.ts'

const MODEL: EngineModel = {
  id: 'm',
  engine: 'sherpa-moonshine',
  files: {},
  options: {},
  threads: 1,
}

const keep = (change: Partial<Settings> = {}) => {
  const time = new VirtualTime(Date.UTC(2026, 0, 5, 12, 0, 30))
  const world = {
    settings: { ...defaultSettings(), wake: true, ...change },
    model: MODEL as EngineModel | null,
    isMuted: false,
    isEnrolling: false,
    surroundings: { locked: false, asleep: false, recordedBy: null } as Surroundings,
    loads: [] as (WakeLoad | null)[],
    told: [] as WaitingStatus[],
  }
  const keeper = new WakeKeeper({
    settings: () => world.settings,
    isMuted: () => world.isMuted,
    detection: { use: (load) => void world.loads.push(load) },
    recognizers: () => (world.model === null ? [] : [world.model]),
    talkPath: '/resources/talk.flac',
    isEnrolling: () => world.isEnrolling,
    surroundings: () => world.surroundings,
    clock: time.clock,
    now: () => new Date(time.nowMs),
    onChange: (status) => void world.told.push(status),
  })
  return { time, world, keeper }
}

describe('WakeKeeper', () => {
  it('loads what the person typed, and tells when it waits', () => {
    const { world, keeper } = keep({ wakePhrases: ['Okay Zephyr'], wakeSensitivity: 'careful' })
    keeper.look()
    expect(world.loads.at(-1)).toEqual({
      type: 'load',
      groups: [{ recognizer: MODEL, phrases: ['Okay Zephyr'] }],
      sensitivity: 'careful',
      talkPath: '/resources/talk.flac',
    })
    keeper.detectorChanged('loading')
    keeper.detectorChanged('ready')
    keeper.look()
    expect(world.told).toEqual([{ state: 'preparing' }, { state: 'waiting' }])
  })

  it('has no detector where nobody wants it, and says what is missing where it cannot', () => {
    const { world, keeper } = keep({ wake: false })
    keeper.look()
    expect(world.loads).toEqual([null])
    expect(world.told).toEqual([{ state: 'off' }])
    world.settings = { ...world.settings, wake: true }
    world.model = null
    keeper.look()
    expect(world.loads).toEqual([null, null])
    expect(world.told.at(-1)).toMatchObject({ state: 'paused', because: 'model-missing' })
  })

  it('has one while somebody enrols their voice, and does not say that it waits', () => {
    const { world, keeper } = keep({ wake: false })
    world.isEnrolling = true
    keeper.look()
    expect(world.loads.at(-1)).toMatchObject({ type: 'load' })
    expect(keeper.status).toEqual({ state: 'off' })
    world.isEnrolling = false
    keeper.look()
    expect(world.loads.at(-1)).toBeNull()
  })

  it('pauses while somebody else uses the microphone, which then may not even be warm', () => {
    const { world, keeper } = keep()
    keeper.look()
    keeper.detectorChanged('ready')
    expect(keeper.mayStayWarm).toBe(true)
    world.surroundings = { ...world.surroundings, recordedBy: 'Zoom' }
    keeper.look()
    expect(keeper.status).toEqual({ state: 'paused', because: 'call', app: 'Zoom' })
    expect(keeper.mayStayWarm).toBe(false)
  })

  it('goes by the mute switch also where that could not be saved', () => {
    const { world, keeper } = keep({ muted: true })
    keeper.look()
    keeper.detectorChanged('ready')
    expect(keeper.status).toEqual({ state: 'waiting' })
    world.settings = { ...world.settings, muted: false }
    world.isMuted = true
    keeper.look()
    expect(keeper.status).toMatchObject({ because: 'muted' })
  })

  it('goes by the clock where there are quiet hours, and by no timer where there are none', () => {
    const { time, world, keeper } = keep()
    keeper.look()
    keeper.detectorChanged('ready')
    expect(time.waiting).toBe(0)
    const at = new Date(time.nowMs + 60_000)
    const minute = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
    world.settings = { ...world.settings, quietHours: { from: minute, to: '23:59' } }
    keeper.look()
    expect(keeper.status.state).toBe('waiting')
    time.advance(30_000)
    expect(world.told.at(-1)).toMatchObject({ because: 'quiet-hours' })
    keeper.dispose()
    expect(time.waiting).toBe(0)
  })
})

describe('the surroundings', () => {
  const watch = (platform: NodeJS.Platform, hasSessionBus = true) => {
    const time = new VirtualTime()
    const listeners = new Map<string, () => void>()
    let state: 'active' | 'locked' = 'active'
    let changes = 0
    const power: PowerSigns = {
      on: (event, listener) => listeners.set(event, listener),
      removeListener: (event) => listeners.delete(event),
      getSystemIdleState: () => state,
    }
    const surroundings = watchSurroundings({
      power,
      platform,
      hasSessionBus,
      clock: time.clock,
      openRecorders: () => ({
        isTold: () => true,
        recordedBy: () => 'Zoom',
        dispose: () => undefined,
      }),
      onChange: () => (changes += 1),
    })
    return {
      time,
      surroundings,
      listeners,
      changes: () => changes,
      lock: (next: 'active' | 'locked') => {
        state = next
      },
    }
  }

  it('know a locked screen by events where there are some', () => {
    const { surroundings, listeners, time } = watch('darwin')
    surroundings.want(true)
    expect(time.waiting).toBe(0)
    listeners.get('lock-screen')?.()
    expect(surroundings.now()).toEqual({ locked: true, asleep: false, recordedBy: 'Zoom' })
    listeners.get('unlock-screen')?.()
    listeners.get('suspend')?.()
    expect(surroundings.now()).toMatchObject({ locked: false, asleep: true })
    expect(surroundings.abilities()).toEqual({ calls: 'told', lock: 'told' })
  })

  it('do not take a blank screen for a locked one where there is no desktop to ask', () => {
    const { surroundings, lock, time } = watch('linux', false)
    surroundings.want(true)
    lock('locked')
    time.advance(5000)
    expect(surroundings.now().locked).toBe(false)
    surroundings.dispose()
  })

  it('know it by looking on Linux, while anybody wants to know', () => {
    const { surroundings, lock, time, changes, listeners } = watch('linux')
    lock('locked')
    time.advance(5000)
    expect(surroundings.now().locked).toBe(false)
    expect(surroundings.abilities().lock).toBe('unknown')
    surroundings.want(true)
    expect(surroundings.now().locked).toBe(true)
    expect(surroundings.abilities().lock).toBe('told')
    lock('active')
    time.advance(1000)
    expect(surroundings.now().locked).toBe(false)
    expect(changes()).toBe(2)
    surroundings.dispose()
    expect([time.waiting, listeners.size]).toEqual([0, 0])
  })
})
