import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isFastEnough, type EngineSpeed } from '../../../electron/contracts/engine-speed.ts'
import type { Catalogue } from '../../../electron/contracts/models.ts'
import type { EngineMeasured } from '../../../electron/contracts/workers.ts'
import {
  measureSynthesizer,
  type Finding,
} from '../../../electron/engines/measure/measure-engines.ts'
import { measuredSynthesizers } from '../../../electron/engines/measure/measured.ts'
import { AGAIN_MS, IDLE_MS, measureWhenIdle } from '../../../electron/engines/measure/when-idle.ts'
import { loadCatalogue } from '../../../electron/engines/models/catalogue.ts'
import { nothingWanted, resolveChoice } from '../../../electron/engines/models/resolve-choice.ts'
import { createScriptedSynthesizer } from '../../../electron/engines/tts/scripted-synthesizer.ts'
import { EngineSpeedStore } from '../../../electron/main/engine-speeds.ts'
import { NO_REPORT } from '../../support/engine-line.ts'

const speech = (realTimeFactor: number): EngineSpeed => ({
  realTimeFactor,
  tokensPerSecond: null,
  memoryMb: 200,
})
const writing = (tokensPerSecond: number): EngineSpeed => ({
  realTimeFactor: null,
  tokensPerSecond,
  memoryMb: 600,
})

describe('which of the installed models is taken', () => {
  const catalogue: Catalogue = loadCatalogue({})
  const installed = [
    'moonshine-tiny-en',
    'piper-en-us-joe-medium',
    'kokoro-82m',
    'qwen2.5-0.5b',
    'qwen3-1.7b',
  ]
  const choose = (speeds: Readonly<Record<string, EngineSpeed>>, others: readonly string[] = []) =>
    resolveChoice(
      catalogue,
      nothingWanted,
      (id) => [...installed, ...others].includes(id),
      () => Promise.reject(new Error('nothing is to be measured')),
      { speeds },
    )

  it('is the better voice where it is known to hold the pace', async () => {
    expect((await choose({ 'kokoro-82m': speech(0.3) })).tts).toBe('kokoro-82m')
  })

  it('is not the better voice where it is too slow here, or nobody knows', async () => {
    expect((await choose({ 'kokoro-82m': speech(1.1) })).tts).toBe('piper-en-us-joe-medium')
    expect((await choose({})).tts).toBe('piper-en-us-joe-medium')
  })

  it('is not a larger one that nobody knows, where the usual one is too slow here', async () => {
    const others = ['whisper-base', 'moonshine-base-en', 'piper-de-de-thorsten-medium']
    expect(catalogue.models.map(({ id }) => id)).toEqual(expect.arrayContaining(others))
    const slow = { 'moonshine-tiny-en': speech(0.9), 'piper-en-us-joe-medium': speech(0.9) }
    const { stt, tts } = await choose(slow, others)
    expect({ stt, tts }).toEqual({ stt: 'moonshine-tiny-en', tts: 'piper-en-us-joe-medium' })
    const slowerStill = { ...slow, 'kokoro-82m': speech(1.1) }
    expect((await choose(slowerStill)).tts).toBe('piper-en-us-joe-medium')
  })

  it('is a smaller language model where the larger one turned out too slow', async () => {
    expect((await choose({})).llm).toBe('qwen3-1.7b')
    expect((await choose({ 'qwen3-1.7b': writing(3) })).llm).toBe('qwen2.5-0.5b')
    const all = { 'qwen3-1.7b': writing(3), 'qwen2.5-0.5b': writing(2) }
    expect((await choose(all)).llm).toBe('qwen3-1.7b')
  })
})

it('gives an engine that was never measured the benefit of the doubt', () => {
  expect(isFastEnough('tts', undefined)).toBe(true)
  expect(isFastEnough('tts', speech(0.61))).toBe(false)
  expect(isFastEnough('stt', speech(0.29))).toBe(true)
  expect(isFastEnough('llm', writing(7.9))).toBe(false)
})

describe('what is known of engines', () => {
  const HOUR_MS = 3_600_000
  const found = (speed: EngineSpeed, busy = false): EngineMeasured => ({
    type: 'measured',
    model: 'a',
    speed,
    busy,
  })

  it('survives a restart, and counts for nothing on another number of cores', () => {
    const file = { store: {} }
    new EngineSpeedStore(file, 2).add('tts', found(speech(0.5)), 0)
    expect(new EngineSpeedStore(file, 2).all).toEqual({ a: speech(0.5) })
    expect(new EngineSpeedStore(file, 4).all).toEqual({})
    expect(new EngineSpeedStore({ store: { speeds: 7 } }, 2).all).toEqual({})
  })

  it('is that it is too slow only when three quiet measurements at different times said so', () => {
    const file = { store: {} }
    new EngineSpeedStore(file, 2).add('tts', found(speech(0.3)), 0)
    new EngineSpeedStore(file, 2).add('tts', found(speech(0.9)), HOUR_MS)
    const store = new EngineSpeedStore(file, 2)
    store.add('tts', found(speech(0.9)), 2 * HOUR_MS)
    store.add('tts', found(speech(0.9)), 2 * HOUR_MS + 60_000)
    store.add('tts', found(speech(0.9), true), 3 * HOUR_MS)
    expect(store.all).toEqual({ a: speech(0.3) })
    expect(store.isSettled('a', 3 * HOUR_MS)).toBe(false)
    store.add('tts', found(speech(0.8)), 4 * HOUR_MS)
    expect(store.all).toEqual({ a: speech(0.8) })
    expect(store.isSettled('a', 4 * HOUR_MS)).toBe(true)
  })

  it('is nothing where the machine was busy, and that it is fast enough at once', () => {
    const store = new EngineSpeedStore({ store: {} }, 2)
    for (let hour = 0; hour < 9; hour += 1) {
      store.add('llm', found(writing(2), true), hour * HOUR_MS)
    }
    expect(store.all).toEqual({})
    expect(store.isSettled('a', 9 * HOUR_MS)).toBe(false)
    store.add('llm', found(writing(20), true), 9 * HOUR_MS)
    expect(store.all).toEqual({ a: writing(20) })
    expect(store.isSettled('a', 9 * HOUR_MS)).toBe(true)
  })

  it('is measured again after a month, and until then counts', () => {
    const store = new EngineSpeedStore({ store: {} }, 2)
    for (const hour of [0, 1, 2]) store.add('tts', found(speech(2)), hour * HOUR_MS)
    expect(store.isSettled('a', 20 * 24 * HOUR_MS)).toBe(true)
    expect(store.isSettled('a', 31 * 24 * HOUR_MS)).toBe(false)
    expect(store.all).toEqual({ a: speech(2) })
    store.add('tts', found(speech(0.2)), 31 * 24 * HOUR_MS)
    expect(store.all).toEqual({ a: speech(0.2) })
  })
})

