import { expect, it } from 'vitest'
import { createSharedClock } from '../../../renderer/audio/shared-clock.ts'

const HOUR_MS = 3_600_000

const stage = () => {
  let ownMs = 1000
  const clock = createSharedClock({ nowMs: () => ownMs, setTimer: () => () => undefined })
  return {
    clock,
    pass: (ms: number) => (ownMs += ms),
    /** Asks main, whose clock is ahead by so much; the answer takes so long. */
    ask: (aheadMs: number, tookMs: number) => {
      const askedMs = ownMs
      ownMs += tookMs
      clock.observe(askedMs, askedMs + tookMs / 2 + aheadMs, ownMs)
    },
    ownMs: () => ownMs,
  }
}

it('is the own clock until something else is known, and where the two agree', () => {
  const { clock, ask, ownMs } = stage()
  expect(clock.nowMs()).toBe(ownMs())
  ask(2, 6)
  expect(clock.nowMs()).toBe(ownMs())
})

it('is main’s where the wall clock was set between the starts of the two', () => {
  const { clock, ask, ownMs } = stage()
  ask(-8 * HOUR_MS, 4)
  expect(clock.nowMs()).toBe(ownMs() - 8 * HOUR_MS)
})

it('believes the quickest answer, and a slow one only where it contradicts', () => {
  const { clock, ask, ownMs, pass } = stage()
  ask(HOUR_MS, 2)
  pass(10_000)
  ask(HOUR_MS + 150, 400)
  expect(clock.nowMs()).toBe(ownMs() + HOUR_MS)
  ask(2 * HOUR_MS, 400)
  expect(clock.nowMs()).toBe(ownMs() + 2 * HOUR_MS)
})
