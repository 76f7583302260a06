import { expect, test } from 'vitest'
import { SUPERVISION_POLICIES } from '../../../electron/core/supervision/policy.ts'
import type { EngineModel, SttEvent, SttRequest } from '../../../electron/contracts/workers.ts'
import { WorkerSupervisor } from '../../../electron/main/workers/worker-supervisor.ts'
import { createWorkerWorld, type ScriptedWorker } from '../../support/in-memory-process.ts'
import { VirtualTime } from '../../support/virtual-time.ts'
import { loadOf } from '../../support/engine-line.ts'

const model = (id: string): EngineModel => ({
  id,
  engine: 'scripted',
  files: {},
  options: {},
  threads: 1,
})
const load = (id = 'tiny'): SttRequest => ({
  ...loadOf(model(id)),
  vadModelPath: '/vad.onnx',
  journalFolder: null,
})
const transcribe = (request: number): SttRequest => ({
  type: 'transcribe',
  request,
  utterance: 1,
  endSample: 16_000,
})
const transcript = (request: number, text = 'hello'): SttEvent => ({
  type: 'transcript',
  request,
  utterance: 1,
  text,
  audioMs: 1000,
  decodeMs: 20,
})

/** Loads in 100 ms, answers every transcription at once. */
const goodWorker = (worker: ScriptedWorker, loadMs = 100, time = new VirtualTime()) =>
  worker.onRequest((message) => {
    if (message.type === 'load') {
      time.setTimer(loadMs, () => worker.send({ type: 'ready', model: 'tiny', loadMs }))
    }
    if (message.type === 'transcribe' && 'request' in message) {
      worker.send(transcript(Number(message.request)))
    }
  })

const stage = (
  behave?: (worker: ScriptedWorker) => void,
  loadsAfter: (load: () => void) => void = (then) => then(),
) => {
  const time = new VirtualTime()
  const world = createWorkerWorld(time, behave ?? ((worker) => goodWorker(worker, 100, time)))
  const supervisor = new WorkerSupervisor<SttRequest, SttEvent>({
    kind: 'stt',
    entry: '/worker.js',
    spawn: world.spawn,
    clock: time.clock,
    policy: SUPERVISION_POLICIES.stt,
    loadsAfter,
  })
  const log: string[] = []
  supervisor.onStatus(({ status }) => void log.push(status))
  supervisor.onLost(({ code }) => void log.push(`lost ${code}`))
  supervisor.onEvent((event) => void log.push(event.type))
  return { time, world, supervisor, log }
}

const typesReceived = (worker: ScriptedWorker | undefined) =>
  (worker?.received ?? []).map((message) => Reflect.get(Object(message), 'type'))

test('what is asked before the worker is ready is sent when it is, after what ready itself sends', () => {
  const { time, world, supervisor, log } = stage()
  supervisor.onReady(() => supervisor.request({ type: 'attach-microphone' }))
  supervisor.setModel(load())
  supervisor.request(transcribe(1))
  time.advance(200)
  expect(typesReceived(world.latest)).toEqual(['load', 'attach-microphone', 'transcribe'])
  expect(log).toEqual(['loading', 'ready', 'transcript'])
})

test('one that is to let another go first has its process, and loads when it may', () => {
  const waiting: (() => void)[] = []
  const { time, world, supervisor, log } = stage(undefined, (then) => void waiting.push(then))
  supervisor.setModel(load())
  supervisor.request(transcribe(1))
  time.advance(500)
  expect([typesReceived(world.latest), log]).toEqual([[], ['loading']])
  for (const then of waiting) then()
  time.advance(200)
  expect(typesReceived(world.latest)).toEqual(['load', 'transcribe'])
  expect(log).toEqual(['loading', 'ready', 'transcript'])
})

test('a process that is gone when it may load gets nothing, and the one after it its own', () => {
  const waiting: (() => void)[] = []
  const { time, world, supervisor } = stage(undefined, (then) => void waiting.push(then))
  supervisor.setModel(load('tiny'))
  time.advance(50)
  supervisor.setModel(load('base'))
  time.advance(500)
  for (const then of waiting) then()
  time.advance(200)
  expect(world.workers.map(typesReceived)).toEqual([[], ['load']])
})

test('which engine will serve is heard although it is told before the worker is ready', () => {
  const { time, supervisor, log } = stage((worker) =>
    worker.onRequest((message) => {
      if (message.type !== 'load') return
      worker.send({ type: 'in-use', model: 'tiny', because: null })
      worker.send({ type: 'ready', model: 'tiny', loadMs: 1 })
    }),
  )
  supervisor.setModel(load())
  time.advance(200)
  expect(log).toEqual(['loading', 'in-use', 'ready'])
})

test('a worker that crashes is replaced and its ports are attached again', () => {
  const { time, world, supervisor, log } = stage()
  supervisor.onReady((ready) => {
    log.push(`attach after ${ready.loadMs}`)
    supervisor.request({ type: 'attach-microphone' })
  })
  supervisor.setModel(load())
  time.advance(200)
  world.latest.crash()
  time.advance(600)
  expect(log).toEqual([
    'loading',
    'attach after 100',
    'ready',
    'lost worker.crashed',
    'restarting',
    'attach after 100',
    'ready',
  ])
  expect(typesReceived(world.workers[1])).toEqual(['load', 'attach-microphone'])
  expect(world.mostAlive).toBe(1)
})

