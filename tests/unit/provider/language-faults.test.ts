import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../electron/contracts/errors.ts'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import { openLanguageModel } from '../../../electron/engines/llm/open-language-model.ts'
import { openLanguageLine } from '../../../electron/engines/line/language-line.ts'
import { NO_REPORT } from '../../support/engine-line.ts'
import {
  contentFiltered,
  contextTooLong,
  insufficientQuota,
  overloaded,
  rateLimited,
  regionRefused,
  serverError,
  wrongKey,
} from '../../support/providers/api-errors.ts'
import { loopbackModel } from '../../support/providers/loopback-models.ts'
import { recordedParts } from '../../support/providers/open-line.ts'
import type { ProviderFault } from '../../support/providers/provider-fault.ts'
import { refusedBaseUrl } from '../../support/providers/free-port.ts'
import {
  ASKED,
  hearReply,
  honeyScript,
  REPLY,
  scriptedHoney,
} from '../../support/providers/replies.ts'
import { startedProviders } from '../../support/providers/started-providers.ts'

/** Faults of a provider's language model: what the adapter says of each, and what a line makes of it. */

const KEY = 'sk-test-0123456789abcdef'
/** Noticed after so long; a healthy answer on loopback comes in a few milliseconds. */
const IMPATIENT = { limits: { firstMs: 400, nextMs: 400, latestMs: 20_000 } }
const ROUTES = { chat: '/chat/completions', responses: '/responses' } as const
const start = startedProviders()

