import { resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Provider } from '../../../electron/contracts/providers.ts'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import { KeyStore } from '../../../electron/main/providers/key-store.ts'
import { createProviderDesk } from '../../../electron/main/providers/provider-desk.ts'
import { testQuestion } from '../../../electron/main/providers/test-question.ts'
import { UsageMeter } from '../../../electron/main/providers/usage-meter.ts'
import { badRequest, insufficientQuota, serverError } from '../../support/providers/api-errors.ts'
import { loopbackProvider } from '../../support/providers/loopback-models.ts'
import {
  startRealtimeServer,
  type RealtimeServer,
  type RealtimeServerOptions,
} from '../../support/providers/realtime-server.ts'
import { startedProviders } from '../../support/providers/started-providers.ts'

const KEY = 'sk-0123456789'
const start = startedProviders()

const realtimeServers: RealtimeServer[] = []
afterEach(async () => {
  await Promise.all(realtimeServers.splice(0).map((server) => server.close()))
})
const startRealtime = async (options: RealtimeServerOptions = {}): Promise<RealtimeServer> => {
  const server = await startRealtimeServer({ apiKey: KEY, timesRealTime: 50, ...options })
  realtimeServers.push(server)
  return server
}
const speaks = (baseUrl: string): Provider =>
  loopbackProvider(baseUrl, {
    stt: null,
    llm: null,
    tts: null,
    realtime: { model: 'gpt-realtime', voice: 'marin' },
  })

const openDesk = (...providers: readonly Provider[]) => openImpatientDesk(undefined, ...providers)

const openImpatientDesk = (limitMs: number | undefined, ...providers: readonly Provider[]) => {
  let changes = 0
  const told: string[] = []
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
      ...(limitMs === undefined ? {} : { limitMs }),
    },
    onChange: () => void (changes += 1),
    onTested: (role, model, error) => void told.push(`${role} ${model} ${error?.code ?? 'ok'}`),
  })
  return { desk, changes: () => changes, told }
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

  it('tells the lines what it found of each engine', async () => {
    const provider = await start({
      faults: { '/audio/transcriptions': { faults: [{ kind: 'error', error: serverError }] } },
    })
    const { desk, told } = openDesk(loopbackProvider(provider.baseUrl))
    await desk.test('loop')
    expect(told).toEqual([
      'stt loop/test-model provider.overloaded',
      'llm loop/test-model ok',
      'tts loop/test-model ok',
    ])
    const server = await startRealtime()
    const other = openDesk(speaks(server.baseUrl))
    other.desk.setKey('loop', KEY, false)
    await other.desk.test('loop')
    expect(other.told).toEqual(['llm loop/gpt-realtime ok'])
  })

  it('opens a session for speech to speech, asks aloud, and tells the wait for the first sound', async () => {
    const server = await startRealtime()
    const { desk } = openDesk(speaks(server.baseUrl))
    desk.setKey('loop', KEY, false)
    const tested = await desk.test('loop')
    expect(tested).toMatchObject({
      value: [
        { role: 'realtime', ok: true, result: expect.stringContaining('You said'), error: null },
      ],
    })
    const [test] = tested.ok ? tested.value : []
    expect(test?.firstMs).toBeLessThanOrEqual(test?.totalMs ?? 0)
    const [session] = server.sessions
    expect(session?.model).toBe('gpt-realtime')
    expect(session?.config()).toMatchObject({ audio: { output: { voice: 'marin' } } })
    // The whole question, at the service's rate.
    const [heard] = session?.heard() ?? []
    const question = await testQuestion(resolve(import.meta.dirname, '../../../resources'))()
    expect(heard?.samples.length).toBe(Math.floor(question.length / 2) * 3)
    expect(desk.usage().providers['loop']?.completionTokens).toBeGreaterThan(0)
    await expect.poll(() => session?.closeCode).toBe(1000)
  })

  it('shows the exact error of speech to speech: a wrong key, a used up credit, a refused answer', async () => {
    const server = await startRealtime({
      responses: {
        faults: [
          { kind: 'fail', error: insufficientQuota },
          { kind: 'incomplete', afterAudioMs: 0, reason: 'content_filter' },
        ],
      },
    })
    const { desk } = openDesk(speaks(server.baseUrl))
    const codes = async () => {
      const tested = await desk.test('loop')
      return tested.ok ? tested.value.map(({ ok, error }) => ({ ok, error })) : []
    }
    desk.setKey('loop', 'sk-wrong', false)
    expect(await codes()).toMatchObject([{ ok: false, error: { code: 'provider.key-rejected' } }])
    desk.setKey('loop', KEY, false)
    expect(await codes()).toMatchObject([
      {
        ok: false,
        error: {
          code: 'provider.quota-exhausted',
          detail: expect.stringContaining('exceeded your current quota'),
        },
      },
    ])
    expect(await codes()).toMatchObject([{ ok: false, error: { code: 'provider.refused' } }])
    expect(await codes()).toMatchObject([{ ok: true, error: null }])
  })

  it('does not take words without sound for speech', async () => {
    const silence = { samples: new Float32Array(0), sampleRateHz: 24_000 }
    const server = await startRealtime({ script: { speak: () => silence } })
    const { desk } = openDesk(speaks(server.baseUrl))
    desk.setKey('loop', KEY, false)
    expect(await desk.test('loop')).toMatchObject({
      value: [{ ok: false, error: { code: 'provider.unreadable' } }],
    })
  })

  it('calls what does not answer in time stalled, and not an empty answer that works', async () => {
    const provider = await start({
      faults: { '/chat/completions': { faults: [{ kind: 'stall', afterParts: 0 }] } },
    })
    const server = await startRealtime({ responses: { faults: [{ kind: 'never-answer' }] } })
    const heard = loopbackProvider(provider.baseUrl, { stt: null, tts: null })
    const { desk } = openImpatientDesk(300, heard, { ...speaks(server.baseUrl), id: 'spoken' })
    desk.setKey('spoken', KEY, false)
    for (const id of ['loop', 'spoken']) {
      expect(await desk.test(id)).toMatchObject({
        value: [{ ok: false, firstMs: null, error: { code: 'provider.stalled' } }],
      })
    }
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
