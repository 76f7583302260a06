import { describe, expect, it } from 'vitest'
import type { EngineRole, Provider } from '../../../electron/contracts/providers.ts'
import { LOCAL_ONLY, PROVIDER_PRESETS } from '../../../electron/contracts/providers.ts'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import {
  engineLines,
  lackingOf,
  isOnThisMachine,
  rolesHere,
  providerModels,
  type LineInputs,
} from '../../../electron/main/providers/engine-lines.ts'
import { allPresets, presetOf } from '../../../electron/main/providers/presets.ts'
import { loopbackProvider } from '../../support/providers/loopback-models.ts'

const model = (id: string): EngineModel => ({
  id,
  engine: 'scripted',
  files: {},
  options: {},
  threads: 1,
})
const LOCAL: LineInputs['local'] = { stt: model('ears'), llm: model('brain'), tts: model('voice') }
const NONE: LineInputs['local'] = { stt: null, llm: null, tts: null }

const far = (id: string, change: Partial<Provider> = {}): Provider =>
  loopbackProvider('https://api.example.com/v1', { id, ...change })
const near = (id: string) => loopbackProvider('http://127.0.0.1:11434/v1', { id })

const linesOf = (inputs: Partial<LineInputs>) => {
  const lines = engineLines({
    order: LOCAL_ONLY,
    providers: [],
    local: LOCAL,
    keyOf: () => undefined,
    speechSpeed: 1,
    capped: false,
    ...inputs,
  })
  const ids = (role: EngineRole) => lines[role].map(({ id }) => id)
  return { lines, stt: ids('stt'), llm: ids('llm'), tts: ids('tts') }
}

describe('the line of a role', () => {
  it('is the engine on this machine where nothing else was chosen', () => {
    const { stt, llm, tts } = linesOf({})
    expect([stt, llm, tts]).toEqual([['ears'], ['brain'], ['voice']])
  })

  it('is in the order of the settings, each engine once', () => {
    const order = { ...LOCAL_ONLY, llm: ['provider:a', 'local', 'provider:b', 'provider:a'] }
    const { stt, llm } = linesOf({ order, providers: [far('a'), far('b')] })
    expect(llm).toEqual(['a/test-model', 'brain', 'b/test-model'])
    expect(stt).toEqual(['ears'])
  })

  it('passes over providers that are gone, and over what they do not do', () => {
    const order = {
      stt: ['provider:gone', 'provider:writer'],
      llm: ['provider:writer'],
      tts: ['provider:writer', 'local'],
    }
    const { stt, llm, tts } = linesOf({
      order,
      providers: [far('writer', { stt: null, tts: null })],
    })
    expect([stt, llm, tts]).toEqual([['ears'], ['writer/test-model'], ['voice']])
  })

  it('is the provider alone where the model on this machine is not there yet', () => {
    const order = { ...LOCAL_ONLY, llm: ['provider:a', 'local'] }
    const { stt, llm } = linesOf({ order, providers: [far('a')], local: NONE })
    expect([stt, llm]).toEqual([[], ['a/test-model']])
  })

  it('is without what costs once the month is used up, and keeps servers on this machine', () => {
    const order = { ...LOCAL_ONLY, llm: ['provider:far', 'provider:near'], stt: ['provider:far'] }
    const { stt, llm } = linesOf({ order, providers: [far('far'), near('near')], capped: true })
    expect([stt, llm]).toEqual([['ears'], ['near/test-model']])
  })

  it('gives each provider its own key and no other', () => {
    const order = { ...LOCAL_ONLY, llm: ['provider:a', 'provider:b', 'local'] }
    const { lines } = linesOf({
      order,
      providers: [far('a'), far('b')],
      keyOf: ({ id }) => (id === 'a' ? 'key-a' : undefined),
    })
    expect(lines.llm.map(({ secret }) => secret)).toEqual(['key-a', undefined, undefined])
    expect(JSON.stringify(lines.llm.map(({ options }) => options))).not.toContain('key-a')
  })
})

describe('a recogniser of a provider', () => {
  it.each([
    ['openai', 'gpt-4o-transcribe', undefined, true],
    ['openai', 'gpt-4o-mini-transcribe-2025-12-15', undefined, true],
    ['openai', 'gpt-4o-transcribe-diarize', undefined, false],
    ['openai', 'whisper-1', undefined, false],
    ['groq', 'whisper-large-v3-turbo', undefined, false],
    ['custom', 'gpt-4o-transcribe', undefined, false],
    ['custom', 'mine', true, true],
    ['openai', 'gpt-4o-transcribe', false, false],
  ] as const)('of %s, %s (%s), streams: %s', (preset, name, streams, expected) => {
    const stt = { model: name, languages: [], ...(streams === undefined ? {} : { streams }) }
    const { options } = providerModels(far('a', { preset, stt }), undefined).stt ?? {}
    expect(options?.['streams']).toBe(expected)
  })
})

