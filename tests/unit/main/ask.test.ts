import Conf from 'conf'
import { resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import { openAsker } from '../../../electron/main/ask/ask.ts'
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
  onTestFinished(async () => {
    const disposed = asker.dispose()
    await time.advanceAsync(20)
    await disposed
    storage.close()
  })
  await time.advanceAsync(20)
  expect(await asker.ask(QUESTION)).toEqual({
    file: QUESTION,
    person: '',
    reply: '',
    record: null,
    error: expect.objectContaining(error) as unknown,
  })
})
