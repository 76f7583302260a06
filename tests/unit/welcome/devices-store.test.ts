import { describe, expect, it } from 'vitest'
import { succeed, type Result } from '../../../electron/contracts/errors.ts'
import type { DevicesView } from '../../../electron/contracts/devices.ts'
import {
  createDevicesStore,
  type DevicesBridge,
} from '../../../renderer/ui/devices/devices-store.ts'
import { createHotkeyStore } from '../../../renderer/welcome/hotkey-store.ts'
import { createLastAnswerStore } from '../../../renderer/welcome/last-answer-store.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))
const view = (status: DevicesView['microphone']['status']): DevicesView => ({
  microphones: [],
  loudspeakers: [],
  microphone: { status, name: null, error: null },
})

const world = () => {
  const asked: unknown[] = []
  const listeners = new Map<string, (event: never) => void>()
  const request = (route: string, input: unknown): Promise<Result<unknown>> => {
    asked.push([route, input])
    if (route === 'devices.get') return Promise.resolve(succeed(view('off')))
    return Promise.resolve(succeed(route === 'devices.test-loudspeaker' ? 'voice' : null))
  }
  const bridge = {
    request,
    on: (route: string, listener: (event: never) => void) => {
      listeners.set(route, listener)
      return () => void listeners.delete(route)
    },
  } as unknown as DevicesBridge
  const tell = (route: string, event: unknown) => listeners.get(route)?.(event as never)
  return { store: createDevicesStore(bridge), asked, tell, listeners }
}

describe('the devices that main knows of', () => {
  it('are the newest that were told of', async () => {
    const { store, tell } = world()
    tell('devices.changed', view('ready'))
    await settle()
    expect(store.get().devices?.microphone.status).toBe('ready')
  })

  it('are watched once, until nobody watches any more', async () => {
    const { store, asked } = world()
    const [endOne, endOther] = [store.watch(), store.watch()]
    endOne()
    endOne()
    endOther()
    await settle()
    expect(asked.slice(1)).toEqual([
      ['devices.watch', { on: true }],
      ['devices.watch', { on: false }],
    ])
  })

  it('hear somebody while they are watched, until another microphone is chosen', () => {
    const { store, tell } = world()
    tell('devices.heard', {})
    expect(store.get().heard).toBe(false)
    const end = store.watch()
    tell('devices.heard', {})
    expect(store.get().heard).toBe(true)
    store.forgetHeard()
    expect(store.get().heard).toBe(false)
    tell('devices.heard', {})
    end()
    expect(store.get().heard).toBe(false)
  })

  it('say how the loudspeaker was tried', async () => {
    const { store } = world()
    store.testLoudspeaker()
    await settle()
    expect(store.get().test).toBe('voice')
  })

  it('leave no listener behind', () => {
    const { store, listeners } = world()
    store.dispose()
    expect([...listeners.keys()]).toEqual([])
  })
})

describe('the hotkey as it is pressed', () => {
  it('works once it went down and up again, or was told of as pressed', () => {
    const asked: boolean[] = []
    let press: (what: 'down' | 'up' | 'press') => void = () => undefined
    const store = createHotkeyStore({
      request: (_, { on }) => {
        asked.push(on)
        return Promise.resolve(succeed(null))
      },
      on: (_, listener) => {
        press = listener
        return () => undefined
      },
    })
    const end = store.watch()
    expect(store.get()).toBe('untried')
    press('down')
    expect(store.get()).toBe('down')
    press('up')
    expect(store.get()).toBe('works')
    press('down')
    press('press')
    expect(store.get()).toBe('works')
    end()
    expect(asked).toEqual([true, false])
  })
})

describe('the answer that came last', () => {
  it('is one that was heard, and how fast it was', () => {
    let logged: (record: ReturnType<typeof turnLogRecord>) => void = () => undefined
    const store = createLastAnswerStore({
      on: (_, listener) => {
        logged = listener
        return () => undefined
      },
    })
    logged(turnLogRecord({ outcome: 'no-speech' }))
    expect(store.get()).toBeNull()
    logged(
      turnLogRecord({
        outcome: 'answered',
        marks: { 'speech-end': 1000, 'playback-start': 1700 },
      }),
    )
    expect(store.get()).toEqual({ firstSoundMs: 700 })
  })
})
