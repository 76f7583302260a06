import { ENGINE_ROLES } from '../../../electron/contracts/providers.ts'
import { describe, expect, it } from 'vitest'
import type { EngineStatus, EngineUse } from '../../../electron/contracts/snapshot.ts'
import { providerSchema } from '../../../electron/contracts/providers.ts'
import {
  addable,
  lineRows,
  moved,
  withFirst,
  withoutProvider,
} from '../../../renderer/settings/engines/line-rows.ts'
import { lineTrouble } from '../../../renderer/settings/engines/line-trouble.ts'
import { engineNotices } from '../../../renderer/ui/engine-notices.ts'
import { appSnapshot } from './app-snapshot.ts'
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

describe('what is not as a line says', () => {
  const because = { code: 'provider.unreachable', params: { provider: 'Groq' } } as const
  const trouble = (
    changes: Parameters<typeof appSnapshot>[1],
    { capped = false, stt = order.stt } = {},
  ) => {
    const app = appSnapshot({}, changes)
    const line = { ...settings, engineOrder: { ...order, stt } }
    return lineTrouble('stt', lineRows('stt', line, models, app.inUse.stt), app, capped)
  }
  const uses = (changes: Partial<EngineUse>) => ({
    inUse: {
      stt: { model: 'moonshine', provider: null, because: null, ...changes },
      llm: null,
      tts: null,
    },
  })

  it('is what the engine said that comes before the one in use', () => {
    expect(trouble(uses({ because }))).toEqual({ kind: 'not-first', because })
  })

  it('is the limit where that is reached: such an engine is not even tried', () => {
    const capped = { kind: 'not-first', because: { code: 'provider.capped' } }
    expect(trouble(uses({}), { capped: true })).toEqual(capped)
    expect(trouble(uses({}))).toBeNull()
  })

  it('is nothing where the first serves, or nobody knows yet', () => {
    const first = uses({ model: 'groq/ears', provider: 'Groq' })
    expect(trouble(first, { capped: true })).toBeNull()
    expect(trouble({}, { capped: true })).toBeNull()
  })

  it('is why nobody serves, where nobody does', () => {
    const out = { out: { stt: because, llm: null, tts: null } }
    expect(trouble(out, { stt: ['provider:groq'] })).toEqual({ kind: 'nobody', because })
    const engines = (stt: EngineStatus) => ({ engines: { ...appSnapshot().engines, stt } })
    expect(trouble(engines('missing'))).toMatchObject({ because: { code: 'stt.model-missing' } })
    expect(trouble(engines('capped'))).toMatchObject({ because: { code: 'provider.capped-alone' } })
    expect(trouble(engines('failed'))).toEqual({ kind: 'stopped' })
    expect(trouble(engines('loading'))).toBeNull()
  })

  it('is this computer where it serves and is not in the line', () => {
    expect(trouble(uses({}), { stt: ['provider:gone'] })).toEqual({ kind: 'stand-in' })
    expect(trouble(uses({}), { stt: ['provider:gone', 'local'] })).toBeNull()
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