describe.each(['chat', 'responses'] as const)('a language model behind the API "%s"', (api) => {
  const modelAt = (baseUrl: string, options: Readonly<Record<string, unknown>> = {}) =>
    loopbackModel('llm', baseUrl, {
      secret: KEY,
      change: { llm: { model: 'test-model', api, contextTokens: null } },
      options,
    })

  const failing = async (...faults: readonly (ProviderFault | null)[]) =>
    start({ script: honeyScript, faults: { [ROUTES[api]]: { faults } } })

  const withLocal = async (model: EngineModel) => {
    const recorded = recordedParts([model, scriptedHoney], openLanguageModel)
    return { ...recorded, line: await openLanguageLine(recorded.parts) }
  }

  describe('that is odd but whole', () => {
    it.each<ProviderFault>([
      { kind: 'one-byte-chunks' },
      { kind: 'split-characters' },
      { kind: 'crlf' },
      { kind: 'comments' },
      { kind: 'huge-event', bytes: 2_000_000 },
      { kind: 'no-done' },
      { kind: 'late', delayMs: 5 },
      { kind: 'slow', delayMs: 2 },
    ])('says everything, and finishes once: $kind', async (fault) => {
      const { baseUrl } = await failing(fault)
      const heard = await hearReply(await openLanguageModel(modelAt(baseUrl), NO_REPORT))
      expect(heard).toMatchObject({ text: REPLY, failure: null })
      expect(heard.finishes).toEqual([heard.parts.at(-1)])
      expect(heard.parts.at(-1)).toMatchObject({ finishReason: 'stop' })
    })

    it('is over when it says so, though the connection stays open', async () => {
      const { baseUrl } = await failing({ kind: 'stall', afterParts: 1000 })
      const model = await openLanguageModel(modelAt(baseUrl, IMPATIENT), NO_REPORT)
      expect(await hearReply(model)).toMatchObject({ text: REPLY, failure: null })
    })

    it('says that it was too long', async () => {
      const { baseUrl } = await failing({ kind: 'finish', reason: 'length' })
      const { parts } = await hearReply(await openLanguageModel(modelAt(baseUrl), NO_REPORT))
      expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'length' })
    })

    it('says that a filter ended it, and no other engine is asked for what the filter kept', async () => {
      const { baseUrl } = await failing({ kind: 'finish', reason: 'content_filter' })
      const { line, record } = await withLocal(modelAt(baseUrl))
      const { text, finishes } = await hearReply(line)
      expect(text).toBe(REPLY)
      expect(finishes).toMatchObject([
        { cut: { code: 'provider.filtered', params: { provider: 'Loopback' } } },
      ])
      expect(record.inUse).toHaveLength(1)
    })
  })

  const BREAKS: readonly [ProviderFault, ErrorCode][] = [
    [{ kind: 'reset', afterParts: 3 }, 'provider.cut-off'],
    [{ kind: 'cut', afterParts: 3 }, 'provider.cut-off'],
    [{ kind: 'early-end', afterParts: 3 }, 'provider.cut-off'],
    [{ kind: 'no-finish' }, 'provider.cut-off'],
    [{ kind: 'stall', afterParts: 3 }, 'provider.stalled'],
    [{ kind: 'malformed-event', afterParts: 3 }, 'provider.unreadable'],
    [{ kind: 'error-event', afterParts: 3, error: serverError }, 'provider.overloaded'],
    [{ kind: 'error-event', afterParts: 3, error: insufficientQuota }, 'provider.quota-exhausted'],
    [{ kind: 'error-event', afterParts: 3, error: rateLimited() }, 'provider.rate-limited'],
  ]

  describe.each(BREAKS)('that breaks in the middle (%o)', (fault, code) => {
    it('says what came, then why it breaks off, and finishes nothing', async () => {
      const { baseUrl } = await failing(fault)
      const heard = await hearReply(await openLanguageModel(modelAt(baseUrl, IMPATIENT), NO_REPORT))
      expect(heard.failure).toMatchObject({ code, params: { provider: 'Loopback' } })
      expect(heard.text).not.toBe('')
      expect(REPLY.startsWith(heard.text)).toBe(true)
      expect(heard.finishes).toEqual([])
    })

    it('is continued by the next engine: nothing lost, nothing doubled, one finish', async () => {
      const { baseUrl } = await failing(fault)
      const { line, record } = await withLocal(modelAt(baseUrl, IMPATIENT))
      const heard = await hearReply(line)
      expect(heard).toMatchObject({ text: REPLY, failure: null })
      expect(heard.finishes).toEqual([heard.parts.at(-1)])
      expect(record.inUse.map(({ model, because }) => [model, because?.code])).toEqual([
        ['loop/test-model', undefined],
        ['local', code],
      ])
    })
  })

  const REFUSALS: readonly [ProviderFault, ErrorCode][] = [
    [{ kind: 'reset', afterParts: 0 }, 'provider.unreachable'],
    [{ kind: 'no-first-byte' }, 'provider.stalled'],
    [{ kind: 'empty' }, 'provider.unreadable'],
    [{ kind: 'captive-portal', status: 200 }, 'provider.unreadable'],
    [{ kind: 'captive-portal', status: 511 }, 'provider.unreadable'],
    [{ kind: 'error', error: rateLimited('7') }, 'provider.rate-limited'],
    [{ kind: 'error', error: insufficientQuota }, 'provider.quota-exhausted'],
    [{ kind: 'error', error: serverError }, 'provider.overloaded'],
    [{ kind: 'error', error: overloaded }, 'provider.overloaded'],
    [{ kind: 'error', error: wrongKey }, 'provider.key-rejected'],
    [{ kind: 'error', error: regionRefused }, 'provider.key-rejected'],
    [{ kind: 'error', error: contentFiltered }, 'provider.refused'],
    [{ kind: 'error', error: contextTooLong }, 'provider.refused'],
  ]

  describe.each(REFUSALS)('that does not answer (%o)', (fault, code) => {
    it('says why, and nothing else', async () => {
      const { baseUrl } = await failing(fault)
      const model = await openLanguageModel(modelAt(baseUrl, IMPATIENT), NO_REPORT)
      const heard = await hearReply(model)
      expect(heard.failure?.code).toBe(code)
      expect(heard.parts).toEqual([])
      expect(JSON.stringify(heard.failure)).not.toContain(KEY)
    })

    it('is answered for by the next engine', async () => {
      const { baseUrl } = await failing(fault)
      const { line } = await withLocal(modelAt(baseUrl, IMPATIENT))
      expect(await hearReply(line)).toMatchObject({ text: REPLY, failure: null })
    })
  })

  it('is not reached where nobody listens', async () => {
    const model = await openLanguageModel(modelAt(await refusedBaseUrl()), NO_REPORT)
    expect((await hearReply(model)).failure?.code).toBe('provider.unreachable')
  })

  it('does not know every model', async () => {
    const { baseUrl } = await start({ script: honeyScript, models: ['another'] })
    const model = await openLanguageModel(modelAt(baseUrl), NO_REPORT)
    expect((await hearReply(model)).failure?.code).toBe('provider.model-unknown')
  })

  it('ends as cancelled when it is stopped during a stall, and nobody is blamed', async () => {
    const provider = await failing({ kind: 'stall', afterParts: 2 })
    const { line, record } = await withLocal(
      modelAt(provider.baseUrl, { limits: { firstMs: 60_000, nextMs: 60_000, latestMs: 60_000 } }),
    )
    const abort = new AbortController()
    let deltas = 0
    const heard = await hearReply(line, {
      signal: abort.signal,
      onDelta: () => {
        deltas += 1
        if (deltas === 2) setImmediate(() => abort.abort())
      },
    })
    expect(heard.failure).toBeNull()
    expect(heard.finishes).toEqual([
      expect.objectContaining({ finishReason: 'cancelled', completionTokens: 2 }),
    ])
    expect(record.inUse).toHaveLength(1)
    await expect.poll(() => provider.requests.at(-1)?.outcome).toBe('dropped-by-client')
  })

  it('lets go of the connection when its reader goes away', async () => {
    const provider = await failing({ kind: 'stall', afterParts: 2 })
    const model = await openLanguageModel(modelAt(provider.baseUrl), NO_REPORT)
    const { signal } = new AbortController()
    for await (const part of model.generate(ASKED, { maximumTokens: 9, signal })) {
      if (part.type === 'delta') break
    }
    await expect.poll(() => provider.requests.at(-1)?.outcome).toBe('dropped-by-client')
  })

  describe('alone in its line', () => {
    const alone = async (...faults: readonly (ProviderFault | null)[]) => {
      const provider = await failing(...faults)
      const recorded = recordedParts([modelAt(provider.baseUrl, IMPATIENT)], openLanguageModel)
      return { provider, ...recorded, line: await openLanguageLine(recorded.parts) }
    }
    const asked = (provider: Awaited<ReturnType<typeof start>>) =>
      provider.requests.filter(({ route }) => route === ROUTES[api])

    it.each([
      ['when the server says so', rateLimited('2'), 2000],
      ['soon where the server says nothing', rateLimited(), 700],
      ['soon where the server talks nonsense', rateLimited('soon'), 700],
      ['soon after an error of the server', serverError, 700],
    ])('is tried again %s, and whoever waits is told', async (_when, error, forMs) => {
      const { line, record } = await alone({ kind: 'error', error }, null)
      expect(await hearReply(line)).toMatchObject({ text: REPLY, failure: null })
      expect(record.waits.map((wait) => wait.forMs)).toEqual([forMs])
    })

    it.each([
      ['that wants an hour', rateLimited('3600')],
      ['without credit', insufficientQuota],
      ['that does not know the key', wrongKey],
      ['that refuses the words', contentFiltered],
    ])('is not tried again by a server %s', async (_which, error) => {
      const { line, record, provider } = await alone({ kind: 'error', error }, null)
      expect((await hearReply(line)).failure).not.toBeNull()
      expect(record.waits).toEqual([])
      expect(asked(provider)).toHaveLength(1)
    })

    it('gives up after one more try', async () => {
      const fault: ProviderFault = { kind: 'error', error: serverError }
      const { line, provider } = await alone(fault, fault, fault)
      expect((await hearReply(line)).failure?.code).toBe('provider.overloaded')
      expect(asked(provider)).toHaveLength(2)
    })

    it('goes on after a cut from the last word on', async () => {
      const { line, provider } = await alone({ kind: 'cut', afterParts: 4 }, null)
      const heard = await hearReply(line)
      expect(heard).toMatchObject({ text: REPLY, failure: null })
      expect(heard.finishes).toHaveLength(1)
      const second = JSON.stringify(asked(provider).at(-1)?.body)
      expect(second).toContain('"Honey is made by')
      expect(second).toMatch(/continue your last message/i)
    })

    it('has nothing to add to a reply that only lacked its end', async () => {
      const { line, provider } = await alone({ kind: 'no-finish' }, null)
      const heard = await hearReply(line)
      expect(heard).toMatchObject({ text: REPLY, failure: null })
      expect(heard.finishes).toEqual([expect.objectContaining({ finishReason: 'stop' })])
      expect(asked(provider)).toHaveLength(2)
    })

    it('is not tried again for somebody who has gone meanwhile', async () => {
      const fault: ProviderFault = { kind: 'error', error: serverError }
      const provider = await failing(fault, null)
      const abort = new AbortController()
      const { parts } = recordedParts([modelAt(provider.baseUrl)], openLanguageModel)
      const line = await openLanguageLine({
        ...parts,
        report: { ...parts.report, waiting: () => setImmediate(() => abort.abort()) },
      })
      const heard = await hearReply(line, { signal: abort.signal })
      expect(heard.failure).toBeNull()
      expect(heard.finishes).toEqual([expect.objectContaining({ finishReason: 'cancelled' })])
      expect(asked(provider)).toHaveLength(1)
    })
  })
})
