import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Provider } from '../../../electron/contracts/providers.ts'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import { KeyStore } from '../../../electron/main/providers/key-store.ts'
import { createProviderDesk } from '../../../electron/main/providers/provider-desk.ts'
import { testQuestion } from '../../../electron/main/providers/test-question.ts'
import { UsageMeter } from '../../../electron/main/providers/usage-meter.ts'
import { badRequest, serverError } from '../../support/providers/api-errors.ts'
import { loopbackProvider } from '../../support/providers/loopback-models.ts'
import { startedProviders } from '../../support/providers/started-providers.ts'

const KEY = 'sk-0123456789'
const start = startedProviders()

const openDesk = (...providers: readonly Provider[]) => {
  let changes = 0
  const settings = () => ({ ...defaultSettings(), providers: [...providers] })
  const meter = new UsageMeter({
    file: { store: {} },
    now: () => new Date(),
    providers: () => providers,
    capDollars: () => null,
    onCap: () => undefined,
    onChange: () => undefined,
  })
  const desk = createProviderDesk({
    settings,
    meter,
    keys: new KeyStore({ file: { store: {} }, path: '', safe: null, environment: {} }),
    test: {
      nowMs: () => performance.now(),
      question: testQuestion(resolve(import.meta.dirname, '../../../resources')),
    },
    onChange: () => void (changes += 1),
  })
  return { desk, changes: () => changes }
}

describe('the key of a provider', () => {
  it('is set and removed, and each time the lines are made anew', () => {
    const { desk, changes } = openDesk(loopbackProvider('https://api.example.com/v1'))
    expect(desk.setKey('loop', KEY, true)).toMatchObject({
      ok: true,
      value: { keys: { loop: 'session' }, canStore: false },
    })
    expect(JSON.stringify(desk.keys())).not.toContain(KEY)
    expect(desk.setKey('loop', '', true)).toMatchObject({ value: { keys: { loop: 'none' } } })
    expect(changes()).toBe(2)
  })

  it('changes nothing where it is none, or its provider is not known', () => {
    const { desk, changes } = openDesk(loopbackProvider('https://api.example.com/v1'))
    expect(desk.setKey('loop', 'two words', true).ok).toBe(false)
    expect(desk.setKey('nobody', KEY, true)).toMatchObject({ error: { code: 'usage.invalid' } })
    expect(changes()).toBe(0)
  })
})

describe('the test of a provider', () => {
  it('makes one real call for each role, shows what came, and counts what it cost', async () => {
    const provider = await start({ apiKey: KEY })
    const { desk } = openDesk(loopbackProvider(provider.baseUrl))
    desk.setKey('loop', KEY, false)
    const tested = await desk.test('loop')
    expect(tested).toMatchObject({
      ok: true,
      value: [
        { role: 'stt', ok: true, result: 'What is the capital of France?', error: null },
        { role: 'llm', ok: true, result: 'You said: Say hello in five words.', error: null },
        { role: 'tts', ok: true, result: expect.stringMatching(/^\d\.\d s$/), error: null },
      ],
    })
    for (const { firstMs, totalMs } of tested.ok ? tested.value : []) {
      expect(firstMs).toBeLessThanOrEqual(totalMs)
    }
    expect(provider.requests).toHaveLength(3)
    expect(desk.usage().providers['loop']?.audioSeconds).toBeGreaterThan(1)
    expect(desk.usage().providers['loop']?.characters).toBeGreaterThan(5)
  })

  it('shows the exact error of each role beside what works', async () => {
    const provider = await start({
      faults: {
        '/audio/speech': {
          faults: [{ kind: 'error', error: badRequest("voice 'alloy' is not known", 'voice') }],
        },
        '/audio/transcriptions': { faults: [{ kind: 'error', error: serverError }] },
      },
    })
    const { desk } = openDesk(loopbackProvider(provider.baseUrl))
    const tested = await desk.test('loop')
    expect(tested.ok ? tested.value : []).toMatchObject([
      { role: 'stt', ok: false, firstMs: null, error: { code: 'provider.overloaded' } },
      { role: 'llm', ok: true },
      {
        role: 'tts',
        ok: false,
        error: { code: 'provider.refused', detail: expect.stringContaining("voice 'alloy'") },
      },
    ])
  })

  it('leaves out what the provider is not set up for', async () => {
    const provider = await start()
    const { desk } = openDesk(loopbackProvider(provider.baseUrl, { stt: null, tts: null }))
    const tested = await desk.test('loop')
    expect((tested.ok ? tested.value : []).map(({ role }) => role)).toEqual(['llm'])
  })

  it('is refused for a provider that nobody knows', async () => {
    expect(await openDesk().desk.test('nobody')).toMatchObject({ error: { code: 'usage.invalid' } })
  })
})

describe('the models of a provider', () => {
  it('are what it lists, whatever it is set up for', async () => {
    const provider = await start({ models: ['small', 'large'] })
    const { desk } = openDesk(
      loopbackProvider(provider.baseUrl, { stt: null, llm: null, tts: null }),
    )
    expect(await desk.models('loop')).toEqual({ ok: true, value: ['small', 'large'] })
  })

  it('are a coded error where it cannot be asked', async () => {
    const provider = await start({ apiKey: KEY })
    const { desk } = openDesk(loopbackProvider(provider.baseUrl))
    expect(await desk.models('loop')).toMatchObject({
      ok: false,
      error: { code: 'provider.key-missing' },
    })
    expect(await desk.models('nobody')).toMatchObject({ error: { code: 'usage.invalid' } })
  })
})