test('what a process still says after it was told to end reaches nobody', () => {
  const { time, world, supervisor, log } = stage()
  supervisor.setModel(load())
  time.advance(200)
  const old = world.latest
  old.send(transcript(7, 'late words'))
  supervisor.setModel(load('other'))
  time.advance(3)
  old.send(transcript(8, 'later words'))
  time.advance(1000)
  expect(log).not.toContain('transcript')
  expect(supervisor.generation).toBe(2)
  expect(world.latest.received[0]).toMatchObject({ line: [{ id: 'other' }] })
})

test('the third crash asks the person; requests are refused until they say so', () => {
  const { time, world, supervisor, log } = stage()
  supervisor.setModel(load())
  for (let crash = 0; crash < 3; crash += 1) {
    time.advance(1000)
    world.latest.crash()
  }
  time.advance(60_000)
  expect(log.at(-1)).toBe('failed')
  expect(world.workers).toHaveLength(3)
  expect(supervisor.request(transcribe(1))).toMatchObject({
    ok: false,
    error: { code: 'worker.gave-up', params: { part: 'stt' } },
  })
  supervisor.restart()
  expect(supervisor.request(transcribe(2)).ok).toBe(true)
  time.advance(200)
  expect(log.slice(-2)).toEqual(['ready', 'transcript'])
})

test('a model that cannot be loaded is reported with its own code and not tried again', () => {
  const { time, world, supervisor } = stage((worker) =>
    worker.onRequest(() =>
      worker.send({ type: 'failed', request: null, error: { code: 'model.damaged' } }),
    ),
  )
  supervisor.setModel(load())
  time.advance(600_000)
  expect(world.workers).toHaveLength(1)
  expect(world.alive).toBe(0)
  expect(supervisor.status).toMatchObject({ status: 'failed', error: { code: 'model.damaged' } })
})

test('the last words of a crashing worker are the detail of the loss', () => {
  const { time, world, supervisor } = stage()
  let detail = ''
  supervisor.onLost((error) => (detail = error.detail ?? ''))
  supervisor.setModel(load())
  time.advance(200)
  const error = { code: 'worker.crashed', detail: 'TypeError: samples is null' }
  world.latest.send({ type: 'failed', request: null, error })
  world.latest.crash(1)
  time.advance(100)
  expect(detail).toContain('samples is null')
})

test('a worker that hangs while nothing is asked of it is found and replaced', () => {
  const { time, world, supervisor, log } = stage()
  supervisor.setModel(load())
  time.advance(200)
  world.latest.hang()
  time.advance(45_000)
  expect(log.slice(2)).toEqual(['lost worker.timed-out', 'restarting', 'ready'])
  time.advance(600_000)
  expect(world.workers).toHaveLength(2)
})

test('a worker that never gets ready is killed and, after three tries, given up', () => {
  const { time, world, supervisor, log } = stage((worker) => worker.hang())
  supervisor.setModel(load())
  supervisor.request(transcribe(1))
  time.advance(4 * 60_000)
  expect(world.workers).toHaveLength(3)
  expect(world.alive).toBe(0)
  expect(log.filter((line) => line === 'lost worker.timed-out')).toHaveLength(3)
  expect(supervisor.status.status).toBe('failed')
})

test('requests without end fill no memory', () => {
  const { supervisor } = stage()
  supervisor.setModel(load())
  const results = Array.from({ length: 1000 }, (_, index) => supervisor.request(transcribe(index)))
  expect(results.filter(({ ok }) => ok).length).toBeLessThan(500)
})

test('sound goes over the channel to a ready worker and back', () => {
  const { time, world, supervisor } = stage((worker) => {
    worker.onRequest(() => worker.send({ type: 'ready', model: 'tiny', loadMs: 1 }))
    worker.onChannelMessage((_, message) => worker.sendToChannel('playback', message))
  })
  const heard: unknown[] = []
  supervisor.onChannelMessage((channel, message) => heard.push(channel, message))
  supervisor.setModel(load())
  time.advance(200)
  const samples = new Float32Array([0.25, -0.5])
  supervisor.postToChannel('microphone', { type: 'frame', samples })
  time.advance(10)
  expect(heard).toEqual(['playback', { type: 'frame', samples }])
  expect(world.latest.received).toHaveLength(1)
})

test('a disposed worker ends its process, leaves no timer and tells nobody anything', async () => {
  const { time, world, supervisor, log } = stage()
  supervisor.setModel(load())
  supervisor.request(transcribe(1))
  time.advance(50)
  const before = log.length
  const disposed = supervisor.dispose()
  supervisor.setModel(load())
  expect(supervisor.request(transcribe(2)).ok).toBe(false)
  time.advance(5000)
  await disposed
  expect(world.alive).toBe(0)
  expect(world.workers).toHaveLength(1)
  expect(time.waiting).toBe(0)
  expect(log).toHaveLength(before)
})

test('a process that will not end is ended by force when the worker is disposed of', async () => {
  const { time, world, supervisor } = stage((worker) => worker.hang())
  supervisor.setModel(load())
  const disposed = supervisor.dispose()
  time.advance(3000)
  await disposed
  expect(world.alive).toBe(0)
})
