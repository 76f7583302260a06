import { describe, expect, it } from 'vitest'
import type { EngineUsage } from '../../../electron/contracts/workers.ts'
import { openLanguageLine } from '../../../electron/engines/line/language-line.ts'
import { openLanguageModel } from '../../../electron/engines/llm/open-language-model.ts'
import { NO_REPORT } from '../../support/engine-line.ts'
import { loopbackModel } from '../../support/providers/loopback-models.ts'
import { deltaOf, endOf, streamOf, thoughtOf } from '../../support/providers/odd-streams.ts'
import { recordedParts } from '../../support/providers/open-line.ts'
import type { ProviderFault } from '../../support/providers/provider-fault.ts'
import { hearReply, REPLY, scriptedHoney } from '../../support/providers/replies.ts'
import { startedProviders } from '../../support/providers/started-providers.ts'

/** Streams that no honest provider sends: what is said of them, and that nothing breaks. */

const ROUTES = { chat: '/chat/completions', responses: '/responses' } as const
const start = startedProviders()

describe.each(['chat', 'responses'] as const)('an odd stream of the API "%s"', (api) => {
  const hear = async (
    fault: ProviderFault,
    options: Readonly<Record<string, unknown>> = {},
    secret?: string,
  ) => {
    const { baseUrl } = await start({ faults: { [ROUTES[api]]: { faults: [fault] } } })
    const usage: EngineUsage[] = []
    const model = await openLanguageModel(
      loopbackModel('llm', baseUrl, {
        change: { llm: { model: 'test-model', api, contextTokens: null } },
        options,
        ...(secret === undefined ? {} : { secret }),
      }),
      { ...NO_REPORT, usage: (used) => void usage.push(used) },
    )
    return { ...(await hearReply(model)), usage }
  }

  it('that is alive and says nothing more is given up', async () => {
    const limits = { firstMs: 5000, nextMs: 5000, latestMs: 5000, wordsMs: 150 }
    const { text, failure } = await hear(
      {
        kind: 'instead',
        contentType: 'text/event-stream',
        pieces: [deltaOf(api, 'Let me think. '), thoughtOf(api)],
        delayMs: 10,
        repeats: true,
      },
      { limits },
    )
    expect(text).toBe('Let me think. ')
    expect(failure).toMatchObject({ code: 'provider.stalled', detail: 'no word came for 0.15 s' })
  })

  it.each([
    ['in many pieces', 50_000, ['word ']],
    ['in one piece', 1, ['word '.repeat(200_000)]],
    ['in pieces of what is more than a character', 1, ['🐝'.repeat(400_000)]],
  ])(
    'is not longer than what was asked for, however much comes: %s',
    async (_how, count, texts) => {
      const stream = texts.map((text) => deltaOf(api, text).repeat(count)).join('')
      const { text, finishes, failure } = await hear(streamOf(stream))
      expect(failure).toBeNull()
      // 100 tokens were asked for.
      expect(text.length).toBeLessThanOrEqual(800)
      expect(text.length).toBeGreaterThan(790)
      expect(text).not.toMatch(/\p{Surrogate}/u)
      expect(finishes).toMatchObject([{ finishReason: 'length' }])
    },
  )

  it.each([
    ['one event', `data: {"choices":[{"delta":{"content":"${'a'.repeat(5_000_000)}"}}]}\n\n`],
    ['lines without an event', 'data: 1\n'.repeat(700_000)],
  ])('that does not end within %s is not read to its end', async (_what, text) => {
    const { failure, parts } = await hear(streamOf(text))
    expect(failure).toMatchObject({
      code: 'provider.unreadable',
      detail: 'its answer is longer than any could be',
    })
    expect(parts).toEqual([])
  })

  it('may be as long as its events are many', async () => {
    const comment = `: ${'x'.repeat(1000)}\n\n`
    const stream = comment.repeat(5000) + deltaOf(api, 'Paris.') + endOf(api)
    expect(stream.length).toBeGreaterThan(5_000_000)
    expect(await hear(streamOf(stream))).toMatchObject({ text: 'Paris.', failure: null })
  })

  it('says the text of content in parts, and not its thoughts', async () => {
    const thoughts = [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }]
    const parts = [
      { type: 'text', text: 'Par' },
      { type: 'reference' },
      { type: 'text', text: 'is' },
    ]
    const stream = [thoughts, parts, '.'].map((content) => deltaOf(api, content)).join('')
    expect(await hear(streamOf(stream, endOf(api)))).toMatchObject({
      text: 'Paris.',
      failure: null,
    })
  })

  it.each([undefined, null, 42, { text: 'x' }, { a: 1 }, [7, null, { type: 'text', text: 7 }]])(
    'says nothing of content that is no text: %j',
    async (content) => {
      const stream = deltaOf(api, content) + deltaOf(api, 'Paris.') + endOf(api)
      expect(await hear(streamOf(stream))).toMatchObject({ text: 'Paris.', failure: null })
      const alone = await hear(streamOf(deltaOf(api, content), endOf(api)))
      expect(alone).toMatchObject({ parts: [], failure: { code: 'provider.unreadable' } })
    },
  )

  it.each([
    'null',
    '7',
    '[]',
    '{"choices":{}}',
    '{"choices":[null]}',
    '{"choices":[{"delta":7}]}',
    '{"type":7,"response":7}',
    '{"type":"response.created","response":null}',
  ])('passes over an event without a shape: %s', async (odd) => {
    const stream = `data: ${odd}\n\n${deltaOf(api, 'Paris.')}${endOf(api)}`
    expect(await hear(streamOf(stream))).toMatchObject({ text: 'Paris.', failure: null })
  })

  it.each([
    ['{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}', 'key-rejected'],
    ['{"error":{"message":"You exceeded your current quota","type":"x"}}', 'quota-exhausted'],
    ['{"error":"model \'x\' not found"}', 'model-unknown'],
    ['{"object":"error","message":"The model does not exist","code":404}', 'model-unknown'],
    ['{"detail":"busy"}', 'overloaded'],
    ['{"id":"7"}', 'unreadable'],
    ['{"error":', 'unreadable'],
    ['[]', 'unreadable'],
  ])('says what a server tells as JSON in place of it: %s', async (body, code) => {
    const { failure, parts } = await hear({
      kind: 'instead',
      contentType: 'application/json; charset=utf-8',
      pieces: [body],
    })
    expect(failure).toMatchObject({ code: `provider.${code}`, params: { provider: 'Loopback' } })
    expect(parts).toEqual([])
  })

  it('is heard all the same where a server calls it JSON', async () => {
    const stream = deltaOf(api, 'Paris.') + endOf(api)
    const { text, failure } = await hear({
      kind: 'instead',
      contentType: 'application/json',
      pieces: [stream],
    })
    expect([text, failure]).toEqual(['Paris.', null])
  })

  it.each(['   ', ' \n', '\0\u0001', '\u202E\u200B', '\u00A0\u3000\u2060', '\u2800'])(
    'is no answer where nothing can be seen of it: %j',
    async (blank) => {
      const { failure, parts } = await hear(streamOf(deltaOf(api, blank).repeat(3), endOf(api)))
      expect(failure?.code).toBe('provider.unreadable')
      expect(parts).toEqual([])
    },
  )

  it('keeps the blanks in front of what is seen, and those behind it', async () => {
    const stream = ['\n', ' ', 'Paris.', '\n'].map((text) => deltaOf(api, text)).join('')
    const { text, failure } = await hear(streamOf(stream, endOf(api)))
    expect([text, failure]).toEqual(['\n Paris.\n', null])
  })

  it('without anything to be seen is answered by the next engine from its first word on', async () => {
    const faults = [streamOf(deltaOf(api, '  '), endOf(api))]
    const { baseUrl } = await start({ faults: { [ROUTES[api]]: { faults } } })
    const model = loopbackModel('llm', baseUrl, {
      change: { llm: { model: 'test-model', api, contextTokens: null } },
    })
    const { parts } = recordedParts([model, scriptedHoney], openLanguageModel)
    const { text, failure } = await hearReply(await openLanguageLine(parts))
    expect([text, failure]).toEqual([REPLY, null])
  })

  it.each([
    ['at once', ['It is sk-test-0123456789abcdef.']],
    ['letter by letter', 'It is sk-test-0123456789abcdef.'.split('')],
  ])('does not say the key: %s', async (_how, texts) => {
    const stream = texts.map((text) => deltaOf(api, text)).join('') + endOf(api)
    const { text } = await hear(streamOf(stream), {}, 'sk-test-0123456789abcdef')
    expect(text).toBe('It is [key].')
  })

  it('keeps what it held back as the beginning of a key where it breaks off', async () => {
    const { text, failure } = await hear(
      streamOf(deltaOf(api, 'The best sk-test')),
      {},
      'sk-test-0123456789abcdef',
    )
    expect(text).toBe('The best sk-test')
    expect(failure?.code).toBe('provider.cut-off')
  })

  it.each(['"7"', '1e999', '-5', '{}', '[]', 'null', '1.5', '1e18'])(
    'counts nothing that is no count: %s',
    async (count) => {
      const end = endOf(api, 'COUNT', 'COUNT').replaceAll('"COUNT"', count)
      const { text, finishes, usage } = await hear(streamOf(deltaOf(api, 'Paris.'), end))
      expect(text).toBe('Paris.')
      // One delta was counted here.
      expect(finishes).toMatchObject([{ promptTokens: 0, completionTokens: 1 }])
      expect(usage).toMatchObject([{ completionTokens: 1 }])
      expect(usage[0]?.promptTokens).toBeLessThan(100)
    },
  )
})
