import { afterEach, describe, expect, it, vi } from 'vitest'
import type { EngineRole, ProviderPresetId } from '../../../electron/contracts/providers.ts'
import { toCodedError } from '../../../electron/contracts/errors.ts'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import { openChatModel } from '../../../electron/engines/provider/chat.ts'
import { openResponsesModel } from '../../../electron/engines/provider/responses.ts'
import { openSpeech } from '../../../electron/engines/provider/speech.ts'
import { openTranscription } from '../../../electron/engines/provider/transcription.ts'
import { NO_REPORT } from '../../support/engine-line.ts'
import { wrongKey } from '../../support/providers/api-errors.ts'
import type { FaultyProvider } from '../../support/providers/faulty-provider.ts'
import { PROVIDER_ROUTES } from '../../support/providers/provider-answer.ts'
import { loopbackModel } from '../../support/providers/loopback-models.ts'
import type { ProviderFault } from '../../support/providers/provider-fault.ts'
import { hearReply } from '../../support/providers/replies.ts'
import { startedProviders } from '../../support/providers/started-providers.ts'

/** Where a key goes, and what else leaves the machine with it. */

const KEY = 'secret/key+of=mine'
const start = startedProviders()
const second = new Float32Array(16_000).fill(0.1)

const CALLS = {
  chat: async (model: EngineModel) => hearReply(openChatModel(model, NO_REPORT)),
  responses: async (model: EngineModel) => hearReply(openResponsesModel(model, NO_REPORT)),
  transcription: async (model: EngineModel) =>
    openTranscription(model, NO_REPORT).transcribe(second, 'final'),
  speech: async (model: EngineModel) => {
    const { signal } = new AbortController()
    const sound = openSpeech(model, NO_REPORT).synthesize('Hello.', { speed: 1, signal })
    for await (const piece of sound) void piece
    return null
  },
  probe: async (model: EngineModel) =>
    openChatModel(model, NO_REPORT).probe?.(new AbortController().signal),
} as const
type CallName = keyof typeof CALLS

const ROLES: Readonly<Record<CallName, EngineRole>> = {
  chat: 'llm',
  responses: 'llm',
  transcription: 'stt',
  speech: 'tts',
  probe: 'llm',
}
const names = Object.keys(CALLS) as CallName[]

const call = async (name: CallName, baseUrl: string, preset: ProviderPresetId, secret?: string) => {
  const model = loopbackModel(ROLES[name], baseUrl, {
    ...(secret === undefined ? {} : { secret }),
    change: { preset },
  })
  try {
    const answer = await CALLS[name](model)
    return answer !== null && typeof answer === 'object' ? answer.failure : null
  } catch (thrown) {
    return toCodedError(thrown)
  }
}

const everywhere = (fault: ProviderFault) =>
  Object.fromEntries(PROVIDER_ROUTES.map((route) => [route, { faults: [fault], forever: true }]))

const headersOf = ({ requests }: FaultyProvider) => requests.map(({ headers }) => headers)

afterEach(() => vi.unstubAllEnvs())

describe.each(names)('the key of a provider (%s)', (name) => {
  it('travels as a bearer token, or in the header that Azure wants, and in one of them only', async () => {
    const provider = await start()
    expect(await call(name, provider.baseUrl, 'openai', KEY)).toBeNull()
    expect(await call(name, provider.baseUrl, 'azure', KEY)).toBeNull()
    const [bearer, azure] = headersOf(provider)
    expect([bearer?.authorization, bearer?.['api-key']]).toEqual([`Bearer ${KEY}`, undefined])
    expect([azure?.authorization, azure?.['api-key']]).toEqual([undefined, KEY])
  })

  it('is not made up where there is none', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-of-another-tool')
    const provider = await start()
    expect(await call(name, provider.baseUrl, 'custom')).toBeNull()
    const [headers] = headersOf(provider)
    expect([headers?.authorization, headers?.['api-key']]).toEqual([undefined, undefined])
  })

  it.each([301, 302, 307, 308] as const)(
    'does not follow a redirect to another origin (%d), and neither does anything else',
    async (status) => {
      const other = await start()
      const to = `${other.baseUrl}/models`
      const provider = await start({ faults: everywhere({ kind: 'redirect', to, status }) })
      for (const preset of ['openai', 'azure'] as const) {
        const failure = await call(name, provider.baseUrl, preset, KEY)
        expect(failure?.code).toBe('provider.unreadable')
      }
      expect(other.requests).toEqual([])
    },
  )

  it('is in no error, though the server repeats it', async () => {
    const echo = { ...wrongKey, message: `Incorrect API key provided: ${KEY} (Bearer ${KEY})` }
    const provider = await start({ faults: everywhere({ kind: 'error', error: echo }) })
    const failure = await call(name, provider.baseUrl, 'openai', KEY)
    expect(failure?.code).toBe('provider.key-rejected')
    expect(JSON.stringify(failure)).not.toContain(KEY)
  })

  it('is missed before anything is sent, where the provider takes none without', async () => {
    const provider = await start()
    const failure = await call(name, provider.baseUrl, 'groq')
    expect(failure).toMatchObject({
      code: 'provider.key-missing',
      params: { provider: 'Loopback' },
    })
    expect(provider.requests).toEqual([])
  })
})

describe.each(names)('what else is sent (%s)', (name) => {
  it('says nothing of this machine, and nothing that the environment holds for others', async () => {
    vi.stubEnv('OPENAI_ORG_ID', 'org-of-another')
    vi.stubEnv('OPENAI_PROJECT_ID', 'project-of-another')
    vi.stubEnv('OPENAI_ADMIN_KEY', 'sk-admin-of-another')
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'X-Other: other-secret\nauthorization: Bearer other-key')
    const provider = await start()
    expect(await call(name, provider.baseUrl, 'openai', KEY)).toBeNull()
    const [headers = {}] = headersOf(provider)
    expect(headers.authorization).toBe(`Bearer ${KEY}`)
    expect(JSON.stringify(headers)).not.toMatch(/of-another|other-secret|other-key|stainless/i)
  })

  it('has the headers that the person set', async () => {
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-title: other')
    const provider = await start()
    const model = loopbackModel(ROLES[name], provider.baseUrl, {
      change: { headers: { 'X-Title': 'Warbler' } },
    })
    await CALLS[name](model)
    expect(headersOf(provider)[0]?.['x-title']).toBe('Warbler')
  })
})
