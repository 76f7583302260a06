import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../../electron/contracts/settings.ts'
import type { WaitingStatus } from '../../../../electron/contracts/snapshot.ts'
import type { ConversationEvent } from '../../../../electron/core/conversation/events.ts'
import { composeWake } from '../../../../electron/main/wake/compose-wake.ts'
import { createWorkerWorld } from '../../../support/in-memory-process.ts'
import { VirtualTime } from '../../../support/virtual-time.ts'

const MODEL = { id: 'm', engine: 'scripted', files: {}, options: {}, threads: 1 }

const compose = () => {
  const time = new VirtualTime()
  const world = createWorkerWorld(time, (worker) =>
    worker.onRequest(({ type }) => {
      if (type !== 'load') return
      worker.send({ type: 'ready', model: 'm', loadMs: 1, tooCommon: [] })
    }),
  )
  const dispatched: ConversationEvent[] = []
  const told: WaitingStatus[] = []
  const wake = composeWake({
    settings: () => ({ ...defaultSettings(), wake: true }),
    isMuted: () => false,
    spawn: world.spawn,
    connect: () => [],
    dispatch: (event) => void dispatched.push(event),
    watchSurroundings: () => ({
      now: () => ({ locked: false, asleep: false, recordedBy: null }),
      abilities: () => ({ calls: 'told', lock: 'told' }),
      want: () => undefined,
      dispose: () => undefined,
    }),
    onStatus: (status) => void told.push(status),
    onRules: () => undefined,
    onAttempt: () => undefined,
    onTryOut: () => undefined,
    voices: {
      asked: () => ({ type: 'voices', speaker: null, people: [], strictness: 'relaxed' }),
      isListening: false,
      takeSample: () => undefined,
      useDetector: () => undefined,
      checkChanged: () => undefined,
      look: () => undefined,
    },
    onTooCommon: () => undefined,
    resources: '/resources',
  })
  wake.useRecognizers([MODEL])
  time.advance(20)
  wake.microphoneChanged('ready')
  return { time, wake, dispatched, told }
}

describe('waiting, put together', () => {
  it('does not ask for a microphone again because it failed, and says that it is missing', async () => {
    const { time, wake, dispatched, told } = compose()
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
    const disposed = wake.dispose()
    time.advance(20)
    await disposed
  })
})
