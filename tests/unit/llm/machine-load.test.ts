import { describe, expect, it } from 'vitest'
import { createOtherLoad } from '../../../electron/engines/llm/machine-load.ts'
import type { ProcessorTimes } from '../../../electron/engines/measure/processor-times.ts'

const meter = (...readings: readonly ProcessorTimes[]) => {
  const left = [...readings]
  return createOtherLoad(() => left.shift() ?? { busyMs: 0, ownMs: 0, atMs: 0 })
}

describe('load by others', () => {
  it('is what all cores did less what this process did', () => {
    const load = meter(
      { busyMs: 1000, ownMs: 500, atMs: 0 },
      { busyMs: 2600, ownMs: 1100, atMs: 1000 },
    )
    expect(load()).toBe(0)
    expect(load()).toBeCloseTo(1)
  })

  it('keeps its last value while too little time has passed', () => {
    const load = meter(
      { busyMs: 0, ownMs: 0, atMs: 0 },
      { busyMs: 1000, ownMs: 0, atMs: 1000 },
      { busyMs: 1010, ownMs: 0, atMs: 1010 },
      { busyMs: 1010, ownMs: 0, atMs: 2000 },
    )
    load()
    expect(load()).toBeCloseTo(1)
    expect(load()).toBeCloseTo(1)
    expect(load()).toBeCloseTo(0.01)
  })

  it('takes no burst for a load: what counts is the least of three seconds', () => {
    const load = meter(
      { busyMs: 0, ownMs: 0, atMs: 0 },
      { busyMs: 300, ownMs: 0, atMs: 1000 },
      { busyMs: 1300, ownMs: 0, atMs: 2000 },
      { busyMs: 2300, ownMs: 0, atMs: 3000 },
      { busyMs: 4300, ownMs: 0, atMs: 5000 },
    )
    load()
    expect(load()).toBeCloseTo(0.3)
    expect(load()).toBeCloseTo(0.3)
    expect(load()).toBeCloseTo(0.3)
    expect(load()).toBeCloseTo(1)
  })

  it('is never negative, although counters are coarse', () => {
    const load = meter({ busyMs: 0, ownMs: 0, atMs: 0 }, { busyMs: 90, ownMs: 100, atMs: 500 })
    load()
    expect(load()).toBe(0)
  })
})
