import OpenAI, {
  APIConnectionError,
  APIConnectionTimeoutError,
  AuthenticationError,
  NotFoundError,
  RateLimitError,
} from 'openai'
import { afterEach, describe, expect, it } from 'vitest'
import {
  insufficientQuota,
  rateLimited,
  serverError,
} from '../../../support/providers/api-errors.ts'
import {
  startFaultyProvider,
  type FaultyProvider,
  type FaultyProviderOptions,
} from '../../../support/providers/faulty-provider.ts'
import type { ProviderFault } from '../../../support/providers/provider-fault.ts'
import { refusedBaseUrl } from '../../../support/providers/free-port.ts'
import { encodeWave, fromPcm16 } from '../../../support/sound-lab/wave-file.ts'

const providers: FaultyProvider[] = []

const provide = async (options: FaultyProviderOptions = {}): Promise<FaultyProvider> => {
  const provider = await startFaultyProvider(options)
  providers.push(provider)
  return provider
}

afterEach(async () => {
  await Promise.all(providers.splice(0).map((provider) => provider.close()))
})

const clientOf = (baseURL: string, apiKey = 'sk-test', timeout = 10_000): OpenAI =>
  // Its own log of events that do not parse would only stand in the tests' output.
  new OpenAI({ baseURL, apiKey, timeout, maxRetries: 0, logLevel: 'off' })

const REPLY = '蜂蜜 is made by bees — naïve ones too.'
const script = { reply: () => ({ text: REPLY }) }

/** What a client hears of a streamed chat completion: text, why it finished, and how it failed. */
const chat = async (provider: FaultyProvider, timeout?: number) => {
  let text = ''
  let finishReason: string | null = null
  try {
    const stream = await clientOf(provider.baseUrl, 'sk-test', timeout).chat.completions.create({
      model: 'test-model',
      messages: [{ role: 'user', content: 'Who makes honey?' }],
      stream: true,
    })
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? ''
      finishReason = chunk.choices[0]?.finish_reason ?? finishReason
    }
    return { text, finishReason, failure: null }
  } catch (failure) {
    return { text, finishReason, failure }
  }
}

const withFault = (fault: ProviderFault) =>
  provide({ script, faults: { '/chat/completions': { faults: [fault] } } })

