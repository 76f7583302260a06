import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import type { VoicesSnapshot } from '../../../electron/contracts/voices.ts'
import { createVoicesStore } from '../../../renderer/settings/wake/voices/voices-store.ts'

const snapshot = (change: Partial<VoicesSnapshot> = {}): VoicesSnapshot => ({
  people: [],
  kept: 'encrypted',
  canEncrypt: true,
  model: null,
  enrolment: null,
  guestsUntilMs: null,
  error: null,
  ...change,
})

const settle = () => new Promise((resolve) => setImmediate(resolve))

const open = (answers: Readonly<Record<string, unknown>> = {}) => {
  const asked: string[] = []
  let tell = (_voices: VoicesSnapshot): void => undefined
  const store = createVoicesStore({
    request: (route) => {
      asked.push(route)
      const answer = answers[route] ?? succeed(route === 'voices.get' ? snapshot() : null)
      // One fake for every route; each test gives the answers that it needs.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return Promise.resolve(answer) as Promise<never>
    },
    on: (_route, listener) => {
      tell = listener
      return () => undefined
    },
  })
  return { store, asked, tell: (voices: VoicesSnapshot) => tell(voices) }
}

describe('the voices in a window', () => {
  it('are what main says, and an event is newer than the first answer', async () => {
    const { store, tell } = open()
    expect(store.get().voices).toBeNull()
    tell(snapshot({ kept: 'session' }))
    await settle()
    expect(store.get().voices?.kept).toBe('session')
  })

  it('keep why something was refused until something else is done', async () => {
    const { store, asked } = open({ 'voices.enrol': fail('voices.full') })
    store.enrol('Ada')
    await settle()
    expect(store.get().refused?.code).toBe('voices.full')
    store.remove('a')
    await settle()
    expect(store.get().refused).toBeNull()
    expect(asked).toEqual(['voices.get', 'voices.enrol', 'voices.remove'])
  })
})
