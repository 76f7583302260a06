import { expect, test } from 'vitest'
import { startDeadline } from '../../../electron/main/workers/clock.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

test('timers ring in order, at their own moment, and cancelled ones do not', () => {
  const time = new VirtualTime()
  const rung: string[] = []
  const ring = (name: string) => () => void rung.push(`${name}@${time.nowMs}`)
  time.setTimer(20, ring('late'))
  time.setTimer(10, ring('first'))
  const cancel = time.setTimer(10, ring('cancelled'))
  time.setTimer(10, () => time.setTimer(5, ring('nested')))
  cancel()
  time.advance(30)
  expect(rung).toEqual(['first@10', 'nested@15', 'late@20'])
  expect(time.nowMs).toBe(30)
  expect(time.waiting).toBe(0)
})

test('promises settle before time moves on', async () => {
  const time = new VirtualTime()
  const seen: number[] = []
  time.setTimer(10, () => {
    void Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => time.setTimer(5, () => seen.push(time.nowMs)))
  })
  await time.advanceAsync(100)
  expect(seen).toEqual([15])
})

test('time that is stuck in one moment says so', () => {
  const time = new VirtualTime()
  const again = () => void time.setTimer(0, again)
  again()
  expect(() => time.advance(1)).toThrow(/stuck/)
})

test('a deadline passes when its time is up, and not when this process stood still meanwhile', () => {
  const time = new VirtualTime()
  let passed = 0
  startDeadline(time.clock, 1000, () => (passed += 1))
  time.standStill(3_600_000)
  time.advance(999)
  expect(passed).toBe(0)
  time.advance(1)
  expect(passed).toBe(1)
  startDeadline(time.clock, 1000, () => (passed += 1))()
  time.advance(2000)
  expect(passed).toBe(1)
})
