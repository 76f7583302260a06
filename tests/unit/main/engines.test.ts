import { afterEach, describe, expect, it, vi } from 'vitest'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import type { ConversationEvent } from '../../../electron/core/conversation/events.ts'
import { createEngineSet } from '../../../electron/main/engines/engine-set.ts'
import type { EngineSetOptions } from '../../../electron/main/engines/ports.ts'
import { createWorkerWorld, type ScriptedWorker } from '../../support/in-memory-process.ts'
import { VirtualTime } from '../../support/virtual-time.ts'
import { NO_EXTRAS, UNFOLLOWED } from '../../support/engine-line.ts'

const model: EngineModel = { id: 'm', engine: 'scripted', files: {}, options: {}, threads: 1 }

/** A language worker alone that does as told when it is to load. */
const stage = (
  onLoad: (worker: ScriptedWorker) => void,
  gpu?: EngineSetOptions['gpu'],
  isTalking: () => boolean = () => false,
  lines: Parameters<ReturnType<typeof createEngineSet>['use']>[0] = {
    stt: [],
    llm: [model],
    tts: [],
  },
) => {
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
    isTalking,
    dispatch: (event) => void events.push(event),
    onStatus: () => undefined,
    ...UNFOLLOWED,
    ...(gpu === undefined ? {} : { gpu }),
  })
  engines.use(lines, NO_EXTRAS)
  time.advance(20)
  return { time, world, engines, events }
}

const opened = (name: string, contextTokens: number, gpu: string | null = null) =>
  ({ type: 'opened', model: name, contextTokens, gpu }) as const

/** The model is loaded, on the graphics card or not. */
const open = (worker: ScriptedWorker, { gpu }: { readonly gpu: string | null }) => {
  worker.send(opened('m', 4096, gpu))
  worker.send({ type: 'ready', model: 'm', loadMs: 1 })
}

const ended = async ({ engines, time }: ReturnType<typeof stage>) => {
  const disposed = engines.dispose()
  await time.advanceAsync(20)
  await disposed
}

