import { expect, test } from 'vitest'
import { SUPERVISION_POLICIES } from '../../../electron/core/supervision/policy.ts'
import type {
  EngineModel,
  LlmEvent,
  LlmRequest,
  SttEvent,
  SttRequest,
  TtsEvent,
  TtsRequest,
} from '../../../electron/contracts/workers.ts'
import { LlmClient, type LlmResult } from '../../../electron/main/workers/llm-client.ts'
import { SttClient, type SttResult } from '../../../electron/main/workers/stt-client.ts'
import { TtsClient, type TtsResult } from '../../../electron/main/workers/tts-client.ts'
import { WorkerSupervisor } from '../../../electron/main/workers/worker-supervisor.ts'
import { createWorkerWorld } from '../../support/in-memory-process.ts'
import { VirtualTime } from '../../support/virtual-time.ts'
import { loadOf } from '../../support/engine-line.ts'

const model: EngineModel = { id: 'm', engine: 'scripted', files: {}, options: {}, threads: 1 }

type Answers<Event> = (request: { readonly type: string }, send: (event: Event) => void) => void

/** A worker that is ready after 10 ms and then answers as told; `answers` may be changed under way. */
const stage = <Request extends { readonly type: string }, Event extends { readonly type: string }>(
  kind: 'stt' | 'tts' | 'llm',
) => {
  const time = new VirtualTime()
  const script: { answers: Answers<Event> } = { answers: () => undefined }
  const world = createWorkerWorld(time, (worker) =>
    worker.onRequest((request) => {
      if (request.type === 'load') {
        const ready = { type: 'ready', model: 'm', loadMs: 10 }
        time.setTimer(10, () => worker.send(ready))
      } else script.answers(request, (event) => worker.send(event))
    }),
  )
  const supervisor = new WorkerSupervisor<Request, Event>({
    kind,
    entry: '/worker.js',
    spawn: world.spawn,
    clock: time.clock,
    policy: SUPERVISION_POLICIES[kind],
  })
  return { time, script, world, supervisor }
}

const sttStage = () => {
  const parts = stage<SttRequest, SttEvent>('stt')
  const client = new SttClient(parts.supervisor, parts.time.clock)
  const results: SttResult[] = []
  client.onResult((result) => results.push(result))
  parts.supervisor.setModel({ ...loadOf(model), vadModelPath: '/vad', journalFolder: null })
  return { ...parts, client, results }
}

const ttsStage = () => {
  const parts = stage<TtsRequest, TtsEvent>('tts')
  const client = new TtsClient(parts.supervisor, parts.time.clock)
  const results: TtsResult[] = []
  client.onResult((result) => results.push(result))
  parts.supervisor.setModel(loadOf(model))
  return { ...parts, client, results }
}

const llmStage = () => {
  const parts = stage<LlmRequest, LlmEvent>('llm')
  const client = new LlmClient(parts.supervisor, parts.time.clock)
  const results: LlmResult[] = []
  client.onResult((result) => results.push(result))
  parts.supervisor.setModel(loadOf(model))
  return { ...parts, client, results }
}

const transcription = (request: number) => ({
  request,
  utterance: 4,
  endSample: 16_000,
})
const transcript = (request: number): SttEvent => ({
  type: 'transcript',
  request,
  utterance: 4,
  text: 'hello',
  audioMs: 1000,
  decodeMs: 12,
})
const synthesized = (generation: number, index: number): TtsEvent => ({
  type: 'synthesized',
  generation,
  index,
  audioMs: 900,
  computeMs: 60,
})
const delta = (generation: number, text: string): LlmEvent => ({ type: 'delta', generation, text })
const done = (generation: number, finishReason: 'stop' | 'cancelled' = 'stop'): LlmEvent => ({
  type: 'done',
  generation,
  finishReason,
  promptTokens: 10,
  completionTokens: 2,
  firstTokenMs: 50,
})
const generation = (number: number) => ({ generation: number, messages: [], maximumTokens: 64 })
const clause = (generation: number, index: number) => ({
  generation,
  index,
  text: 'Far away.',
  speed: 1,
})

