import { describe, expect, it } from 'vitest'
import {
  providerIdSchema,
  providerPresetSchema,
  providerSchema,
} from '../../../electron/contracts/providers.ts'
import {
  draftFromPreset,
  draftOf,
  idFor,
  isOtherServer,
  isReadableByOthers,
  providerOfDraft,
  withoutNamelessRoles,
  type ProviderDraft,
} from '../../../renderer/ui/providers/provider-draft.ts'
import presets from '../../../resources/providers/presets.json'

const provider = providerSchema.parse({
  id: 'mine',
  preset: 'custom',
  name: 'Mine',
  baseUrl: 'https://example.com/v1',
  headers: { 'x-team': 'birds' },
  stt: { model: 'ears', languages: ['en', 'zh'] },
  llm: { model: 'mind', api: 'responses', contextTokens: 8000 },
  tts: { model: 'mouth', voice: 'wren', sampleRateHz: 16_000 },
  realtime: { model: 'all', voice: 'marsh' },
})

const problemsOf = (changes: Partial<ProviderDraft>) => {
  const result = providerOfDraft({ ...draftOf(provider), ...changes })
  return result.ok ? {} : result.problems
}

describe('a provider in the form', () => {
  it('comes out as it went in', () => {
    expect(providerOfDraft(draftOf(provider))).toEqual({ ok: true, provider })
    const bare = providerSchema.parse({ ...provider, stt: null, llm: null, tts: null })
    expect(providerOfDraft(draftOf(bare))).toEqual({ ok: true, provider: bare })
  })

  it.each([true, false, undefined])(
    'keeps whether its words come while it hears: %s',
    (streams) => {
      const draft = draftOf(provider)
      const result = providerOfDraft({ ...draft, stt: { ...draft.stt, streams } })
      expect(result.ok && result.provider.stt?.streams).toBe(streams)
    },
  )

  it('is forgiven what people type: blanks around, a slash at the end, languages with commas', () => {
    const { stt } = draftOf(provider)
    const result = providerOfDraft({
      ...draftOf(provider),
      name: ' Mine ',
      baseUrl: ' https://example.com/v1/ ',
      headers: [
        { name: '', value: '' },
        { name: ' x-team ', value: ' birds ' },
      ],
      stt: { ...stt, languages: 'en，zh' },
    })
    expect(result).toEqual({ ok: true, provider })
  })

  it.each([
    ['ftp://example.com', 'baseUrl'],
    ['example.com/v1', 'baseUrl'],
    ['', 'baseUrl'],
    ['https://me:secret@example.com/v1', 'baseUrl'],
    ['https://example.com/v1?key=1', 'baseUrl'],
    ['https://YOUR-RESOURCE.example.com/v1', 'template'],
  ] as const)('has no address %s', (baseUrl, problem) => {
    expect(problemsOf({ baseUrl })).toEqual({ baseUrl: problem })
  })

  it.each(['english', 'english, klingon', 'en, xx', 'en_US', 'und', 'e', '12'])(
    'has no languages called %s',
    (languages) => {
      const { stt, tts } = draftOf(provider)
      expect(problemsOf({ stt: { ...stt, languages } })).toEqual({ 'stt.languages': 'languages' })
      expect(problemsOf({ tts: { ...tts, languages } })).toEqual({ 'tts.languages': 'languages' })
    },
  )

  it.each(['', 'en', 'en-US, zh-Hans-CN', 'yue', 'mul', 'DE'])(
    'may have the languages %j',
    (languages) => {
      const { stt } = draftOf(provider)
      expect(problemsOf({ stt: { ...stt, languages } })).toEqual({})
    },
  )

  it('says of each field what is wrong with it', () => {
    const { stt, llm, tts, realtime } = draftOf(provider)
    expect(
      problemsOf({
        name: ' ',
        stt: { ...stt, model: '', languages: 'x' },
        llm: { ...llm, contextTokens: 'many' },
        tts: { ...tts, voice: '', sampleRateHz: '' },
        realtime: { ...realtime, voice: '' },
      }),
    ).toEqual({
      name: 'name',
      'stt.model': 'model',
      'stt.languages': 'languages',
      'llm.contextTokens': 'contextTokens',
      'tts.voice': 'voice',
      'tts.sampleRateHz': 'sampleRateHz',
      'realtime.voice': 'voice',
    })
  })

  it('asks for nothing of a role that is not used', () => {
    const { tts } = draftOf(provider)
    expect(problemsOf({ tts: { ...tts, on: false, model: '', voice: '' } })).toEqual({})
  })

  it.each([
    [[{ name: 'Authorization', value: 'Bearer sk-1' }], 'keyHeader'],
    [[{ name: 'x team', value: 'birds' }], 'headers'],
    [[{ name: 'x-team', value: 'Vögel' }], 'headers'],
    [
      [
        { name: 'x-team', value: 'a' },
        { name: 'X-Team', value: 'b' },
      ],
      'headerTwice',
    ],
  ] as const)('has no headers %o', (headers, problem) => {
    expect(problemsOf({ headers })).toEqual({ headers: problem })
  })

  it('can be asked for its models before one is named', () => {
    const draft = draftFromPreset(
      providerPresetSchema.parse({ id: 'custom', name: 'Custom', baseUrl: '', llm: [] }),
      [],
    )
    const typed = { ...draft, name: 'Mine', baseUrl: 'http://127.0.0.1:9000/v1' }
    expect(providerOfDraft(typed).ok).toBe(false)
    const asked = providerOfDraft(withoutNamelessRoles(typed))
    expect(asked).toMatchObject({ ok: true, provider: { llm: null } })
  })
})