describe('the engines', () => {
  afterEach(() => {
    vi.useRealTimers()
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

  it('leave the graphics card where it made the model crash, and the question is asked again', async () => {
    vi.useFakeTimers()
    let failures = 0
    const loads: unknown[] = []
    const staged = stage(
      (worker) => {
        loads.push(worker.received.at(-1))
        const gpu = worker.number === 1 ? 'vulkan' : null
        open(worker, { gpu })
      },
      { allowed: () => true, onFailed: () => (failures += 1) },
    )
    const { engines, world, time, events } = staged
    engines.languageModel.generate(7, [{ role: 'user', text: 'Hi' }], null)
    time.advance(5)
    world.latest.crash()
    time.advance(10)
    expect(failures).toBe(1)
    expect(events.at(-1)).toMatchObject({ type: 'generation-failed', generation: 7 })
    engines.languageModel.generate(8, [{ role: 'user', text: 'Hi' }], null)
    vi.advanceTimersByTime(2000)
    time.advance(20)
    expect(loads).toMatchObject([
      { line: [{ options: {} }] },
      { line: [{ options: { gpu: 'off' } }] },
    ])
    expect(world.latest.received).toContainEqual(expect.objectContaining({ generation: 8 }))
    // On the processor a crash is a crash, and what was asked for is none.
    world.latest.crash()
    time.advance(20)
    expect(failures).toBe(1)
    vi.useRealTimers()
    await ended(staged)
  })

  it('do not take a restart that was asked for for a crash of the graphics card', async () => {
    let failures = 0
    const staged = stage((worker) => open(worker, { gpu: 'metal' }), {
      allowed: () => true,
      onFailed: () => (failures += 1),
    })
    staged.engines.use({ stt: [], llm: [{ ...model, id: 'other' }], tts: [] }, NO_EXTRAS)
    staged.time.advance(50)
    expect(staged.world.latest.received[0]).toMatchObject({ line: [{ id: 'other' }] })
    expect(failures).toBe(0)
    await ended(staged)
  })

  it('take the card for the cause also where the engine in use is another one', async () => {
    let failures = 0
    const onFailed = () => (failures += 1)
    const staged = stage((worker) => open(worker, { gpu: null }), { allowed: () => true, onFailed })
    const worker = staged.world.latest
    // The one behind it is opened by a fall, on the card, and not used any more.
    worker.send(opened('behind', 4096, 'vulkan'))
    worker.crash()
    staged.time.advance(20)
    expect(failures).toBe(1)
    await ended(staged)
  })

  it('have a prompt made for the engine in use, and not for the first of the line', async () => {
    const staged = stage((worker) => open(worker, { gpu: null }))
    const line = [
      { ...model, id: 'cloud', options: { contextTokens: 128_000 } },
      { ...model, options: { contextTokens: 8192 } },
    ]
    const { engines, time, world } = staged
    const budget = () => engines.promptBudget().contextTokens
    engines.use({ stt: [], llm: line, tts: [] }, NO_EXTRAS)
    // What is known of it before it has told anything.
    expect(budget()).toBe(128_000)
    time.advance(50)
    world.latest.send({ type: 'in-use', model: 'm', because: { code: 'provider.unreachable' } })
    time.advance(5)
    // It was opened with less than it was asked for.
    expect(budget()).toBe(4096)
    world.latest.send({ type: 'in-use', model: 'cloud', because: null })
    time.advance(5)
    expect(budget()).toBe(128_000)
    await ended(staged)
  })

  it('say that the budget is used up, and not that a model is missing, to whoever asks for an answer', async () => {
    const staged = stage((worker) => open(worker, { gpu: null }))
    const { engines, events, time } = staged
    const lacking = { llm: { code: 'provider.capped-alone' } } as const
    engines.use({ stt: [], llm: [], tts: [] }, { ...NO_EXTRAS, lacking })
    time.advance(5000)
    expect(events.at(-1)).toMatchObject({ type: 'attention-raised', error: lacking.llm })
    engines.languageModel.generate(7, [{ role: 'user', text: 'Hi' }], null)
    expect(events.at(-1)).toMatchObject({ type: 'generation-failed', error: lacking.llm })
    // Of the others a model is missing, as before.
    engines.textToSpeech.synthesize(7, 0, 'Hello')
    expect(events.at(-1)).toMatchObject({ error: { code: 'tts.model-missing' } })
    await ended(staged)
  })

  it('tell it also of one that has never run, and take it back with the next line', async () => {
    const staged = stage((worker) => open(worker, { gpu: null }))
    const { engines, events, time } = staged
    const lacking = { tts: { code: 'provider.capped-alone' } } as const
    engines.use({ stt: [], llm: [model], tts: [] }, { ...NO_EXTRAS, lacking })
    expect(events.at(-1)).toMatchObject({ type: 'attention-raised', error: lacking.tts })
    engines.use({ stt: [], llm: [model], tts: [] }, NO_EXTRAS)
    engines.textToSpeech.synthesize(7, 0, 'Hello')
    expect(events.at(-1)).toMatchObject({ error: { code: 'tts.model-missing' } })
    time.advance(20)
    await ended(staged)
  })

  it('of this computer load once speech to text has, and those of a provider at once', async () => {
    const here = { ...model, files: { model: '/model.bin' } }
    const lines = { stt: [here], llm: [here], tts: [model] }
    const staged = stage(() => undefined, undefined, undefined, lines)
    const { workers } = staged.world
    const isLoading = () =>
      workers.map(({ received }) =>
        received.some((message) => Reflect.get(Object(message), 'type') === 'load'),
      )
    expect(isLoading()).toEqual([true, false, true])
    workers[0]?.send({ type: 'ready', model: 'm', loadMs: 1 })
    staged.time.advance(20)
    expect(isLoading()).toEqual([true, true, true])
    await ended(staged)
  })

  it('are left to the exchange that they serve, and give way to the new line when it is over', async () => {
    let talking = true
    const staged = stage(
      (worker) => open(worker, { gpu: null }),
      undefined,
      () => talking,
    )
    const { engines, time, world, events } = staged
    engines.languageModel.generate(7, [{ role: 'user', text: 'Hi' }], null)
    time.advance(5)
    engines.use({ stt: [], llm: [{ ...model, id: 'other' }], tts: [] }, NO_EXTRAS)
    engines.settle()
    time.advance(50)
    expect(world.workers).toHaveLength(1)
    expect(engines.modelIds().llm).toBe('m')
    world.latest.send({ type: 'delta', generation: 7, text: 'Hello' })
    time.advance(5)
    expect(events.at(-1)).toMatchObject({ type: 'text-delta', generation: 7, engine: 'm' })
    talking = false
    engines.settle()
    time.advance(50)
    expect(world.latest.received[0]).toMatchObject({ type: 'load', line: [{ id: 'other' }] })
    expect(engines.modelIds().llm).toBe('other')
    engines.settle()
    time.advance(50)
    expect(world.workers).toHaveLength(2)
    await ended(staged)
  })

  it('say that what was said of a part is over once it serves', async () => {
    const staged = stage((worker) => open(worker, { gpu: null }))
    expect(staged.events).toContainEqual(
      expect.objectContaining({
        type: 'attention-resolved',
        codes: expect.arrayContaining(['worker.stopped']) as unknown,
        part: 'llm',
      }),
    )
    await ended(staged)
  })

  it('are told what a test found of them, where they run', async () => {
    const staged = stage((worker) => open(worker, { gpu: null }))
    const error = { code: 'provider.unreachable' } as const
    staged.engines.tested('llm', 'm', error)
    staged.engines.tested('tts', 'v', error)
    staged.time.advance(5)
    expect(staged.world.latest.received).toContainEqual({ type: 'tested', model: 'm', error })
    expect(staged.world.workers).toHaveLength(1)
    await ended(staged)
  })

  it('that were changed and changed back meanwhile are not loaded again', async () => {
    let talking = true
    const staged = stage(
      (worker) => open(worker, { gpu: null }),
      undefined,
      () => talking,
    )
    const { engines, time, world } = staged
    engines.use({ stt: [], llm: [{ ...model, id: 'other' }], tts: [] }, NO_EXTRAS)
    engines.use({ stt: [], llm: [model], tts: [] }, NO_EXTRAS)
    talking = false
    engines.settle()
    time.advance(50)
    expect(world.workers).toHaveLength(1)
    await ended(staged)
  })

  it('that are missing are loaded also while somebody waits for them', async () => {
    const staged = stage(
      (worker) => open(worker, { gpu: null }),
      undefined,
      () => true,
    )
    expect(staged.world.latest.received[0]).toMatchObject({ type: 'load', line: [{ id: 'm' }] })
    await ended(staged)
  })

  it('log what failed without having been asked for, and do not trouble the person with it', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue(undefined)
    const staged = stage((worker) => worker.send({ type: 'ready', model: 'm', loadMs: 1 }))
    const error = { code: 'llm.failed', detail: 'no room for the prefix' } as const
    staged.world.latest.send({ type: 'failed', generation: null, error })
    staged.time.advance(10)
    expect(logged.mock.calls).toEqual([['llm: llm.failed no room for the prefix']])
    const told = staged.events.map(({ type }) => type)
    expect(told).not.toContain('attention-raised')
    expect(told).not.toContain('generation-failed')
    await ended(staged)
  })
})