test('when the worker dies, every request to it is answered by a failure, and a new one serves', () => {
  const { time, world, script, client, results } = sttStage()
  time.advance(50)
  client.transcribe(transcription(1))
  client.transcribeJournal(2, '/journal/1-2.pcm')
  time.advance(2)
  world.latest.crash()
  time.advance(10)
  expect(results).toMatchObject([
    { type: 'failed', request: 1, error: { code: 'worker.crashed' } },
    { type: 'failed', request: 2, error: { code: 'worker.crashed' } },
  ])
  script.answers = (request, send) => {
    if (request.type === 'transcribe') send(transcript(3))
  }
  client.transcribe(transcription(3))
  time.advance(400)
  expect(results.at(-1)).toEqual(transcript(3))
})

test('a request that waits for a worker to come up is answered when the worker never does', () => {
  const { time, world, client, results } = sttStage()
  client.transcribe(transcription(1))
  time.advance(2)
  world.latest.crash()
  time.advance(10)
  expect(results).toMatchObject([{ type: 'failed', request: 1 }])
})

test('without a worker a request fails at once, with the reason', () => {
  const { time, supervisor, client, results } = sttStage()
  time.advance(50)
  supervisor.stop()
  time.advance(50)
  client.transcribe(transcription(1))
  expect(results).toMatchObject([
    { type: 'failed', request: 1, error: { code: 'stt.model-missing' } },
  ])
})

test('a transcription that takes fifteen seconds is a hang: it fails and the worker is replaced', () => {
  const { time, world, client, results } = sttStage()
  time.advance(50)
  client.transcribe(transcription(1))
  time.advance(14_900)
  expect(results).toEqual([])
  time.advance(200)
  expect(results).toMatchObject([
    { type: 'failed', request: 1, error: { code: 'worker.timed-out', params: { part: 'stt' } } },
  ])
  time.advance(1000)
  expect(world.workers).toHaveLength(2)
  expect(world.mostAlive).toBe(1)
})

test('long speech that is still being made out is no hang', () => {
  const { time, world, client, results } = sttStage()
  time.advance(50)
  client.transcribe(transcription(1))
  for (let piece = 0; piece < 4; piece += 1) {
    time.advance(10_000)
    world.latest.send({ type: 'partial', utterance: 4, committed: 'so', tentative: 'far' })
  }
  time.advance(10)
  expect(results.map(({ type }) => type)).toEqual(['partial', 'partial', 'partial', 'partial'])
  time.advance(16_000)
  expect(results.at(-1)).toMatchObject({ type: 'failed', request: 1 })
})

const inUse = { type: 'in-use', model: 'other', because: { code: 'provider.stalled' } } as const

test('an engine that takes the place of another in the middle of a request has all the time again', () => {
  const stt = sttStage()
  const tts = ttsStage()
  const llm = llmStage()
  for (const { time } of [stt, tts, llm]) time.advance(50)
  stt.client.transcribe(transcription(1))
  tts.client.synthesize(clause(1, 0))
  llm.client.generate(generation(1))
  for (const { time, world } of [stt, tts, llm]) {
    time.advance(14_000)
    world.latest.send(inUse)
    time.advance(14_000)
  }
  expect([stt, tts, llm].flatMap(({ results }) => [...results])).toEqual([])
  for (const { time } of [stt, tts]) time.advance(1100)
  llm.time.advance(16_100)
  for (const { results } of [stt, tts, llm]) {
    expect(results).toMatchObject([{ type: 'failed', error: { code: 'worker.timed-out' } }])
  }
})

test('a request that has not left yet has no time to lose when an engine takes over', () => {
  const time = new VirtualTime()
  const world = createWorkerWorld(time, (worker) =>
    worker.onRequest((request) => {
      if (request.type !== 'load') return
      worker.send(inUse)
      time.setTimer(40_000, () => worker.send({ type: 'ready', model: 'm', loadMs: 40_000 }))
    }),
  )
  const supervisor = new WorkerSupervisor<SttRequest, SttEvent>({
    kind: 'stt',
    entry: '/worker.js',
    spawn: world.spawn,
    clock: time.clock,
    policy: SUPERVISION_POLICIES.stt,
  })
  const client = new SttClient(supervisor, time.clock)
  const results: SttResult[] = []
  client.onResult((result) => results.push(result))
  supervisor.setModel({ ...loadOf(model), vadModelPath: '/vad', journalFolder: null })
  client.transcribe(transcription(1))
  time.advance(45_000)
  expect(results).toEqual([])
})

