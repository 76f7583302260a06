import { describe, expect, it } from 'vitest'
import { fail, succeed, type Result } from '../../../electron/contracts/errors.ts'
import {
  createProvidersStore,
  type ProvidersBridge,
} from '../../../renderer/ui/providers/providers-store.ts'
import { createUsageStore } from '../../../renderer/settings/usage-store.ts'
import type { UsageSnapshot } from '../../../electron/contracts/usage.ts'

const TEST = {
  role: 'llm',
  ok: true,
  firstMs: 5,
  totalMs: 9,
  result: 'Hello',
  error: null,
} as const

/** Main, whose tests of providers take until `finish` is called. */
const world = (answers: Readonly<Record<string, Result<unknown>>> = {}) => {
  const asked: unknown[] = []
  let finish = (_result: Result<unknown>): void => undefined
  const usual: Readonly<Record<string, Result<unknown>>> = {
    'providers.presets': succeed([]),
    'providers.keys': succeed({ keys: { groq: 'stored' }, canStore: true }),
    'providers.set-key': succeed({ keys: { groq: 'session' }, canStore: true }),
    'providers.find-local': succeed([]),
    'providers.models': succeed(['a', 'b']),
  }
  const request = (route: string, input: unknown): Promise<Result<unknown>> => {
    asked.push([route, input])
    if (route !== 'providers.test')
      return Promise.resolve(answers[route] ?? usual[route] ?? fail('internal.unexpected'))
    return new Promise((resolve) => {
      finish = resolve
    })
  }
  // Each route is answered by what its schema says it is answered by.
  const bridge = { request } as unknown as ProvidersBridge
  return {
    store: createProvidersStore(bridge),
    asked,
    finish: (result: Result<unknown>) => finish(result),
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('the providers that main knows of', () => {
  it('are asked for anew whenever the pane opens', async () => {
    const { store, asked } = world()
    expect(store.get().found).toBeNull()
    store.look()
    await settle()
    expect(store.get()).toMatchObject({ found: [], keys: { keys: { groq: 'stored' } } })
    store.look()
    expect(store.get().found).toBeNull()
    expect(asked).toHaveLength(6)
  })

  it('are not found where nobody could look, and that is no failure', async () => {
    const { store } = world({ 'providers.find-local': fail('internal.unexpected') })
    store.look()
    await settle()
    expect(store.get().found).toEqual([])
  })

  it('show that a test runs, and what came of it', async () => {
    const { store, finish } = world()
    store.test('groq')
    expect(store.get().tests['groq']).toEqual({ state: 'asking' })
    finish(succeed([TEST]))
    await settle()
    expect(store.get().tests['groq']).toEqual({ state: 'answered', value: [TEST] })
  })

  it('show nothing of a test of what they were before they were changed', async () => {
    const { store, finish } = world()
    store.test('groq')
    store.forget('groq')
    finish(succeed([TEST]))
    await settle()
    expect(store.get().tests).toEqual({})
  })

  it('name no models of what they were before they were changed', async () => {
    const { store } = world()
    const asked = store.askModels('groq')
    store.forget('groq')
    await asked
    expect(store.get().models).toEqual({})
  })

  it('name their models, or say why they cannot', async () => {
    const { store } = world()
    await store.askModels('groq')
    expect(store.get().models['groq']).toEqual({ state: 'answered', value: ['a', 'b'] })
    const error = { code: 'provider.key-rejected' } as const
    const other = world({ 'providers.models': { ok: false, error } })
    await other.store.askModels('groq')
    expect(other.store.get().models['groq']).toEqual({ state: 'failed', error })
  })

  it('keep of a key only where it is, and say why one was refused', async () => {
    const { store, asked } = world()
    expect(await store.setKey('groq', 'sk-secret', false)).toBeNull()
    expect(store.get().keys?.keys['groq']).toBe('session')
    expect(JSON.stringify(store.get())).not.toContain('sk-secret')
    expect(asked).toEqual([
      ['providers.set-key', { provider: 'groq', key: 'sk-secret', keep: false }],
    ])
    const refused = world({ 'providers.set-key': fail('provider.key-missing') })
    expect(await refused.store.setKey('groq', ' ', true)).toMatchObject({
      code: 'provider.key-missing',
    })
  })
})

it('what was used is what main said last, however late its first answer comes', async () => {
  const usage = (dollars: number): UsageSnapshot => ({
    month: '2026-11',
    providers: {},
    dollars,
    capDollars: null,
    capped: false,
  })
  let emit = (_usage: UsageSnapshot): void => undefined
  const store = createUsageStore({
    request: () => Promise.resolve(succeed(usage(1))),
    on: (_route, listener) => {
      emit = listener
      return () => undefined
    },
  })
  emit(usage(2))
  await settle()
  expect(store.get()?.dollars).toBe(2)
})
