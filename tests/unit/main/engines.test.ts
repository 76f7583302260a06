import { afterEach, describe, expect, it, vi } from 'vitest'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import type { ConversationEvent } from '../../../electron/core/conversation/events.ts'
import { createEngineSet } from '../../../electron/main/engines.ts'
import { createWorkerWorld, type ScriptedWorker } from '../../support/in-memory-process.ts'
import { VirtualTime } from '../../support/virtual-time.ts'
import { NO_EXTRAS, UNFOLLOWED } from '../../support/engine-line.ts'

const model: EngineModel = { id: 'm', engine: 'scripted', files: {}, options: {}, threads: 1 }

/** A language worker alone that does as told when it is to load. */
const stage = (onLoad: (worker: ScriptedWorker) => void) => {
  const time = new VirtualTime()
  const world = createWorkerWorld(time, (worker) =>
    worker.onRequest(({ type }) => {
      if (type === 'load') onLoad(worker)
    }),
  )
  const events: ConversationEvent[] = []
  const engines = createEngineSet({
    spawn: world.spawn,
    journalFolder: null,
    connect: () => null,
    speechSpeed: () => 1,
    dispatch: (event) => void events.push(event),
    onStatus: () => undefined,
    ...UNFOLLOWED,
  })
  engines.use({ stt: [], llm: [model], tts: [] }, NO_EXTRAS)
  time.advance(20)
  return { time, world, engines, events }
}

const ended = async ({ engines, time }: ReturnType<typeof stage>) => {
  const disposed = engines.dispose()
  await time.advanceAsync(20)
  await disposed
}

describe('the engines', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('tell the person of a model that does not load, with what is wrong with it', async () => {
    const error = { code: 'model.damaged', params: { model: 'm' } } as const
    const staged = stage((worker) => worker.send({ type: 'failed', generation: null, error }))
    expect(staged.events).toEqual([
      expect.objectContaining({ type: 'attention-raised', error: expect.objectContaining(error) }),
    ])
    await ended(staged)
  })

  it('log what failed without having been asked for, and do not trouble the person with it', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue(undefined)
    const staged = stage((worker) =>
      worker.send({ type: 'ready', model: 'm', loadMs: 1, contextTokens: 4096 }),
    )
    const error = { code: 'llm.failed', detail: 'no room for the prefix' } as const
    staged.world.latest.send({ type: 'failed', generation: null, error })
    staged.time.advance(10)
    expect(logged.mock.calls).toEqual([['llm: llm.failed no room for the prefix']])
    expect(staged.events.map(({ type }) => type)).toEqual(['language-model-ready'])
    await ended(staged)
  })
})