test('a request that waits for another try is no hang', () => {
  const { time, world, client, results } = llmStage()
  time.advance(50)
  client.generate(generation(1))
  time.advance(29_000)
  const because = { code: 'provider.rate-limited' } as const
  world.latest.send({ type: 'waiting', serial: 1, forMs: 6000, because })
  time.advance(35_000)
  expect(results).toEqual([])
  time.advance(1100)
  expect(results).toMatchObject([{ type: 'failed', error: { code: 'worker.timed-out' } }])
})

test('the time of a request counts from when the worker gets it, not from when it is asked', () => {
  const time = new VirtualTime()
  const world = createWorkerWorld(time, (worker) =>
    worker.onRequest((request) => {
      if (request.type === 'load') {
        time.setTimer(40_000, () => worker.send({ type: 'ready', model: 'm', loadMs: 40_000 }))
      } else time.setTimer(10_000, () => worker.send(transcript(1)))
    }),
  )
  const supervisor = new WorkerSupervisor<SttRequest, SttEvent>({
    kind: 'stt',
    entry: '/worker.js',
    spawn: world.spawn,
    clock: time.clock,
    policy: SUPERVISION_POLICIES.stt,
  })
  const client = new SttClient(supervisor, time.clock)
  const results: SttResult[] = []
  client.onResult((result) => results.push(result))
  supervisor.setModel({ ...loadOf(model), vadModelPath: '/vad', journalFolder: null })
  client.transcribe(transcription(1))
  time.advance(60_000)
  expect(results).toEqual([transcript(1)])
})

const SOUND = new Float32Array(16_000)

test('the transcription of a sound is given up after its own time, and the worker goes on', () => {
  const { time, world, script, client, results } = sttStage()
  const asked: string[] = []
  script.answers = ({ type }) => void asked.push(type)
  time.advance(50)
  client.transcribeSound(-1, SOUND, model)
  time.advance(34_000)
  expect(results).toEqual([])
  time.advance(2000)
  expect(results).toMatchObject([{ type: 'failed', request: -1, error: { code: 'stt.failed' } }])
  expect(asked).toEqual(['transcribe-sound', 'stop-sounds'])
  // Nor is a live one, which has to wait for the piece that cannot be stopped.
  client.transcribe(transcription(1))
  time.advance(40_000)
  expect(world.workers).toHaveLength(1)
})

test('the transcription of a sound ends at once when somebody talks', () => {
  const { time, world, script, client, results } = sttStage()
  const asked: string[] = []
  script.answers = ({ type }, send) => {
    asked.push(type)
    if (type === 'transcribe') send(transcript(1))
  }
  time.advance(50)
  client.stopSounds()
  client.transcribeSound(-1, SOUND, model)
  client.stopSounds()
  expect(results).toEqual([{ type: 'failed', request: -1, error: { code: 'speech.not-now' } }])
  client.transcribe(transcription(1))
  time.advance(1)
  expect(asked).toEqual(['transcribe-sound', 'stop-sounds', 'transcribe'])
  world.latest.send({ type: 'failed', request: -1, error: { code: 'speech.not-now' } })
  time.advance(300_000)
  expect(results.slice(1)).toEqual([transcript(1)])
  expect(world.workers).toHaveLength(1)
})

test('a sound that waits for the worker is stopped there, too', () => {
  const { time, script, client, results } = sttStage()
  const asked: string[] = []
  script.answers = ({ type }) => void asked.push(type)
  client.transcribeSound(-1, SOUND, model)
  client.stopSounds()
  time.advance(50)
  expect(asked).toEqual(['transcribe-sound', 'stop-sounds'])
  expect(results).toHaveLength(1)
})

test('an utterance whose words are safe is forgotten by the next process too', () => {
  const { time, world, client } = sttStage()
  time.advance(50)
  client.forget(4)
  world.latest.crash()
  time.advance(500)
  expect(world.workers[1]?.received).toContainEqual({ type: 'forget', utterance: 4 })
})

