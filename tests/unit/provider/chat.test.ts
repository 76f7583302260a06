import { describe, expect, it } from 'vitest'
import type { EngineUsage } from '../../../electron/contracts/workers.ts'
import { openChatModel } from '../../../electron/engines/provider/chat.ts'
import { openResponsesModel } from '../../../electron/engines/provider/responses.ts'
import { NO_REPORT } from '../../support/engine-line.ts'
import { badRequest, serverError } from '../../support/providers/api-errors.ts'
import { loopbackModel, type LoopbackOptions } from '../../support/providers/loopback-models.ts'
import type { ProviderFault } from '../../support/providers/provider-fault.ts'
import { ASKED, hearReply, honeyScript, REPLY } from '../../support/providers/replies.ts'
import { startedProviders } from '../../support/providers/started-providers.ts'

/** What the two language APIs are asked, and what of it is counted. */

const start = startedProviders()
const { signal } = new AbortController()

const chatAt = async (faults: readonly (ProviderFault | null)[], options: LoopbackOptions = {}) => {
  const provider = await start({ script: honeyScript, faults: { '/chat/completions': { faults } } })
  const usage: EngineUsage[] = []
  const model = openChatModel(loopbackModel('llm', provider.baseUrl, options), {
    ...NO_REPORT,
    usage: (used) => void usage.push(used),
  })
  const bodies = () => provider.requests.map(({ body }) => body)
  return { provider, usage, model, bodies }
}

describe('a chat completion', () => {
  it('is asked for as a stream that counts its tokens, with a limit', async () => {
    const { model, bodies } = await chatAt([])
    await hearReply(model)
    expect(bodies()).toEqual([
      {
        model: 'test-model',
        messages: ASKED.map(({ role, text }) => ({ role, content: text })),
        stream: true,
        max_tokens: 100,
        stream_options: { include_usage: true },
      },
    ])
  })

  it.each([
    [
      "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
      'max_tokens',
      { max_completion_tokens: 100 },
    ],
    ['Extra inputs are not permitted: stream_options', undefined, {}],
  ])('is asked for without what a server does not know: %s', async (message, param, others) => {
    const { model, bodies } = await chatAt([
      { kind: 'error', error: badRequest(message, param) },
      null,
      null,
    ])
    expect((await hearReply(model)).text).toBe(REPLY)
    expect(bodies()[1]).toMatchObject(others)
    // And it is remembered.
    expect((await hearReply(model)).text).toBe(REPLY)
    expect(bodies()).toHaveLength(3)
    expect(bodies()[2]).toEqual(bodies()[1])
  })

  it('is not asked for again where a field is known and its value is not liked', async () => {
    const error = badRequest('max_tokens is too large: 240', 'max_tokens')
    const { model, bodies } = await chatAt([{ kind: 'error', error }, null])
    expect((await hearReply(model)).failure?.code).toBe('provider.refused')
    expect(bodies()).toHaveLength(1)
  })

  it('is cut to what the model can take, from the oldest words on', async () => {
    const { model, bodies } = await chatAt([], { options: { contextTokens: 200 } })
    const long = Array.from({ length: 40 }, (_, index) => ({
      role: 'user' as const,
      text: `This is number ${index} of many things that were said before.`,
    }))
    await hearReply(model, { messages: [...ASKED.slice(0, 1), ...long, ...ASKED.slice(1)] })
    const sent = JSON.stringify(bodies()[0])
    expect(sent).toContain('Be short.')
    expect(sent).toContain('Who makes honey?')
    expect(sent).toContain('number 39')
    expect(sent).not.toContain('number 0 ')
  })

  it('counts what the server counts, and guesses where it does not', async () => {
    const counted = await chatAt([])
    await hearReply(counted.model)
    expect(counted.usage).toEqual([
      { type: 'usage', model: 'loop/test-model', promptTokens: 5, completionTokens: 15 },
    ])
    const guessed = await chatAt([], { options: { countsTokens: false } })
    await hearReply(guessed.model)
    expect(guessed.usage[0]?.promptTokens).toBeGreaterThan(5)
    expect(guessed.usage[0]?.completionTokens).toBeGreaterThan(8)
  })

  it('is paid for as far as it came, and not at all where nothing came', async () => {
    const cut = await chatAt([{ kind: 'cut', afterParts: 4 }])
    await hearReply(cut.model)
    expect(cut.usage).toMatchObject([{ completionTokens: 4 }])
    const refused = await chatAt([{ kind: 'error', error: serverError }])
    await hearReply(refused.model)
    expect(refused.usage).toEqual([])
  })
})

describe('warming up', () => {
  it('asks a server on this machine for one token, whose prompt it keeps', async () => {
    const { model, bodies } = await chatAt([])
    await model.prewarm(ASKED, signal)
    expect(bodies()).toMatchObject([{ max_tokens: 1, messages: [{}, {}] }])
  })

  it('costs nothing elsewhere', async () => {
    const { model, provider } = await chatAt([], { options: { onThisMachine: false } })
    await model.prewarm(ASKED, signal)
    expect(provider.requests).toEqual([])
  })

  it('tells of a server that is off, while the person still speaks', async () => {
    const { model, provider } = await chatAt([])
    await provider.goAway()
    await expect(model.prewarm(ASKED, signal)).rejects.toMatchObject({
      error: { code: 'provider.unreachable' },
    })
  })

  it('that fails is forgotten: the question tells', async () => {
    const { model } = await chatAt([{ kind: 'error', error: serverError }, null])
    await model.prewarm(ASKED, signal)
    expect((await hearReply(model)).text).toBe(REPLY)
  })
})

describe('a response', () => {
  it('is asked for without being kept by the provider', async () => {
    const provider = await start({ script: honeyScript })
    const model = openResponsesModel(
      loopbackModel('llm', provider.baseUrl, {
        change: { llm: { model: 'test-model', api: 'responses', contextTokens: null } },
      }),
      NO_REPORT,
    )
    await hearReply(model)
    expect(provider.requests.map(({ body }) => body)).toEqual([
      {
        model: 'test-model',
        input: ASKED.map(({ role, text }) => ({ role, content: text })),
        stream: true,
        store: false,
        max_output_tokens: 100,
      },
    ])
  })
})

describe('a probe', () => {
  it.each([400, 404, 405, 501])(
    'takes a server without a list of models for well: %d',
    async (status) => {
      const { model, provider } = await chatAt([])
      const error = { ...badRequest('no such thing'), status }
      provider.setFaults('/models', { faults: [{ kind: 'error', error }] })
      await expect(model.probe?.(signal)).resolves.toBeUndefined()
    },
  )

  it.each([
    [401, 'provider.key-missing'],
    [500, 'provider.overloaded'],
  ])('does not take any other for well: %d', async (status, code) => {
    const { model, provider } = await chatAt([])
    const error = { ...badRequest('no'), status }
    provider.setFaults('/models', { faults: [{ kind: 'error', error }] })
    await expect(model.probe?.(signal)).rejects.toMatchObject({ error: { code } })
  })

  it('that is stopped because it takes too long has failed', async () => {
    const { model, provider } = await chatAt([])
    provider.setFaults('/models', { faults: [{ kind: 'no-first-byte' }] })
    const failing = model.probe?.(AbortSignal.timeout(50))
    await expect(failing).rejects.toMatchObject({ error: { code: 'provider.stalled' } })
  })
})
