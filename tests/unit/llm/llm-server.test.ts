import { afterEach, describe, expect, it, vi } from 'vitest'
import type { LanguageModelPart } from '../../../electron/engines/ports.ts'
import type { PlaybackMessage } from '../../../electron/contracts/audio.ts'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import type { ChatMessage, EngineModel, LlmEvent } from '../../../electron/contracts/workers.ts'
import {
  createScriptedLanguageModel,
  openScriptedModel,
  type Script,
} from '../../../electron/engines/llm/scripted-language-model.ts'
import { serveLanguageModel } from '../../../electron/workers/llm-server.ts'
import { loadOf, NO_SOUND } from '../../support/engine-line.ts'

const user = (text: string): readonly ChatMessage[] => [{ role: 'user', text }]
const engineModel: EngineModel = { id: 'm', engine: 'scripted', files: {}, options: {}, threads: 1 }

/** Lets everything happen that happens without time passing. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** A server over a scripted model whose delays last until they are let go, one by one. */
const serve = (script: Script = {}) => {
  const events: LlmEvent[] = []
  const sleepers: (() => void)[] = []
  const model = createScriptedLanguageModel(script, {
    sleep: (delayMs, signal) =>
      delayMs === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            sleepers.push(resolve)
            signal.addEventListener('abort', () => resolve())
          }),
  })
  const request = serveLanguageModel({
    open: () => Promise.resolve(model),
    send: (event) => events.push(event),
    now: () => 0,
    ...NO_SOUND,
  })
  const awake = async () => {
    sleepers.shift()?.()
    await settle()
  }
  return { events, model, request, awake }
}
const load = loadOf(engineModel)
const generate = (generation: number, text: string, maximumTokens = 100) =>
  ({ type: 'generate', generation, messages: user(text), maximumTokens }) as const
const summary = (events: readonly LlmEvent[]) =>
  events.map((event) => {
    switch (event.type) {
      case 'ready':
      case 'in-use':
      case 'measured':
      case 'opened':
      case 'voiced':
      case 'usage':
      case 'waiting':
        return event.type
      case 'completeness':
        return `${event.generation} all? ${event.probability}`
      case 'delta':
        return `${event.generation}:${event.text}`
      case 'done':
        return `${event.generation} ${event.finishReason}`
      case 'failed':
        return `${event.generation} failed ${event.error.code}`
    }
  })
const slow: Script = { rules: [{ say: 'one two', firstDelayMs: 1, deltaDelayMs: 1 }] }

