import { expect, test } from 'vitest'
import { isOver, overAfter, type Ages } from '../../../electron/core/retention/over.ts'
import { KeptClock } from '../../../electron/main/storage/kept-clock.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 10, 26, 9)

/** A machine whose clock can be set while it runs. */
const openMachine = (wallMs: number) => {
  const machine = { wallMs, upMs: 60_000, file: { store: {} as Record<string, unknown> } }
  const run = () =>
    new KeptClock({
      file: machine.file,
      wallMs: () => machine.wallMs,
      upMs: () => machine.upMs,
    })
  const pass = (ms: number) => {
    machine.wallMs += ms
    machine.upMs += ms
  }
  return { machine, run, pass }
}

const isErased = (ages: Ages, atMs: number, days = 7): boolean => {
  const over = overAfter(ages, days)
  return over !== null && isOver(over, atMs)
}

/** Looked at each hour. */
const hours = (count: number, clock: KeptClock, pass: (ms: number) => void): void => {
  for (let hour = 0; hour < count; hour += 1) {
    pass(HOUR)
    clock.now()
  }
}

test('what was said before a clock was set ahead is kept as if it was said then, whatever it showed', () => {
  // A new profile, on a machine that is months back and would be believed.
  const { machine, run, pass } = openMachine(NOW - 200 * DAY)
  const clock = run()
  pass(10 * 60_000)
  const saidAt = clock.now()
  pass(50 * 60_000)
  machine.wallMs = NOW
  expect(isErased(clock.ages(), saidAt)).toBe(false)
  hours(30, clock, pass)
  expect(clock.ages().isSure).toBe(true)
  expect(isErased(clock.ages(), saidAt)).toBe(false)
  hours(8 * 24, clock, pass)
  expect(isErased(clock.ages(), saidAt)).toBe(true)
})

test('what was said before the clock leapt ahead for a moment bears its own time when it is back', () => {
  const { machine, run, pass } = openMachine(NOW)
  const clock = run()
  hours(5 * 24, clock, pass)
  machine.wallMs += 4000 * DAY
  expect(isErased(clock.ages(), NOW)).toBe(false)
  pass(60_000)
  machine.wallMs -= 4000 * DAY
  hours(3 * 24, clock, pass)
  expect(isErased(clock.ages(), NOW)).toBe(true)
})

test('a machine that slept for a week was not set, and its next run knows what the last one did', () => {
  const { machine, run, pass } = openMachine(NOW)
  run()
  pass(7 * DAY)
  const clock = run()
  hours(25, clock, pass)
  expect(clock.ages()).toMatchObject({ isSure: true, wrong: [] })
  machine.wallMs = Date.UTC(1970, 0, 1)
  machine.upMs = 0
  const saidAt = run().now()
  machine.wallMs = NOW + 8.5 * DAY
  machine.upMs = 60_000
  expect(isErased(run().ages(), saidAt)).toBe(false)
})

test('a clock that was ahead in a new profile, and is set back, was wrong once the other is believed', () => {
  const { machine, run, pass } = openMachine(Date.UTC(2035, 0, 1))
  const clock = run()
  pass(10 * 60_000)
  const saidAt = clock.now()
  machine.wallMs = NOW
  hours(31 * 24, clock, pass)
  expect(isErased(clock.ages(), saidAt)).toBe(false)
  hours(8 * 24, clock, pass)
  expect(isErased(clock.ages(), saidAt)).toBe(true)
})

test('a machine that sleeps for weeks while Warbler runs has a clock that goes on', () => {
  const { run, pass } = openMachine(NOW)
  const clock = run()
  pass(20 * DAY)
  expect(clock.ages()).toEqual({ nowMs: NOW + 20 * DAY, isSure: true, wrong: [] })
})

test('a record that cannot be read or written costs nothing', () => {
  const { machine, run } = openMachine(NOW)
  machine.file.store = { latestMs: 'soon' }
  expect(run().ages()).toEqual({ nowMs: NOW, isSure: true, wrong: [] })
  Object.defineProperty(machine.file, 'store', {
    get: () => {
      throw new Error('EIO')
    },
    set: () => {
      throw new Error('ENOSPC')
    },
  })
  expect(run().ages()).toMatchObject({ nowMs: NOW, isSure: true })
})