test('an answer that comes twice, or to what was not asked, is told once or not at all', () => {
  const { time, world, client, results } = sttStage()
  time.advance(50)
  client.transcribe(transcription(1))
  for (const request of [1, 1, 9]) world.latest.send(transcript(request))
  world.latest.send({ type: 'failed', request: 1, error: { code: 'stt.failed' } })
  time.advance(60_000)
  expect(results).toEqual([transcript(1)])
})

test('six clauses of five seconds each are no hang, one of fifteen is', () => {
  const { time, world, client, results } = ttsStage()
  time.advance(50)
  for (let index = 0; index < 6; index += 1) client.synthesize(clause(1, index))
  for (let index = 0; index < 5; index += 1) {
    time.advance(5000)
    world.latest.send(synthesized(1, index))
  }
  time.advance(14_900)
  expect(results.map(({ type }) => type)).toEqual(Array(5).fill('synthesized'))
  time.advance(200)
  expect(results.at(-1)).toMatchObject({
    type: 'failed',
    generation: 1,
    index: 5,
    error: { code: 'worker.timed-out' },
  })
})

test('nothing is heard of the clauses of a cancelled generation, not even that the worker died', () => {
  const { time, world, client, results } = ttsStage()
  time.advance(50)
  client.synthesize(clause(1, 0))
  client.synthesize(clause(2, 0))
  client.cancel(1)
  world.latest.send(synthesized(1, 0))
  time.advance(5)
  world.latest.crash()
  time.advance(10)
  expect(results).toMatchObject([{ type: 'failed', generation: 2, index: 0 }])
})

test('a clause cancelled while the worker starts is not spoken when it is ready', () => {
  const { time, world, client } = ttsStage()
  client.synthesize(clause(1, 0))
  client.cancel(1)
  time.advance(50)
  expect(world.latest.received.slice(1)).toMatchObject([
    { type: 'synthesize', generation: 1 },
    { type: 'cancel', generation: 1 },
  ])
})

test('a generation has thirty seconds to its first token and fifteen to each next', () => {
  const { time, world, client, results } = llmStage()
  time.advance(50)
  client.generate(generation(1))
  time.advance(29_000)
  world.latest.send(delta(1, 'The'))
  time.advance(14_000)
  world.latest.send(delta(1, ' moon'))
  time.advance(14_900)
  expect(results.map(({ type }) => type)).toEqual(['delta', 'delta'])
  time.advance(200)
  expect(results.at(-1)).toMatchObject({
    type: 'failed',
    generation: 1,
    error: { code: 'worker.timed-out' },
  })
})

test('after a cancel come no more deltas, but the end of the generation does', () => {
  const { time, world, client, results } = llmStage()
  time.advance(50)
  client.generate(generation(1))
  world.latest.send(delta(1, 'The'))
  time.advance(5)
  client.cancel(1)
  world.latest.send(delta(1, ' moon'))
  world.latest.send(done(1, 'cancelled'))
  time.advance(60_000)
  expect(results).toEqual([delta(1, 'The'), done(1, 'cancelled')])
  expect(world.workers).toHaveLength(1)
})

test('a model that ignores a cancel is replaced', () => {
  const { time, world, client, results } = llmStage()
  time.advance(50)
  client.generate(generation(1))
  client.cancel(1)
  time.advance(16_000)
  expect(results).toMatchObject([{ type: 'failed', generation: 1 }])
  expect(world.workers).toHaveLength(2)
})

test('a finished generation leaves no watchdog behind', () => {
  const { time, world, client, results } = llmStage()
  time.advance(50)
  client.generate(generation(1))
  world.latest.send(delta(1, 'Far.'))
  world.latest.send(done(1))
  time.advance(600_000)
  expect(results).toEqual([delta(1, 'Far.'), done(1)])
  expect(world.workers).toHaveLength(1)
})

test('a disposed client hears nothing and leaves nothing running', async () => {
  const { time, supervisor, client, results } = llmStage()
  time.advance(50)
  client.generate(generation(1))
  client.dispose()
  const disposed = supervisor.dispose()
  time.advance(60_000)
  await disposed
  expect(results).toEqual([])
  expect(time.waiting).toBe(0)
})