describe('a healthy provider, seen by the SDK', () => {
  it('streams a chat completion with its usage', async () => {
    const provider = await provide({ script })
    const stream = await clientOf(provider.baseUrl).chat.completions.create({
      model: 'test-model',
      messages: [
        { role: 'system', content: 'Be short.' },
        { role: 'user', content: 'Who makes honey?' },
      ],
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks = []
    for await (const chunk of stream) chunks.push(chunk)
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(REPLY)
    expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 5 })
  })

  it('streams a response, and one that calls a tool', async () => {
    const provider = await provide({
      script: {
        reply: () => ({ text: REPLY, toolCall: { name: 'look', arguments: { at: 'sky' } } }),
      },
    })
    const stream = clientOf(provider.baseUrl).responses.stream({
      model: 'test-model',
      instructions: 'Be short.',
      input: 'Who makes honey?',
    })
    const response = await stream.finalResponse()
    expect(response.output_text).toBe(REPLY)
    expect(response.output[1]).toMatchObject({ type: 'function_call', arguments: '{"at":"sky"}' })
  })

  it('gives a chat completion in one piece, with a tool call', async () => {
    const provider = await provide({
      script: { reply: () => ({ text: '', toolCall: { name: 'look', arguments: { at: 'sky' } } }) },
    })
    const completion = await clientOf(provider.baseUrl).chat.completions.create({
      model: 'test-model',
      messages: [{ role: 'user', content: 'Look.' }],
    })
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'look' } }] },
    })
  })

  it('hears the samples that were uploaded and gives the transcript, whole or streamed', async () => {
    const heard: number[] = []
    const provider = await provide({
      script: {
        transcribe: (sound) => {
          heard.push(sound.samples.length)
          return 'How many legs?'
        },
      },
    })
    const client = clientOf(provider.baseUrl)
    const wave = encodeWave({ samples: new Float32Array(16_000).fill(0.5), sampleRateHz: 16_000 })
    const file = () => new File([new Uint8Array(wave)], 'speech.wav', { type: 'audio/wav' })
    const whole = await client.audio.transcriptions.create({ file: file(), model: 'test-model' })
    const events = []
    for await (const event of await client.audio.transcriptions.create({
      file: file(),
      model: 'test-model',
      stream: true,
    }))
      events.push(event)
    expect(whole.text).toBe('How many legs?')
    expect(events.at(-1)).toMatchObject({ type: 'transcript.text.done', text: 'How many legs?' })
    expect(heard).toEqual([16_000, 16_000])
    expect(provider.requests[0]?.sound?.samples[7]).toBeCloseTo(0.5, 3)
  })

  it.each([
    ['whole', 200, 'application/json'],
    ['refused', 400, 'application/json'],
    ['streamed', 200, 'text/event-stream'],
  ] as const)('answers who wants a transcript streamed: %s', async (transcripts, status, type) => {
    const { baseUrl } = await provide({ transcripts, script: { transcribe: () => 'Yes.' } })
    const form = new FormData()
    const wave = encodeWave({ samples: new Float32Array(16_000), sampleRateHz: 16_000 })
    form.set('file', new File([new Uint8Array(wave)], 'speech.wav', { type: 'audio/wav' }))
    form.set('model', 'test-model')
    form.set('stream', 'true')
    const url = `${baseUrl}/audio/transcriptions`
    const answer = await fetch(url, { method: 'POST', body: form })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      expect.stringContaining(type),
    ])
    expect(await answer.text()).toContain(status === 200 ? 'Yes.' : "'stream'")
  })

  it('speaks in 24 kHz PCM that comes in pieces', async () => {
    const provider = await provide({
      script: {
        speak: () => ({ samples: new Float32Array(48_000).fill(0.25), sampleRateHz: 48_000 }),
      },
    })
    const response = await clientOf(provider.baseUrl).audio.speech.create({
      model: 'test-model',
      voice: 'alloy',
      input: 'Hello.',
      response_format: 'pcm',
    })
    const samples = fromPcm16(Buffer.from(await response.arrayBuffer()))
    expect(samples.length).toBe(24_000)
    expect(samples[12_000]).toBeCloseTo(0.25, 2)
  })

  it('lists its models, and knows no other', async () => {
    const provider = await provide({ models: ['small', 'large'] })
    const client = clientOf(provider.baseUrl)
    const listed = await client.models.list()
    expect(listed.data.map(({ id }) => id)).toEqual(['small', 'large'])
    await expect(
      client.responses.create({ model: 'other', input: 'Hello.' }),
    ).rejects.toBeInstanceOf(NotFoundError)
  })

  it('takes only its own key, and records the one that came', async () => {
    const provider = await provide({ apiKey: 'sk-right' })
    await expect(clientOf(provider.baseUrl, 'sk-wrong').models.list()).rejects.toBeInstanceOf(
      AuthenticationError,
    )
    await clientOf(provider.baseUrl, 'sk-right').models.list()
    expect(provider.requests.map(({ key }) => key)).toEqual(['sk-wrong', 'sk-right'])
  })

  it('refuses a body that does not follow the reference', async () => {
    const provider = await provide()
    const answer = await fetch(`${provider.baseUrl}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'test-model', messages: [] }),
    })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { param: 'messages' } })
  })
})

describe('a stream that is odd but whole', () => {
  it.each<ProviderFault>([
    { kind: 'one-byte-chunks' },
    { kind: 'split-characters' },
    { kind: 'crlf' },
    { kind: 'comments' },
    { kind: 'huge-event', bytes: 2_000_000 },
    { kind: 'no-done' },
    { kind: 'slow', delayMs: 1 },
    { kind: 'late', delayMs: 1 },
  ])('says everything all the same: $kind', async (fault) => {
    const heard = await chat(await withFault(fault))
    expect(heard).toEqual({ text: REPLY, finishReason: 'stop', failure: null })
  })
})

describe('a stream that breaks', () => {
  it.each<ProviderFault>([
    { kind: 'reset', afterParts: 2 },
    { kind: 'cut', afterParts: 2 },
    { kind: 'error-event', afterParts: 2, error: serverError },
    { kind: 'malformed-event', afterParts: 2 },
  ])('says what came before, then fails: $kind', async (fault) => {
    const { text, failure } = await chat(await withFault(fault))
    expect(REPLY.startsWith(text) && text.length > 0).toBe(true)
    expect(failure).toBeInstanceOf(Error)
  })

  it.each<ProviderFault>([{ kind: 'no-finish' }, { kind: 'early-end', afterParts: 3 }])(
    'ends without saying why: $kind',
    async (fault) => {
      const { text, finishReason, failure } = await chat(await withFault(fault))
      expect(REPLY.startsWith(text) && text.length > 0).toBe(true)
      expect({ finishReason, failure }).toEqual({ finishReason: null, failure: null })
    },
  )

  it('finishes for the reason that it was told', async () => {
    const { finishReason } = await chat(await withFault({ kind: 'finish', reason: 'length' }))
    expect(finishReason).toBe('length')
  })

  it('stalls with the connection open until the client gives up, and sees that it did', async () => {
    const provider = await withFault({ kind: 'stall', afterParts: 2 })
    const stream = await clientOf(provider.baseUrl).chat.completions.create({
      model: 'test-model',
      messages: [{ role: 'user', content: 'Who makes honey?' }],
      stream: true,
    })
    let seen = 0
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content && ++seen === 2) break
    await expect.poll(() => provider.requests[0]?.outcome).toBe('dropped-by-client')
  })
})

describe('an answer that never comes', () => {
  it('is a refused connection where nobody listens', async () => {
    await expect(clientOf(await refusedBaseUrl()).models.list()).rejects.toBeInstanceOf(
      APIConnectionError,
    )
  })

  it('is a timeout where no first byte comes', async () => {
    const { failure } = await chat(await withFault({ kind: 'no-first-byte' }), 50)
    expect(failure).toBeInstanceOf(APIConnectionTimeoutError)
  })

  it('is a connection error after a reset before the first byte', async () => {
    const { failure } = await chat(await withFault({ kind: 'reset', afterParts: 0 }))
    expect(failure).toBeInstanceOf(APIConnectionError)
  })

  it('is refused while the provider is away, and comes once it is back at the same port', async () => {
    const provider = await provide()
    const client = clientOf(provider.baseUrl)
    await provider.goAway()
    await expect(client.models.list()).rejects.toBeInstanceOf(APIConnectionError)
    await provider.comeBack()
    expect((await client.models.list()).data).toHaveLength(1)
  })

  it('is a page of HTML from a network that wants a login', async () => {
    const provider = await provide({
      faults: { '/models': { faults: [{ kind: 'captive-portal', status: 200 }] } },
    })
    const answer = await fetch(`${provider.baseUrl}/models`)
    expect(answer.headers.get('content-type')).toContain('text/html')
  })
})

describe('an error of the API', () => {
  it('carries code and Retry-After, and lasts for one request', async () => {
    const provider = await provide({
      faults: {
        '/models': {
          faults: [
            { kind: 'error', error: rateLimited('7') },
            { kind: 'error', error: insufficientQuota },
            null,
          ],
        },
      },
    })
    const client = clientOf(provider.baseUrl)
    const limited = await client.models.list().catch((error: unknown) => error)
    const broke = await client.models.list().catch((error: unknown) => error)
    expect(limited).toBeInstanceOf(RateLimitError)
    expect(limited).toMatchObject({ code: 'rate_limit_exceeded' })
    expect((limited as RateLimitError).headers.get('retry-after')).toBe('7')
    expect(broke).toMatchObject({ status: 429, code: 'insufficient_quota' })
    expect((await client.models.list()).data).toHaveLength(1)
  })

  it('repeats the last fault where it is planned for ever', async () => {
    const provider = await provide({
      faults: { '/models': { faults: [{ kind: 'error', error: serverError }], forever: true } },
    })
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await fetch(`${provider.baseUrl}/models`)).status)
    expect(statuses).toEqual([500, 500, 500])
  })

  it('leads to another origin, which sees what the client brings along', async () => {
    const other = await provide()
    const provider = await provide({
      faults: {
        '/models': { faults: [{ kind: 'redirect', to: `${other.baseUrl}/models`, status: 307 }] },
      },
    })
    await fetch(`${provider.baseUrl}/models`, { headers: { 'x-own': 'here' } })
    expect(other.requests[0]?.headers['x-own']).toBe('here')
  })
})
