import { afterEach, describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../../electron/contracts/settings.ts'
import type { WaitingStatus } from '../../../../electron/contracts/snapshot.ts'
import type { ConversationEvent } from '../../../../electron/core/conversation/events.ts'
import { composeWake, type Wake } from '../../../../electron/main/wake/compose-wake.ts'
import { createWorkerWorld } from '../../../support/in-memory-process.ts'
import { VirtualTime } from '../../../support/virtual-time.ts'

const SPEAKER = { id: 'pitch', engine: 'scripted', files: {}, options: {}, threads: 1 }
const MODEL = { id: 'm', engine: 'scripted', files: {}, options: {}, threads: 1 }
const ADA = { id: 'a', name: 'Ada', model: 'pitch', enrolledAtMs: 0, prototypes: [[1, 0]] }

let made: { readonly wake: Wake; readonly time: VirtualTime } | null = null

const stage = (waits = false) => {
  const time = new VirtualTime()
  const world = createWorkerWorld(time, (worker) =>
    worker.onRequest(({ type }) => {
      if (type === 'load') worker.send({ type: 'ready', model: 'm', loadMs: 1, tooCommon: [] })
    }),
  )
  const dispatched: ConversationEvent[] = []
  const told: WaitingStatus[] = []
  let tell = (): void => undefined
  const now = { locked: false, asleep: false, recordedBy: null as string | null }
  const voices = {
    isListening: false,
    people: [] as (typeof ADA)[],
    looks: 0,
    wanted: false,
  }
  const wake = composeWake({
    settings: () => ({ ...defaultSettings(), wake: waits }),
    isMuted: () => false,
    spawn: world.spawn,
    connect: () => [],
    dispatch: (event) => void dispatched.push(event),
    watchSurroundings: (onChange) => {
      tell = onChange
      return {
        now: () => now,
        abilities: () => ({ calls: 'told', lock: 'told' }),
        want: (wanted) => {
          voices.wanted = wanted
        },
        dispose: () => undefined,
      }
    },
    onStatus: (status) => void told.push(status),
    onRules: () => undefined,
    onAttempt: () => undefined,
    onTryOut: () => undefined,
    voices: {
      asked: () => ({
        type: 'voices',
        speaker: SPEAKER,
        people: voices.people,
        strictness: 'relaxed',
      }),
      checkChanged: () => undefined,
      get isListening() {
        return voices.isListening
      },
      look: () => void (voices.looks += 1),
      takeSample: () => undefined,
      useDetector: () => undefined,
    },
    onTooCommon: () => undefined,
    resources: '/resources',
  })
  made = { wake, time }
  return { time, wake, world, dispatched, told, now, voices, tell: () => tell() }
}

describe('waiting, put together', () => {
  afterEach(async () => {
    const gone = made?.wake.dispose()
    made?.time.advance(1000)
    await gone
  })

  it('listens to whoever enrols, but not behind a locked screen or in a call', () => {
    const { wake, told, now, voices, tell } = stage()
    voices.isListening = true
    wake.look()
    expect(voices.wanted).toBe(true)
    expect(wake.forAudio.isWaiting).toBe(true)
    expect(told.at(-1)).toEqual({ state: 'enrolling', wanted: false })
    for (const change of [{ locked: true }, { locked: false, recordedBy: 'Zoom' }]) {
      Object.assign(now, change)
      const before = voices.looks
      tell()
      expect(voices.looks).toBeGreaterThan(before)
      expect(wake.forAudio.isWaiting).toBe(false)
      expect(wake.enrolmentPause).not.toBeNull()
    }
  })

  it('has somebody to ask about voices while they matter, though it waits for nothing', () => {
    const { wake, world, voices } = stage()
    wake.look()
    expect(world.workers).toHaveLength(0)
    expect(wake.forAudio.knowsVoices).toBe(false)
    voices.people = [ADA]
    wake.look()
    expect(world.workers).toHaveLength(1)
    expect(wake.forAudio).toMatchObject({ knowsVoices: true, isWaiting: false })
  })

  it('does not ask for a microphone again because it failed, and says that it is missing', () => {
    const { time, wake, dispatched, told } = stage(true)
    wake.useRecognizers([MODEL])
    time.advance(20)
    wake.microphoneChanged('ready')
    expect(told.at(-1)).toEqual({ state: 'waiting' })
    const before = dispatched.length
    for (let times = 0; times < 3; times += 1) {
      wake.microphoneChanged('preparing')
      wake.microphoneChanged('failed')
    }
    expect(told.at(-1)).toMatchObject({ because: 'no-microphone' })
    expect(wake.forAudio.isWaiting).toBe(true)
    expect(dispatched.slice(before)).toEqual([])
    wake.microphoneChanged('ready')
    expect(told.at(-1)).toEqual({ state: 'waiting' })
  })
})
