import { afterEach, describe, expect, it } from 'vitest'
import type { MicrophoneMessage } from '../../electron/contracts/audio.ts'
import type { ChatMessage, EngineModel } from '../../electron/contracts/workers.ts'
import type { LanguageModel, LanguageModelPart } from '../../electron/engines/ports.ts'
import { openRealtimeModel } from '../../electron/engines/provider/realtime/realtime-model.ts'
import type { ApiError } from '../support/providers/api-errors.ts'
import { NO_REPORT } from '../support/engine-line.ts'
import {
  startRealtimeServer,
  type RealtimeServer,
  type RealtimeServerOptions,
} from '../support/providers/realtime-server.ts'

const SYSTEM: ChatMessage = { role: 'system', text: 'You are Warbler.' }
const user = (text: string): ChatMessage => ({ role: 'user', text })
const assistant = (text: string): ChatMessage => ({ role: 'assistant', text })

const FRAME_SAMPLES = 512
/** A second of a tone: what it says is the script's. */
const speech = (utterance: number, frames = 32): readonly MicrophoneMessage[] => [
  { type: 'utterance-open', utterance },
  ...Array.from({ length: frames }, (_, index): MicrophoneMessage => ({
    type: 'frame',
    utterance,
    index,
    samples: Float32Array.from(
      { length: FRAME_SAMPLES },
      (_, n) => 0.3 * Math.sin((2 * Math.PI * 300 * (index * FRAME_SAMPLES + n)) / 16_000),
    ),
  })),
]

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const stage = async (
  options: RealtimeServerOptions = {},
  more: Readonly<Record<string, unknown>> = {},
) => {
  const server = await startRealtimeServer({ apiKey: 'secret', timesRealTime: 50, ...options })
  const model: EngineModel = {
    id: 'test/realtime',
    engine: 'provider-realtime',
    files: {},
    threads: 1,
    secret: 'secret',
    options: {
      provider: 'Test',
      baseUrl: server.baseUrl,
      model: 'gpt-realtime',
      voice: 'marin',
      ...more,
    },
  }
  const engine = openRealtimeModel(model, NO_REPORT)
  open.push({
    close: async () => {
      await engine.dispose()
      await server.close()
    },
  })
  return { server, engine, model }
}

interface Told {
  readonly text: string
  readonly voiced: boolean
  readonly soundMs: number
  readonly finish: Extract<LanguageModelPart, { type: 'finish' }> | null
}

const told = (parts: readonly LanguageModelPart[]): Told => ({
  text: parts.map((part) => (part.type === 'delta' ? part.text : '')).join(''),
  voiced: parts.every((part) => part.type !== 'delta' || part.voiced === true),
  soundMs: parts.reduce(
    (sum, part) =>
      part.type === 'sound' ? sum + (part.samples.length / part.sampleRateHz) * 1000 : sum,
    0,
  ),
  finish: parts.find((part) => part.type === 'finish') ?? null,
})

let generation = 0
const ask = async (
  engine: LanguageModel,
  messages: readonly ChatMessage[],
  options: {
    readonly utterance?: number
    readonly frames?: number
    readonly stopAfter?: number
  } = {},
): Promise<Told & { readonly generation: number }> => {
  generation += 1
  const abort = new AbortController()
  const parts: LanguageModelPart[] = []
  const spoken =
    options.utterance === undefined
      ? null
      : { utterance: options.utterance, endSample: (options.frames ?? 32) * FRAME_SAMPLES }
  const reply = engine.generate(messages, {
    maximumTokens: 100,
    signal: abort.signal,
    generation,
    speech: spoken,
  })
  for await (const part of reply) {
    parts.push(part)
    const sounds = parts.filter(({ type }) => type === 'sound').length
    if (options.stopAfter !== undefined && sounds >= options.stopAfter) abort.abort()
  }
  return { ...told(parts), generation }
}

const itemsOf = (server: RealtimeServer) => server.sessions.at(-1)?.items() ?? []
const rolesOf = (server: RealtimeServer) =>
  itemsOf(server).map(({ item }) => ('role' in item ? item.role : item.type))
const typesOf = (server: RealtimeServer) =>
  server.sessions.flatMap(({ received }) => received.map(({ type }) => type))