describe('how fast a voice is', () => {
  const voice = createScriptedSynthesizer({})

  /** A clock on which every run takes so long, and what others took of the processor meanwhile. */
  const machine = (runs: readonly { readonly tookMs: number; readonly othersMs: number }[]) => {
    let atMs = 0
    let busyMs = 0
    let run = -1
    return {
      read: () => ({ busyMs, ownMs: 0, atMs }),
      voice: {
        ...voice,
        async *synthesize(...args: Parameters<typeof voice.synthesize>) {
          run += 1
          yield* voice.synthesize(...args)
          atMs += runs[run]?.tookMs ?? 0
          busyMs += runs[run]?.othersMs ?? 0
        },
      },
    }
  }
  const measureOn = async (
    runs: readonly { readonly tookMs: number; readonly othersMs: number }[],
  ) => {
    const { read, voice: timed } = machine(runs)
    return measureSynthesizer(timed, new AbortController().signal, read)
  }

  it('is the best of a few runs, and whether others were in the way of that one', async () => {
    const quiet = { tookMs: 1000, othersMs: 0 }
    const disturbed = { tookMs: 4000, othersMs: 4_000_000 }
    const alone = await measureOn([quiet, quiet, quiet])
    expect(await measureOn([disturbed, quiet, disturbed])).toMatchObject({
      speed: { realTimeFactor: alone?.speed.realTimeFactor },
      busy: false,
    })
    expect(await measureOn([disturbed, disturbed, disturbed])).toMatchObject({ busy: true })
  })
})

describe('a measurement', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('waits until nobody has needed the engine for a while, and is told once', async () => {
    const told: EngineSpeed[] = []
    let runs = 0
    const measurement = measureWhenIdle(
      () => {
        runs += 1
        return Promise.resolve({ speed: speech(0.1), busy: false })
      },
      ({ speed }) => told.push(speed),
      () => false,
    )
    await vi.advanceTimersByTimeAsync(IDLE_MS - 1)
    measurement.interrupt()
    await vi.advanceTimersByTimeAsync(IDLE_MS - 1)
    expect(runs).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(told).toEqual([speech(0.1)])
    measurement.interrupt()
    await vi.advanceTimersByTimeAsync(10 * IDLE_MS)
    expect(runs).toBe(1)
  })

  it('that is interrupted counts for nothing and is made again', async () => {
    const told: EngineSpeed[] = []
    const signals: AbortSignal[] = []
    let finish: (finding: Finding) => void = () => undefined
    const measurement = measureWhenIdle(
      (signal) => {
        signals.push(signal)
        return new Promise((resolve) => {
          finish = resolve
        })
      },
      ({ speed }) => told.push(speed),
      () => false,
    )
    await vi.advanceTimersByTimeAsync(IDLE_MS)
    measurement.interrupt()
    expect(signals[0]?.aborted).toBe(true)
    finish({ speed: speech(9), busy: false })
    await vi.advanceTimersByTimeAsync(IDLE_MS)
    finish({ speed: speech(0.2), busy: false })
    await vi.advanceTimersByTimeAsync(0)
    expect(told).toEqual([speech(0.2)])
  })

  it('that is doubtful is made again later, until it is not', async () => {
    const told: number[] = []
    const results = [0.9, 0.8, 0.2]
    measureWhenIdle(
      async () => ({ speed: speech(results[told.length] ?? 0), busy: false }),
      ({ speed }) => told.push(speed.realTimeFactor ?? 0),
      ({ speed }) => !isFastEnough('tts', speed),
    )
    await vi.advanceTimersByTimeAsync(IDLE_MS)
    await vi.advanceTimersByTimeAsync(AGAIN_MS - 1)
    expect(told).toEqual([0.9])
    await vi.advanceTimersByTimeAsync(1 + 10 * AGAIN_MS)
    expect(told).toEqual(results)
  })

  it('is made of a voice by itself, and only where somebody wants to know', async () => {
    const model = { id: 'v', engine: 'scripted', files: {}, options: {}, threads: 1 }
    const measured: string[] = []
    const report = {
      ...NO_REPORT,
      measured: ({ model }: { model: string }) => measured.push(model),
    }
    const open = measuredSynthesizers(async () => createScriptedSynthesizer({}))
    await open(model, report)
    await vi.advanceTimersByTimeAsync(2 * IDLE_MS)
    expect(measured).toEqual([])
    await open({ ...model, measureWith: '/a/sentence.flac' }, report)
    await vi.advanceTimersByTimeAsync(2 * IDLE_MS)
    expect(measured).toEqual(['v'])
  })
})