describe('a preset', () => {
  const all = presets.presets.map((preset) => providerPresetSchema.parse(preset))

  it.each(all.map((preset) => [preset.id, preset] as const))(
    'fills the form so that little is left to do: %s',
    (_, preset) => {
      const draft = withoutNamelessRoles(draftFromPreset(preset, []))
      const result = providerOfDraft({
        ...draft,
        name: draft.name === '' ? 'Mine' : draft.name,
        baseUrl: draft.baseUrl.replace('YOUR-', 'our-') || 'https://example.com/v1',
      })
      expect(result.ok).toBe(true)
    },
  )

  it('found on this computer brings its address and a model', () => {
    const ollama = all.find(({ id }) => id === 'ollama')
    const server = {
      preset: 'ollama',
      baseUrl: 'http://127.0.0.1:11434/v1',
      models: ['qwen3:4b', 'other'],
    } as const
    const draft = ollama === undefined ? null : draftFromPreset(ollama, ['ollama'], server)
    expect(draft).toMatchObject({
      id: 'ollama-2',
      baseUrl: server.baseUrl,
      llm: { on: true, model: 'qwen3:4b' },
      stt: { on: false },
    })
  })
})

it.each([
  ['Groq', [], 'groq'],
  ['DashScope (Qwen)', [], 'dashscope-qwen'],
  ['Groq', ['groq', 'groq-2'], 'groq-3'],
  ['自己的', [], 'provider'],
  ['x'.repeat(80), ['x'.repeat(34)], `${'x'.repeat(34)}-2`],
] as const)('%s gets an id that settings files can hold', (name, taken, id) => {
  expect(idFor(name, taken)).toBe(id)
  expect(providerIdSchema.safeParse(id).success).toBe(true)
})

it.each([
  ['https://a.example/v1', 'https://a.example/v2', false],
  ['https://a.example/v1', 'https://b.example/v1', true],
  ['https://a.example/v1', 'http://a.example/v1', true],
  // While it is being typed it is nobody's yet.
  ['https://a.example/v1', 'https:', false],
])('from %s to %s is another server: %s', (before, after, expected) => {
  expect(isOtherServer(before, after)).toBe(expected)
})

it.each([
  ['http://example.com/v1', true],
  ['https://example.com/v1', false],
  ['http://127.0.0.1:8080/v1', false],
  ['http://localhost/v1', false],
  ['http://192.168.1.9/v1', true],
  ['http', false],
])('%s can be read on the way: %s', (baseUrl, expected) => {
  expect(isReadableByOthers(baseUrl)).toBe(expected)
})