/** What the model does on the side (a truncation, a deletion) takes a moment to arrive. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 50))

describe('a model that hears and speaks over the realtime API', () => {
  it('answers sound with sound, and tells the words of it', async () => {
    const { engine, server } = await stage()
    for (const message of speech(1)) engine.hear?.(message)
    const answer = await ask(engine, [SYSTEM, user('What is the capital of France?')], {
      utterance: 1,
    })
    expect(answer.text).toContain('You said:')
    expect(answer.voiced).toBe(true)
    expect(answer.soundMs).toBeGreaterThan(500)
    expect(answer.finish).toMatchObject({ finishReason: 'stop' })
    const [heard] = server.sessions[0]?.heard() ?? []
    expect(heard?.samples.length).toBe((32 * FRAME_SAMPLES * 3) / 2)
    expect(rolesOf(server)).toEqual(['user', 'assistant'])
    expect(server.sessions[0]?.config()).toMatchObject({ instructions: 'You are Warbler.' })
  })

  it('sends what is said while it is said, and takes the key along', async () => {
    const { engine, server } = await stage()
    await engine.prewarm([SYSTEM], new AbortController().signal)
    const messages = speech(1)
    for (const message of messages.slice(0, 20)) engine.hear?.(message)
    await expect.poll(() => typesOf(server).at(-1)).toBe('input_audio_buffer.append')
    for (const message of messages.slice(20)) engine.hear?.(message)
    await ask(engine, [SYSTEM, user('Hello?')], { utterance: 1 })
    expect(server.sessions[0]?.key).toBe('secret')
    expect(server.sessions[0]?.heard()).toHaveLength(1)
  })

  it('keeps the sound of earlier turns, and is told in words of those that it did not hear', async () => {
    const { engine, server } = await stage()
    for (const message of speech(1)) engine.hear?.(message)
    const first = [SYSTEM, user('One?')]
    const { text } = await ask(engine, first, { utterance: 1 })
    for (const message of speech(2)) engine.hear?.(message)
    await ask(engine, [...first, assistant(text), user('Two?')], { utterance: 2 })
    expect(rolesOf(server)).toEqual(['user', 'assistant', 'user', 'assistant'])
    expect(typesOf(server)).not.toContain('conversation.item.delete')
    // Another conversation: everything is new to it.
    await ask(engine, [SYSTEM, user('Before.'), assistant('Yes.'), user('Three?')])
    expect(rolesOf(server)).toEqual(['user', 'assistant', 'user', 'assistant'])
  })

  it('leaves nothing behind of a reply that was taken back', async () => {
    const { engine, server } = await stage({ timesRealTime: 2 })
    for (const message of speech(1)) engine.hear?.(message)
    const answer = await ask(engine, [SYSTEM, user('What is')], { utterance: 1, stopAfter: 1 })
    expect(answer.finish).toMatchObject({ finishReason: 'cancelled' })
    for (const message of speech(1, 48)) engine.hear?.(message)
    await ask(engine, [SYSTEM, user('What is the time?')], { utterance: 1, frames: 48 })
    expect(rolesOf(server)).toEqual(['user', 'assistant'])
    expect(server.sessions[0]?.heard().at(-1)?.samples.length).toBe((48 * FRAME_SAMPLES * 3) / 2)
  })

  it('stops at the service what was taken back before the service began to answer', async () => {
    const { engine, server } = await stage({ timesRealTime: 2 })
    await engine.prewarm([SYSTEM], new AbortController().signal)
    for (const message of speech(1)) engine.hear?.(message)
    const abort = new AbortController()
    const speaking = { utterance: 1, endSample: 32 * FRAME_SAMPLES }
    const options = { maximumTokens: 9, signal: abort.signal, generation: 900, speech: speaking }
    const taken = engine.generate([SYSTEM, user('What is')], options)[Symbol.asyncIterator]()
    const first = taken.next()
    // Asked for, and not a word of the service's yet.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
    abort.abort()
    expect((await first).value).toMatchObject({ type: 'finish', finishReason: 'cancelled' })
    for (const message of speech(1, 48)) engine.hear?.(message)
    const answer = await ask(engine, [SYSTEM, user('What is the time?')], {
      utterance: 1,
      frames: 48,
    })
    expect(answer.finish).toMatchObject({ finishReason: 'stop' })
    expect(rolesOf(server)).toEqual(['user', 'assistant'])
  })

  it('stops at the service what nobody reads any more, and leaves nothing of it', async () => {
    const { engine, server } = await stage({ timesRealTime: 2 })
    const options = { maximumTokens: 100, signal: new AbortController().signal, generation: 901 }
    for await (const part of engine.generate([SYSTEM, user('Tell me a story.')], options)) {
      if (part.type === 'sound') break
    }
    await expect.poll(() => typesOf(server)).toContain('response.cancel')
    const answer = await ask(engine, [SYSTEM, user('Hello?')])
    expect(answer.finish).toMatchObject({ finishReason: 'stop' })
    expect(rolesOf(server)).toEqual(['user', 'assistant'])
  })

  it('tells a service no more of a long conversation than its context holds', async () => {
    const { engine, server } = await stage()
    const long = Array.from({ length: 400 }, (_, index) => [
      user(`My number ${index} is ${'seven '.repeat(60)}`),
      assistant(`I remember number ${index}.`),
    ]).flat()
    await engine.prewarm([SYSTEM, ...long], new AbortController().signal)
    await ask(engine, [SYSTEM, ...long, user('And now?')])
    const told = itemsOf(server)
    expect(told.length).toBeLessThan(long.length)
    expect(told.at(-2)?.text).toBe('And now?')
    // What was told is not told again.
    expect(typesOf(server).filter((type) => type === 'conversation.item.create').length).toBe(
      typesOf(server).filter((type) => type === 'conversation.item.delete').length +
        told.length -
        1,
    )
  })

  it('sends all of what is being said to the session that takes over in the middle of it', async () => {
    const { engine, server } = await stage()
    await engine.prewarm([SYSTEM], new AbortController().signal)
    const messages = speech(1)
    for (const message of messages.slice(0, 16)) engine.hear?.(message)
    await settled()
    server.expireSessions()
    await settled()
    await engine.prewarm([SYSTEM], new AbortController().signal)
    for (const message of messages.slice(16)) engine.hear?.(message)
    await ask(engine, [SYSTEM, user('Hello?')], { utterance: 1 })
    expect(server.sessions.at(-1)?.heard().at(-1)?.samples.length).toBe(
      (32 * FRAME_SAMPLES * 3) / 2,
    )
  })

  it('opens one session, however many ask for it at once', async () => {
    const { engine, server } = await stage()
    const { signal } = new AbortController()
    await Promise.all([1, 2, 3].map(() => engine.prewarm([SYSTEM], signal)))
    expect(server.sessions).toHaveLength(1)
    server.expireSessions()
    await settled()
    await Promise.all([1, 2, 3].map(() => engine.prewarm([SYSTEM], signal)))
    expect(server.sessions).toHaveLength(2)
  })

  it('cuts off in the service’s memory what was cut off here', async () => {
    const { engine, server } = await stage({ timesRealTime: 2 })
    for (const message of speech(1)) engine.hear?.(message)
    const answer = await ask(engine, [SYSTEM, user('Tell me a story.')], {
      utterance: 1,
      stopAfter: 3,
    })
    engine.heard?.(answer.generation, 200)
    await settled()
    const truncation = server.sessions[0]?.received.find(
      ({ type }) => type === 'conversation.item.truncate',
    )
    expect(truncation).toMatchObject({ audio_end_ms: 200, content_index: 0 })
    await ask(engine, [SYSTEM, user('Tell me a story.'), assistant('You'), user('Go on.')])
    expect(rolesOf(server)).toEqual(['user', 'assistant', 'user', 'assistant'])
  })

  it('goes on in a new session where the old one ended, and loses no word of the conversation', async () => {
    const { engine, server } = await stage()
    const first = await ask(engine, [SYSTEM, user('One?')])
    server.expireSessions()
    await settled()
    const answer = await ask(engine, [SYSTEM, user('One?'), assistant(first.text), user('Two?')])
    expect(answer.finish).toMatchObject({ finishReason: 'stop' })
    expect(server.sessions).toHaveLength(2)
    expect(rolesOf(server)).toEqual(['user', 'assistant', 'user', 'assistant'])
  })

  const refusal = (code: string): ApiError => ({ status: 429, type: code, code, message: 'x' })

  it.each([
    ['a wrong key', { apiKey: 'another' }, 'provider.key-rejected'],
    [
      'an answer that breaks off',
      { responses: { faults: [{ kind: 'close', afterAudioMs: 200, code: 1011 }] } },
      'provider.cut-off',
    ],
    [
      'a session that ends in the middle',
      { responses: { faults: [{ kind: 'expire', afterAudioMs: 200 }] } },
      'provider.cut-off',
    ],
    [
      'money that is used up',
      { responses: { faults: [{ kind: 'fail', error: refusal('insufficient_quota') }] } },
      'provider.quota-exhausted',
    ],
  ] as readonly (readonly [string, RealtimeServerOptions, string])[])(
    'tells of %s',
    async (_name, options, code) => {
      const { engine } = await stage(options)
      for (const message of speech(1)) engine.hear?.(message)
      await expect(ask(engine, [SYSTEM, user('Hi.')], { utterance: 1 })).rejects.toMatchObject({
        error: { code, params: { provider: 'Test' } },
      })
    },
  )

  const sound = (response_id: string, seconds = 0.1) => ({
    type: 'response.output_audio.delta',
    response_id,
    delta: Buffer.alloc(Math.round(seconds * 48_000), 0x11).toString('base64'),
  })
  const begun = (id: string, words = 'The answer is Paris.') => [
    { type: 'response.created', response: { id } },
    { type: 'response.output_item.added', response_id: id, item: { id: `item_${id}` } },
    { type: 'response.output_audio_transcript.delta', response_id: id, delta: words },
    sound(id),
  ]
  const ended = (id: string, usage: unknown = { input_tokens: 3, output_tokens: 4 }) => ({
    type: 'response.done',
    response: { id, status: 'completed', usage },
  })

  it.each([
    { type: 'error' },
    { type: 'error', error: null },
    { type: 'error', error: 'no' },
    { type: 'error', error: { code: 7, message: {} } },
  ])('is not opened by a service that greets with an error of no shape: %j', async (event) => {
    const { engine } = await stage({ connections: { faults: [{ kind: 'greet', event }] } })
    await expect(ask(engine, [SYSTEM, user('Hi.')])).rejects.toMatchObject({
      error: { code: 'provider.overloaded', params: { provider: 'Test' } },
    })
  })

  it.each([
    { type: 'error', error: null },
    { type: 'input_audio_buffer.committed' },
    { type: 'response.output_item.added' },
    { type: 'response.output_item.added', item: null },
    { type: 'response.created', response: null },
    { type: 'response.done' },
    { type: 'response.output_audio.delta', delta: 7 },
    { type: 'response.output_audio_transcript.delta' },
    { type: 7 },
    null,
    'response.done',
  ])('passes over what has no shape in the middle of an answer: %j', async (odd) => {
    const events = (id: string) => {
      const at =
        odd !== null && typeof odd === 'object' && 'delta' in odd
          ? { ...odd, response_id: id }
          : odd
      return [...begun(id), at, ended(id)]
    }
    const { engine } = await stage({ responses: { faults: [{ kind: 'instead', events }] } })
    const answer = await ask(engine, [SYSTEM, user('Hi.')])
    expect(answer).toMatchObject({
      text: 'The answer is Paris.',
      finish: { finishReason: 'stop', promptTokens: 3, completionTokens: 4 },
    })
  })

  it.each([
    ['events that nobody knows', () => ({ type: 'zzz' })],
    [
      'words without a word',
      (id: string) => ({
        type: 'response.output_audio_transcript.delta',
        response_id: id,
        delta: '',
      }),
    ],
    ['sound of another answer', () => sound('another')],
  ])('is given up where nothing comes any more but %s', async (_what, odd) => {
    const events = (id: string) => [...begun(id), odd(id)]
    const { engine, server } = await stage(
      { responses: { faults: [{ kind: 'instead', events, delayMs: 10, repeats: true }] } },
      { limits: { firstMs: 5000, nextMs: 5000, latestMs: 5000, wordsMs: 200 } },
    )
    await expect(ask(engine, [SYSTEM, user('Hi.')])).rejects.toMatchObject({
      error: { code: 'provider.stalled', detail: 'no word came for 0.2 s' },
    })
    await expect.poll(() => typesOf(server)).toContain('response.cancel')
  })

  it('ends an answer whose sound never ends, there as well as here', async () => {
    const events = (id: string) => [...begun(id), sound(id, 30)]
    const { engine, server } = await stage({
      responses: { faults: [{ kind: 'instead', events, repeats: true }] },
    })
    const answer = await ask(engine, [SYSTEM, user('Hi.')])
    expect(answer.finish).toMatchObject({ finishReason: 'length' })
    expect(answer.soundMs).toBeGreaterThan(60_000)
    expect(answer.soundMs).toBeLessThanOrEqual(300_000)
    await expect.poll(() => typesOf(server)).toContain('response.cancel')
  })

  it.each<[string, (id: string) => readonly unknown[]]>([
    [
      'one after the other',
      (id) => [...begun(id), ended(id), ...begun('b', 'London.'), ended('b')],
    ],
    ['both at once', (id) => [...begun(id), ...begun('b', 'London.'), ended('b'), ended(id)]],
    [
      'the second one first to be over',
      (id) => [begun(id)[0], begun('b')[0], sound('b', 9), ended('b'), ...begun(id), ended(id)],
    ],
  ])('hears one answer where a service gives two: %s', async (_order, events) => {
    const { engine } = await stage({
      responses: { faults: [{ kind: 'instead', events }] },
    })
    const answer = await ask(engine, [SYSTEM, user('Hi.')])
    expect(answer).toMatchObject({
      text: 'The answer is Paris.',
      soundMs: 100,
      finish: { finishReason: 'stop' },
    })
    await settled()
    const next = await ask(engine, [SYSTEM, user('Hi.'), assistant(answer.text), user('Go on.')])
    expect(next.text).toContain('You said: Go on.')
  })

  it('stops an answer that nobody asked for, and not the one that is heard', async () => {
    const events = (id: string) => [...begun(id), ...begun('b'), sound('b'), ended(id)]
    const { engine, server } = await stage({
      responses: { faults: [{ kind: 'instead', events, delayMs: 10 }] },
    })
    const refused = () => JSON.stringify(server.sessions[0]?.sent ?? [])
    await ask(engine, [SYSTEM, user('Hi.')])
    // It is not known to the server, which says so.
    await expect.poll(refused).toContain('response_cancel_not_active')
  })

  it.each([{ input_tokens: '3', output_tokens: '4' }, { output_tokens: -1 }, [], 'much'])(
    'counts nothing that is no count: %j',
    async (usage) => {
      const { engine } = await stage({
        responses: {
          faults: [{ kind: 'instead', events: (id) => [...begun(id), ended(id, usage)] }],
        },
      })
      const answer = await ask(engine, [SYSTEM, user('Hi.')])
      expect(answer.finish).toMatchObject({ promptTokens: 0, completionTokens: 1 })
    },
  )

  it('tells that a filter ended an answer in the middle, and keeps what came of it', async () => {
    const fault = { kind: 'incomplete', afterAudioMs: 200, reason: 'content_filter' } as const
    const { engine } = await stage({ responses: { faults: [fault] } })
    const answer = await ask(engine, [SYSTEM, user('Hi.')])
    expect(answer.finish).toMatchObject({
      finishReason: 'stop',
      cut: { code: 'provider.filtered', params: { provider: 'Test' } },
    })
    expect(answer.text).not.toBe('')
    const next = await ask(engine, [SYSTEM, user('Hi.'), assistant(answer.text), user('Go on.')])
    expect(next.finish).toMatchObject({ finishReason: 'stop' })
    expect(next.finish?.cut).toBeUndefined()
  })

  it('goes on though the service complains of something else meanwhile', async () => {
    const { engine } = await stage({
      responses: { faults: [{ kind: 'error-event', afterAudioMs: 100, error: refusal('odd') }] },
    })
    const answer = await ask(engine, [SYSTEM, user('Hi.')])
    expect(answer.finish).toMatchObject({ finishReason: 'stop' })
  })

  it('tells of a service that is not there', async () => {
    const { engine, server } = await stage()
    await server.goAway()
    await expect(ask(engine, [SYSTEM, user('Hi.')])).rejects.toMatchObject({
      error: { code: 'provider.unreachable' },
    })
    await server.comeBack()
    const answer = await ask(engine, [SYSTEM, user('Hi.')])
    expect(answer.finish).toMatchObject({ finishReason: 'stop' })
  })
})
