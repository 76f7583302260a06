import Conf from 'conf'
import { resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { fail, succeed, type CodedError } from '../../../electron/contracts/errors.ts'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import { openAsker, type Asker } from '../../../electron/main/ask/ask.ts'
import { askFiles } from '../../../electron/main/ask/ask-files.ts'
import { openStorage } from '../../../electron/main/storage/open-storage.ts'
import { createWorkerWorld } from '../../support/in-memory-process.ts'
import { VirtualTime } from '../../support/virtual-time.ts'
import { temporaryFolder } from '../models/world.ts'

const QUESTION = resolve(import.meta.dirname, '../../fixtures/questions/okay.flac')
const model: EngineModel = { id: 'm', engine: 'scripted', files: {}, options: {}, threads: 1 }

it('answers a question that no engine can be opened for with what is wrong, as a value', async () => {
  const error: CodedError = { code: 'provider.key-missing', params: { provider: 'Groq' } }
  const time = new VirtualTime()
  const world = createWorkerWorld(time, (worker) =>
    worker.onRequest(({ type }) => {
      if (type === 'load') worker.send({ type: 'failed', generation: null, request: null, error })
    }),
  )
  const profile = await temporaryFolder()
  const storage = openStorage(profile, (options) => new Conf(options), Date.now())
  const lines = { stt: [model], llm: [model], tts: [model] }
  const asker = openAsker(
    storage,
    { settings: defaultSettings(), lines, count: () => undefined },
    () => undefined,
    world.spawn,
  )
  onTestFinished(() => storage.close())
  await time.advanceAsync(20)
  const asked = await askFiles(
    [QUESTION],
    () => Promise.resolve(succeed(asker)),
    () => undefined,
  )
  expect(asked.ok && asked.value.turns[0]).toEqual({
    file: QUESTION,
    person: '',
    reply: '',
    record: null,
    error: expect.objectContaining(error) as unknown,
  })
})

/** Answers everything, and remembers what it was asked. */
const echo = () => {
  const world = { opened: 0, disposed: 0, asked: [] as string[] }
  const asker: Asker = {
    ask: ({ file }) => {
      world.asked.push(file)
      return Promise.resolve({ file, person: 'Okay.', reply: 'Yes.', record: null, error: null })
    },
    takeReply: () => ({ samples: new Float32Array(8), sampleRateHz: 16_000 }),
    dispose: () => {
      world.disposed += 1
      return Promise.resolve()
    },
  }
  const open = () => {
    world.opened += 1
    return Promise.resolve(succeed(asker))
  }
  return { world, open }
}

it('opens no engine, and so fetches no model, for words in place of a file', async () => {
  const { world, open } = echo()
  const files = ['What is the capital of France?', 'word '.repeat(100), 'no-such-file.wav']
  const asked = await askFiles(files, open, () => undefined)
  expect(asked.ok && asked.value.turns.map(({ error }) => error?.code)).toEqual(
    files.map(() => 'sound.not-found'),
  )
  expect(world).toEqual({ opened: 0, disposed: 0, asked: [] })
})

it('answers the files that are there, and says of each, in order, what became of it', async () => {
  const { world, open } = echo()
  const told: (string | undefined)[] = []
  const files = ['absent.wav', QUESTION, 'absent.wav', QUESTION]
  const asked = await askFiles(files, open, ({ error }) => told.push(error?.code))
  expect(told).toEqual(['sound.not-found', undefined, 'sound.not-found', undefined])
  expect(asked.ok && asked.value.replies).toHaveLength(2)
  expect(world).toEqual({ opened: 1, disposed: 1, asked: [QUESTION, QUESTION] })
})

it('fails as the engines do that could not be had', async () => {
  const asked = await askFiles(
    [QUESTION],
    () => Promise.resolve(fail('model.sources-exhausted')),
    () => undefined,
  )
  expect(asked).toMatchObject({ ok: false, error: { code: 'model.sources-exhausted' } })
})
