import { ENGINE_ROLES } from '../../../electron/contracts/providers.ts'
import { describe, expect, it } from 'vitest'
import { providerSchema } from '../../../electron/contracts/providers.ts'
import {
  addable,
  lineRows,
  moved,
  whyNotFirst,
  withFirst,
  withoutProvider,
} from '../../../renderer/settings/engines/line-rows.ts'
import { engineNotices } from '../../../renderer/ui/engine-notices.ts'
import { modelSnapshot, modelsSnapshot } from './models-snapshot.ts'

const groq = providerSchema.parse({
  id: 'groq',
  preset: 'groq',
  name: 'Groq',
  baseUrl: 'https://example.com/v1',
  stt: { model: 'ears' },
  llm: { model: 'mind' },
  realtime: { model: 'all', voice: 'marsh' },
})
const order = {
  stt: ['provider:groq', 'local'],
  llm: ['realtime:groq', 'provider:groq', 'local'],
  tts: ['provider:gone', 'local'],
}
const settings = { providers: [groq], engineOrder: order }
const models = modelsSnapshot({
  models: [
    modelSnapshot({ id: 'moonshine', kind: 'stt', name: 'Moonshine', state: 'ready' }),
    modelSnapshot({ id: 'qwen', kind: 'llm', name: 'Qwen' }),
    modelSnapshot({ id: 'joe', kind: 'tts', name: 'Joe', state: 'ready' }),
  ],
  choice: {
    stt: 'moonshine',
    llm: 'qwen',
    tts: 'joe',
    roles: ENGINE_ROLES,
    llmFallback: null,
    turn: null,
    reason: { code: 'installed' },
  },
})

describe('the line of a role', () => {
  it('says whose engine each is, which model, and which is in use', () => {
    const use = { model: 'moonshine', provider: null, because: null }
    expect(
      lineRows('stt', settings, models, use).map(({ provider, model, inUse }) => [
        provider,
        model,
        inUse,
      ]),
    ).toEqual([
      ['Groq', 'ears', false],
      [null, 'Moonshine', true],
    ])
  })

  it('tells speech to speech from the language model of the same provider', () => {
    const use = { model: 'groq/mind', provider: 'Groq', because: null }
    expect(
      lineRows('llm', settings, models, use).map(({ realtime, model, inUse, missing }) => [
        realtime,
        model,
        inUse,
        missing,
      ]),
    ).toEqual([
      [true, 'all', false, false],
      [false, 'mind', true, false],
      [false, 'Qwen', false, true],
    ])
  })

  it('shows a provider that is gone as what it is', () => {
    expect(lineRows('tts', settings, models, null)[0]).toMatchObject({
      provider: 'gone',
      gone: true,
      model: null,
    })
  })

  it('offers what is set up for the role and not in the line', () => {
    expect(addable('stt', settings)).toEqual([])
    expect(addable('tts', settings)).toEqual([])
    const local = { stt: ['local'], llm: ['provider:groq'], tts: ['local'] }
    expect(addable('stt', { ...settings, engineOrder: local })).toEqual(['provider:groq'])
    expect(addable('llm', { ...settings, engineOrder: local })).toEqual(['local', 'realtime:groq'])
    expect(addable('tts', { ...settings, engineOrder: local })).toEqual([])
  })

  it('keeps its order where an engine cannot move any further', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
  })

  it('puts an engine first once, in a line that never grows too long', () => {
    expect(withFirst(['local', 'provider:groq'], 'provider:groq')).toEqual([
      'provider:groq',
      'local',
    ])
    const long = Array.from({ length: 10 }, (_, index) => `provider:p${index}`)
    expect(withFirst(long, 'local')).toHaveLength(10)
  })

  it('loses a provider that is removed, and falls to this computer where it would be empty', () => {
    expect(withoutProvider({ ...order, stt: ['provider:groq'] }, 'groq')).toEqual({
      stt: ['local'],
      llm: ['local'],
      tts: ['provider:gone', 'local'],
    })
  })
})

describe('why the first is not used', () => {
  const because = { code: 'provider.unreachable', params: { provider: 'Groq' } } as const
  const rowsOf = (use: Parameters<typeof lineRows>[3]) => lineRows('stt', settings, models, use)

  it('is what the engine said', () => {
    const use = { model: 'moonshine', provider: null, because }
    expect(whyNotFirst(rowsOf(use), use, false)).toEqual(because)
  })

  it('is the limit where that is reached: such an engine is not even tried', () => {
    const use = { model: 'moonshine', provider: null, because: null }
    expect(whyNotFirst(rowsOf(use), use, true)).toEqual({ code: 'provider.capped' })
    expect(whyNotFirst(rowsOf(use), use, false)).toBeNull()
  })

  it('is nothing where the first serves, or nobody knows yet', () => {
    const use = { model: 'groq/ears', provider: 'Groq', because: null }
    expect(whyNotFirst(rowsOf(use), use, true)).toBeNull()
    expect(whyNotFirst(rowsOf(null), null, true)).toBeNull()
  })
})

describe('what stands in for what', () => {
  const because = { code: 'provider.stalled', params: { provider: 'Groq' } } as const
  const local = (model: string) => ({ model, provider: null, because })

  it('is said once for roles that share it', () => {
    expect(
      engineNotices({ inUse: { stt: local('moonshine'), llm: null, tts: local('joe') } }),
    ).toEqual([{ roles: ['stt', 'tts'], from: 'Groq', to: null, because }])
  })

  it('is said of each where they differ, and not at all while the first serves', () => {
    const mine = { model: 'mine/mind', provider: 'Mine', because }
    expect(
      engineNotices({ inUse: { stt: local('moonshine'), llm: mine, tts: null } }).map(
        ({ roles, to }) => [roles, to],
      ),
    ).toEqual([
      [['stt'], null],
      [['llm'], 'Mine'],
    ])
    expect(
      engineNotices({ inUse: { stt: { ...mine, because: null }, llm: null, tts: null } }),
    ).toEqual([])
  })
})
