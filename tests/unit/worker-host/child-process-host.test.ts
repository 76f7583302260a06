import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { SUPERVISION_POLICIES } from '../../../electron/core/supervision/policy.ts'
import type { SttEvent, SttRequest } from '../../../electron/contracts/workers.ts'
import { spawnChildProcess } from '../../../electron/main/workers/child-process-host.ts'
import { systemClock } from '../../../electron/main/workers/clock.ts'
import { SttClient, type SttResult } from '../../../electron/main/workers/stt-client.ts'
import { WorkerSupervisor } from '../../../electron/main/workers/worker-supervisor.ts'
import { bundleEntry } from '../../support/bundle-entry.ts'
import { CRASH_UTTERANCE, HANG_UTTERANCE } from '../../support/child-worker-entry.ts'
import { loadOf } from '../../support/engine-line.ts'

/** Real processes: what the in-memory ones only claim. */

let folder = ''
let entry = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warbler-worker-'))
  entry = await bundleEntry(
    join(import.meta.dirname, '../../support/child-worker-entry.ts'),
    folder,
  )
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const running: WorkerSupervisor<SttRequest, SttEvent>[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((supervisor) => supervisor.dispose()))
})

const start = () => {
  const supervisor = new WorkerSupervisor<SttRequest, SttEvent>({
    kind: 'stt',
    entry,
    spawn: spawnChildProcess,
    clock: systemClock,
    policy: SUPERVISION_POLICIES.stt,
    niceness: 1,
  })
  running.push(supervisor)
  const client = new SttClient(supervisor, systemClock)
  const waiting = new Map<number, (result: SttResult) => void>()
  client.onResult((result) => {
    if (result.type === 'partial' || result.type === 'kept' || result.request === null) return
    waiting.get(result.request)?.(result)
  })
  supervisor.onReady(() => client.attachMicrophone())
  supervisor.setModel({
    ...loadOf({ id: 'none', engine: 'scripted', files: {}, options: {}, threads: 1 }),
    vadModelPath: '',
    journalFolder: null,
  })
  let request = 0
  const transcribe = (utterance: number) =>
    new Promise<SttResult>((resolve) => {
      request += 1
      waiting.set(request, resolve)
      client.transcribe({ request, utterance, endSample: 0 })
    })
  return { supervisor, transcribe }
}

const textOf = (result: SttResult): { environment: string[]; samplesHeard: number } => {
  if (result.type !== 'transcript') throw new Error(`no transcript but ${JSON.stringify(result)}`)
  return JSON.parse(result.text)
}

test('a worker gets sound as it was sent, and nothing of the environment that is not its business', async () => {
  process.env['WARBLER_TEST_SECRET_KEY'] = 'secret'
  const { supervisor, transcribe } = start()
  await transcribe(1)
  const samples = new Float32Array(512)
  for (let frame = 0; frame < 20; frame += 1) supervisor.postToChannel('microphone', { samples })
  const { environment, samplesHeard } = textOf(await transcribe(1))
  expect(samplesHeard).toBe(20 * 512)
  expect(environment).toContain('PATH')
  expect(environment).not.toContain('WARBLER_TEST_SECRET_KEY')
  expect(supervisor.output()).toContain('loading')
  delete process.env['WARBLER_TEST_SECRET_KEY']
})

test('a worker killed by the system fails its request and is back for the next one', async () => {
  const { supervisor, transcribe } = start()
  await transcribe(1)
  const { pid } = supervisor
  if (pid === undefined) throw new Error('the worker has no pid')
  const lost = transcribe(HANG_UTTERANCE)
  process.kill(pid, 'SIGKILL')
  expect(await lost).toMatchObject({
    type: 'failed',
    error: { code: 'worker.crashed', detail: expect.stringContaining('SIGKILL') },
  })
  textOf(await transcribe(1))
  expect(supervisor.pid).not.toBe(pid)
})

test('a worker that dies of a bug says which', async () => {
  const { transcribe } = start()
  expect(await transcribe(CRASH_UTTERANCE)).toMatchObject({
    type: 'failed',
    error: { code: 'worker.crashed', detail: expect.stringContaining('the engine is on fire') },
  })
})

test('a worker that hangs in native code is gone when it was disposed of', async () => {
  const { supervisor, transcribe } = start()
  await transcribe(1)
  const { pid } = supervisor
  if (pid === undefined) throw new Error('the worker has no pid')
  void transcribe(HANG_UTTERANCE)
  await supervisor.dispose()
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

test('an entry that does not exist ends in giving up, not in an exception', async () => {
  const supervisor = new WorkerSupervisor<SttRequest, SttEvent>({
    kind: 'stt',
    entry: join(folder, 'absent.mjs'),
    spawn: spawnChildProcess,
    clock: systemClock,
    policy: { ...SUPERVISION_POLICIES.stt, firstBackOffMs: 1 },
  })
  running.push(supervisor)
  const gaveUp = new Promise<string | undefined>((resolve) => {
    supervisor.onStatus(({ status, error }) => {
      if (status === 'failed') resolve(error?.detail)
    })
  })
  supervisor.setModel({ type: 'forget', utterance: 0 })
  expect(await gaveUp).toContain('absent.mjs')
})
