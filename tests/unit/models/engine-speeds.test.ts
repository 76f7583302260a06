import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isFastEnough, type EngineSpeed } from '../../../electron/contracts/engine-speed.ts'
import type { Catalogue } from '../../../electron/contracts/models.ts'
import { measuredSynthesizers } from '../../../electron/engines/measure/measured.ts'
import { IDLE_MS, measureWhenIdle } from '../../../electron/engines/measure/when-idle.ts'
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
  const choose = (speeds: Readonly<Record<string, EngineSpeed>>) =>
    resolveChoice(
      catalogue,
      nothingWanted,
      (id) => installed.includes(id),
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
  it('survives a restart, and counts for nothing on another number of cores', () => {
    const file = { store: {} }
    new EngineSpeedStore(file, 2).set('a', speech(0.5))
    expect(new EngineSpeedStore(file, 2).all).toEqual({ a: speech(0.5) })
    expect(new EngineSpeedStore(file, 4).all).toEqual({})
    expect(new EngineSpeedStore({ store: { speeds: 7 } }, 2).all).toEqual({})
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
        return Promise.resolve(speech(0.1))
      },
      (speed) => told.push(speed),
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
    let finish: (speed: EngineSpeed) => void = () => undefined
    const measurement = measureWhenIdle(
      (signal) => {
        signals.push(signal)
        return new Promise((resolve) => {
          finish = resolve
        })
      },
      (speed) => told.push(speed),
    )
    await vi.advanceTimersByTimeAsync(IDLE_MS)
    measurement.interrupt()
    expect(signals[0]?.aborted).toBe(true)
    finish(speech(9))
    await vi.advanceTimersByTimeAsync(IDLE_MS)
    finish(speech(0.2))
    await vi.advanceTimersByTimeAsync(0)
    expect(told).toEqual([speech(0.2)])
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