describe('language worker', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('tells how likely the words are all, once and before the reply', async () => {
    const { events, request } = serve({ rules: [{ say: 'Yes.', completeness: 0.25 }] })
    request(load)
    request(generate(1, 'Is it?'))
    await settle()
    expect(summary(events)).toEqual(['ready', '1 all? 0.25', '1:Yes.', '1 stop'])
  })

  it('loads, streams a reply and finishes it', async () => {
    const { events, request } = serve({ rules: [{ say: 'Hello there.' }] })
    request(load)
    request(generate(1, 'Hi'))
    await settle()
    expect(summary(events)).toEqual(['ready', '1:Hello', '1: there.', '1 stop'])
  })

  /** A model that speaks by itself, by its parts, and what was posted of its sound. */
  const speaking = async (
    parts: readonly LanguageModelPart[],
    { fails = false, makesRoom = false, messages = user('Hi'), msPerSound = 0 } = {},
  ) => {
    const events: LlmEvent[] = []
    const posted: PlaybackMessage[] = []
    const request = serveLanguageModel({
      open: () =>
        Promise.resolve({
          id: 'm',
          contextTokens: 4096,
          prewarm: () => Promise.resolve(),
          generate: async function* () {
            yield* parts
            if (fails) throw new CodedFailure({ code: 'provider.cut-off' })
          },
          dispose: () => Promise.resolve(),
        }),
      send: (event) => events.push(event),
      now: () => posted.length * msPerSound,
      openSpeech: NO_SOUND.openSpeech,
      openVoice: () => ({
        onMessage: () => undefined,
        post: (message) => void posted.push(message),
        close: () => undefined,
      }),
    })
    request(load)
    request({ type: 'attach-voice' })
    request({ ...generate(1, 'Hi'), messages })
    if (makesRoom) request({ type: 'make-room', generation: 1 })
    await settle()
    const chunks = events.flatMap((event) => {
      if (event.type === 'voiced') return [event.index]
      return event.type === 'delta' && event.voicedAs !== undefined ? [event.voicedAs] : []
    })
    return {
      told: summary(events),
      posted: posted.map(({ type }) => type),
      /** The chunks that were posted, and those that main was told of. */
      chunks: [posted.map(({ index }) => index), chunks],
    }
  }
  const sound: LanguageModelPart = {
    type: 'sound',
    samples: new Float32Array(240),
    sampleRateHz: 24_000,
  }
  const voiced = (text: string): LanguageModelPart => ({ type: 'delta', text, voiced: true })
  const finish: LanguageModelPart = {
    type: 'finish',
    finishReason: 'stop',
    promptTokens: 1,
    completionTokens: 1,
  }

  it('hands the sound of a model that speaks by itself to playback, and says when it is all there', async () => {
    const { told, posted } = await speaking([voiced('Hello.'), sound, sound, finish])
    expect(posted).toEqual(['pcm', 'pcm', 'chunk-end'])
    expect(told.slice(1)).toEqual(['1:Hello.', 'voiced', '1 stop'])
  })

  it('ends the sound of one that broke off before any came: nobody waits for it', async () => {
    const { told, posted } = await speaking([voiced('Hello')], { fails: true })
    expect(posted).toEqual(['chunk-end'])
    expect(told.slice(1)).toEqual(['1:Hello', 'voiced', '1 failed provider.cut-off'])
  })

  it('tells main now and then of a voice that is far ahead of its words', async () => {
    const parts = [voiced('So'), sound, sound, sound, sound, sound, voiced(' long.'), finish]
    const { told } = await speaking(parts, { msPerSound: 3000 })
    expect(told.slice(1)).toEqual(['1:So', '1:', '1:', '1: long.', 'voiced', '1 stop'])
  })

  it('leaves room in front of what the model says by itself, and tells of it before its sound comes', async () => {
    const parts = [sound, voiced('Hello.'), finish]
    const { told, chunks } = await speaking(parts, { makesRoom: true })
    expect(chunks).toEqual([
      [1, 1],
      [1, 1, 1],
    ])
    expect(told.slice(1)).toEqual(['1:', '1:Hello.', 'voiced', '1 stop'])
    expect((await speaking(parts)).chunks).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  it('lets the voice say what a model that speaks by itself adds to written words', async () => {
    const written: LanguageModelPart = { type: 'delta', text: 'Well,' }
    const { told, posted } = await speaking([written, voiced(' hello.'), sound, finish])
    expect(posted).toEqual([])
    expect(told.slice(1)).toEqual(['1:Well,', '1: hello.', '1 stop'])
  })

  it('lets the voice say all that follows a beginning which it has said already', async () => {
    const messages: readonly ChatMessage[] = [...user('Hi'), { role: 'assistant', text: 'Well,' }]
    const { told, posted } = await speaking([voiced(' hello.'), sound, finish], { messages })
    expect(posted).toEqual([])
    expect(told.slice(1)).toEqual(['1: hello.', '1 stop'])
  })

  it('says that the reply was cut at the maximum', async () => {
    const { events, request } = serve({ rules: [{ say: 'a b c' }] })
    request(load)
    request(generate(1, 'Hi', 2))
    await settle()
    expect(summary(events).at(-1)).toBe('1 length')
  })

  it('answers a cancel at once, before the first word, and never says more', async () => {
    const { events, request, awake } = serve(slow)
    request(load)
    request(generate(1, 'Hi'))
    await settle()
    request({ type: 'cancel', generation: 1 })
    expect(summary(events)).toEqual(['ready', '1 cancelled'])
    await awake()
    await awake()
    expect(summary(events)).toEqual(['ready', '1 cancelled'])
  })

  it('answers a cancel even while the model is loading', async () => {
    const events: LlmEvent[] = []
    const request = serveLanguageModel({
      open: () => new Promise(() => undefined),
      send: (event) => events.push(event),
      now: () => 0,
      ...NO_SOUND,
    })
    request(load)
    request(generate(1, 'Hi'))
    request({ type: 'cancel', generation: 1 })
    await settle()
    expect(summary(events)).toEqual(['1 cancelled'])
  })

  it('ignores a cancel of another generation', async () => {
    const { events, request } = serve({ rules: [{ say: 'Hello' }] })
    request(load)
    request(generate(2, 'Hi'))
    request({ type: 'cancel', generation: 1 })
    await settle()
    expect(summary(events)).toEqual(['ready', '2:Hello', '2 stop'])
  })

  it('gives up a generation for a newer one', async () => {
    const { events, request, awake } = serve(slow)
    request(load)
    request(generate(1, 'Hi'))
    await settle()
    await awake()
    request(generate(2, 'Hello'))
    await settle()
    for (let step = 0; step < 4; step += 1) await awake()
    expect(summary(events)).toEqual(['ready', '1:one', '1 cancelled', '2:one', '2: two', '2 stop'])
  })

  it('reports a failure of the model once, and works on', async () => {
    const { events, request } = serve({
      rules: [{ when: 'bad', say: 'a b', end: 'fail', endAfterDeltas: 1 }, { say: 'fine' }],
    })
    request(load)
    request(generate(1, 'bad'))
    await settle()
    request(generate(2, 'good'))
    await settle()
    expect(summary(events)).toEqual(['ready', '1:a', '1 failed llm.failed', '2:fine', '2 stop'])
  })

  it('lets go of a model that hangs when it is cancelled', async () => {
    const { events, request, model } = serve({ rules: [{ say: 'a', end: 'hang' }] })
    request(load)
    request(generate(1, 'Hi'))
    await settle()
    request({ type: 'cancel', generation: 1 })
    await settle()
    expect(summary(events)).toEqual(['ready', '1:a', '1 cancelled'])
    expect(model.calls.map(({ outcome }) => outcome)).toEqual(['cancelled'])
  })

  it('stops a prewarm for a generation', async () => {
    const { request, model } = serve({ prewarmDelayMs: 1 })
    request(load)
    request({ type: 'prewarm', messages: user('sys') })
    await settle()
    request(generate(1, 'Hi'))
    await settle()
    expect(model.calls.map(({ type, outcome }) => `${type} ${outcome}`)).toEqual([
      'prewarm cancelled',
      'generate stop',
    ])
  })

  it('puts a prewarm off until the running generation is over', async () => {
    const { request, model, awake } = serve(slow)
    request(load)
    request(generate(1, 'Hi'))
    request({ type: 'prewarm', messages: user('next') })
    await settle()
    expect(model.calls.map(({ type }) => type)).toEqual(['generate'])
    await awake()
    await awake()
    await settle()
    expect(model.calls.map(({ type }) => type)).toEqual(['generate', 'prewarm'])
  })

  it('reports a model that cannot be loaded, and again to whoever asks it something', async () => {
    const events: LlmEvent[] = []
    const request = serveLanguageModel({
      open: ({ line: [first] }) => openScriptedModel(first ?? engineModel),
      send: (event) => events.push(event),
      now: () => 0,
      ...NO_SOUND,
    })
    request(loadOf({ ...engineModel, options: { failOnLoad: true } }))
    request({ type: 'prewarm', messages: user('sys') })
    request(generate(1, 'Hi'))
    await settle()
    expect(summary(events).toSorted()).toEqual(['1 failed llm.failed', 'null failed llm.failed'])
  })

  it('fails a generation that comes before any model', async () => {
    const { events, request } = serve()
    request(generate(1, 'Hi'))
    await settle()
    expect(summary(events)).toEqual(['1 failed llm.failed'])
  })

  it('writes nothing while it is paused, and goes on when told or when that takes too long', async () => {
    const { events, request, awake } = serve({
      rules: [{ say: 'one two three four', firstDelayMs: 1, deltaDelayMs: 1 }],
    })
    request(load)
    await settle()
    request(generate(1, 'hi'))
    await settle()
    request({ type: 'pause', generation: 1, maximumMs: 60_000 })
    await awake()
    await awake()
    await awake()
    const before = summary(events).length
    request({ type: 'resume', generation: 7 })
    await awake()
    expect(summary(events)).toHaveLength(before)
    request({ type: 'resume', generation: 1 })
    await settle()
    await awake()
    expect(summary(events).length).toBeGreaterThan(before)
    const more = summary(events).length
    request({ type: 'pause', generation: 1, maximumMs: 1 })
    await awake()
    await new Promise((resolve) => setTimeout(resolve, 20))
    await awake()
    await awake()
    await awake()
    expect(summary(events).length).toBeGreaterThan(more)
    expect(summary(events).at(-1)).toBe('1 stop')
  })

  it('waits behind the first clause, until it is told to go on or not to wait any longer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { events, request } = serve({ rules: [{ say: 'Sure! I can. It is easy. So is this.' }] })
    request(load)
    request(generate(1, 'Hi'))
    await settle()
    expect(summary(events).at(-1)).toBe('1: I')
    request({ type: 'pause', generation: 1, maximumMs: 250 })
    vi.advanceTimersByTime(200)
    await settle()
    expect(summary(events).at(-1)).toBe('1: I')
    request({ type: 'resume', generation: 1 })
    await settle()
    expect(summary(events).at(-1)).toBe('1 stop')

    request(generate(2, 'Hi'))
    await settle()
    expect(summary(events).at(-1)).toBe('2: I')
    vi.advanceTimersByTime(50)
    await settle()
    expect(summary(events).at(-1)).toBe('2 stop')
  })

  it('is cancelled while it is paused', async () => {
    const { events, request, awake } = serve(slow)
    request(load)
    await settle()
    request(generate(1, 'hi'))
    await settle()
    request({ type: 'pause', generation: 1, maximumMs: 60_000 })
    await awake()
    request({ type: 'cancel', generation: 1 })
    request(generate(2, 'hi'))
    await settle()
    for (let i = 0; i < 4; i++) await awake()
    expect(summary(events).slice(-2)).toEqual(['2: two', '2 stop'])
  })
})
