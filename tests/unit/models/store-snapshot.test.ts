import { expect, test } from 'vitest'
import type { ModelState } from '../../../electron/contracts/models.ts'
import { projectSnapshot } from '../../../electron/engines/models/store-snapshot.ts'
import { createTransferProgress } from '../../../electron/engines/models/transfer-progress.ts'
import { madeBytes, madeCatalogue } from './world.ts'

const catalogue = madeCatalogue([{ id: 'packed', bytes: madeBytes(1000, 1), sources: [] }])

/** A model of 1,000 bytes for which `travels` come, 1,000 a second. */
const project = (state: ModelState, travels: number | null, came = 0) => {
  const [entry] = catalogue.models
  if (entry === undefined) throw new Error('no model')
  const progress = createTransferProgress(entry.files)
  const file = entry.files[0]?.name ?? ''
  if (travels !== null) {
    progress.expect(file, travels)
    progress.received(file, 0, 0)
    progress.received(file, came, 1000)
  }
  return projectSnapshot({
    records: [{ entry, state, source: null, error: null, diskBytes: 0, progress }],
    required: [],
    selected: [],
    heldBy: () => [],
    underWay: () => state === 'downloading',
    busy: true,
    paused: false,
    choice: null,
    folder: '/models',
    nowMs: 2000,
  })
}

test.each([500, 5000])(
  'a model is as large before, while and after %i bytes travel for it',
  (travels) => {
    const sizes = [
      project('missing', null),
      project('downloading', travels),
      project('downloading', travels, travels),
      project('ready', travels, travels),
    ].map(({ models }) => models[0]?.totalBytes)
    expect(sizes).toEqual([1000, 1000, 1000, 1000])
  },
)

test('what has come is the share of it that has travelled, and its time is that of what travels', () => {
  const { models, totals } = project('downloading', 5000, 1000)
  const figures = {
    receivedBytes: 200,
    totalBytes: 1000,
    speedBytesPerSecond: 1000,
    secondsLeft: 4,
  }
  expect(models[0]).toMatchObject(figures)
  expect(totals).toEqual(figures)
})