describe('a role that has nobody', () => {
  const order = { stt: ['provider:far'], llm: ['provider:far', 'provider:near'], tts: ['local'] }
  const inputs: LineInputs = {
    order,
    providers: [far('far'), near('near')],
    local: NONE,
    keyOf: () => undefined,
    speechSpeed: 1,
    capped: true,
  }

  it('is told that the budget is used up where that is all that is in the way', () => {
    expect(lackingOf(inputs)).toEqual({ stt: { code: 'provider.capped-alone' } })
  })

  it('is told nothing of the kind where a model is here, or the budget is not to blame', () => {
    expect(lackingOf({ ...inputs, local: LOCAL })).toEqual({})
    expect(lackingOf({ ...inputs, capped: false })).toEqual({})
  })
})

describe('this machine', () => {
  const everything = { stt: ['provider:a'], llm: ['provider:a'], tts: ['provider:a'] }
  const inputs = {
    order: everything,
    providers: [far('a')],
    keyOf: () => undefined,
  }

  it('is not needed where providers do it all', () => {
    expect(rolesHere(inputs)).toEqual([])
  })

  it('is needed for a role that uses it, if only behind a provider, and for no other', () => {
    const order = { ...everything, tts: ['provider:a', 'local'] }
    expect(rolesHere({ ...inputs, order })).toEqual(['tts'])
  })

  it.each([
    ['is gone', { providers: [] }, ['stt', 'llm', 'tts']],
    ['does not do this', { providers: [far('a', { tts: null })] }, ['tts']],
  ])('is needed where the only provider %s', (_why, change, roles) => {
    expect(rolesHere({ ...inputs, ...change })).toEqual(roles)
  })
})

describe('what an engine is told of its provider', () => {
  it('is what the preset knows and the person set', () => {
    const { llm } = providerModels(
      far('m', { preset: 'mistral', llm: { model: 'small', api: 'chat', contextTokens: 9000 } }),
      'k',
    )
    expect(llm).toMatchObject({
      id: 'm/small',
      engine: 'provider-chat',
      secret: 'k',
      options: {
        provider: 'Loopback',
        baseUrl: 'https://api.example.com/v1',
        model: 'small',
        continuation: 'prefix',
        countsTokens: false,
        keyRequired: true,
        contextTokens: 9000,
        onThisMachine: false,
      },
    })
  })

  it('is which of the two APIs is spoken', () => {
    const { llm } = providerModels(
      far('o', { llm: { model: 'x', api: 'responses', contextTokens: null } }),
      undefined,
    )
    expect(llm?.engine).toBe('provider-responses')
  })
})

describe('a server on this machine', () => {
  it.each([
    'http://127.0.0.1:11434/v1',
    'http://127.1.2.3/v1',
    'http://localhost:1234/v1',
    'HTTPS://LOCALHOST/v1',
    'http://[::1]:8080/v1',
  ])('is %s', (baseUrl) => {
    expect(isOnThisMachine({ baseUrl })).toBe(true)
  })

  it.each([
    'https://api.openai.com/v1',
    'http://localhost.example.com/v1',
    'http://127.0.0.1.example.com/v1',
    'http://192.168.0.2:11434/v1',
    'http://0.0.0.0:11434/v1',
  ])('is not %s', (baseUrl) => {
    expect(isOnThisMachine({ baseUrl })).toBe(false)
  })
})

describe('the presets', () => {
  it('are all there, each with its own', () => {
    expect(allPresets().map(({ id }) => id)).toEqual([...PROVIDER_PRESETS])
    for (const id of PROVIDER_PRESETS) expect(presetOf(id).id).toBe(id)
  })

  it.each(allPresets().filter(({ baseUrl }) => baseUrl !== ''))(
    'lead to a provider that can be stored: $id',
    ({ id, baseUrl, name, keyRequired }) => {
      const provider = loopbackProvider(baseUrl, { id, preset: id, name })
      expect(isOnThisMachine(provider)).toBe(!keyRequired)
    },
  )
})
