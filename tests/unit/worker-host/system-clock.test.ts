import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../electron/main/workers/clock.ts'

const DAY_MS = 24 * 60 * 60_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test.each([1, 24, 25, 60, 400])(
  'a timer rings once, after as many days as it was set for: %i',
  (days) => {
    let rung = 0
    systemClock.setTimer(days * DAY_MS, () => (rung += 1))
    vi.advanceTimersByTime(days * DAY_MS - 1)
    expect(rung).toBe(0)
    vi.advanceTimersByTime(1)
    expect(rung).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  },
)

test('one that is cancelled after the longest time that the runtime waits for does not ring', () => {
  let rung = 0
  const cancel = systemClock.setTimer(60 * DAY_MS, () => (rung += 1))
  vi.advanceTimersByTime(30 * DAY_MS)
  cancel()
  vi.advanceTimersByTime(60 * DAY_MS)
  expect(rung).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})
