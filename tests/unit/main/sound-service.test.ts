import { expect, test } from 'vitest'
import type { ErrorCode } from '../../../electron/contracts/errors.ts'
import { SoundService } from '../../../electron/main/platform/sound-service.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

const open = () => {
  const time = new VirtualTime()
  const endedAtMs: number[] = []
  const seen = { busy: false }
  const service = new SoundService({
    clock: time.clock,
    isBusy: () => seen.busy,
    end: () => endedAtMs.push(time.nowMs),
  })
  return {
    time,
    seen,
    endedAtMs,
    service,
    say: (status: 'off' | 'preparing' | 'ready') =>
      service.microphone({ type: 'microphone', status }),
    fail: (code: ErrorCode) =>
      service.microphone({ type: 'microphone', status: 'failed', error: { code } }),
  }
}

test('a microphone that stays away ends the service, and ever more rarely', () => {
  const { time, fail, endedAtMs } = open()
  fail('microphone.lost')
  time.advance(20 * MINUTE)
  const [first = 0, second = 0, third = 0, fourth = 0] = endedAtMs
  expect(first).toBeGreaterThan(5 * SECOND)
  expect(second - first).toBeGreaterThan(30 * SECOND)
  expect(third - second).toBeGreaterThan(3 * MINUTE)
  expect(fourth - third).toBe(third - second)
})

test.each(['ready', 'off'] as const)('one that is %s again before long ends nothing', (status) => {
  const { time, say, fail, endedAtMs } = open()
  fail('microphone.absent')
  time.advance(3 * SECOND)
  say(status)
  time.advance(20 * MINUTE)
  expect(endedAtMs).toEqual([])
})

test.each(['microphone.permission-denied', 'microphone.muted'] as const)(
  'one that is away as %s ends nothing',
  (code) => {
    const { time, fail, endedAtMs } = open()
    fail('microphone.lost')
    fail(code)
    time.advance(20 * MINUTE)
    expect(endedAtMs).toEqual([])
  },
)

test('being tried in between, or failing otherwise, begins no new wait', () => {
  const { time, say, fail, endedAtMs } = open()
  fail('microphone.lost')
  for (let second = 0; second < 20; second += 1) {
    time.advance(SECOND)
    say('preparing')
    fail(second % 2 === 0 ? 'microphone.absent' : 'microphone.busy')
  }
  expect(endedAtMs).toHaveLength(1)
})

test('nobody is cut off: it waits until the answer is over', () => {
  const { time, seen, fail, endedAtMs } = open()
  seen.busy = true
  fail('microphone.lost')
  time.advance(MINUTE)
  expect(endedAtMs).toEqual([])
  seen.busy = false
  time.advance(5 * SECOND)
  expect(endedAtMs).toHaveLength(1)
})

test('a microphone that comes and goes does not end it again and again', () => {
  const { time, say, fail, endedAtMs } = open()
  for (let round = 0; round < 6; round += 1) {
    fail('microphone.lost')
    time.advance(10 * SECOND)
    say('ready')
    time.advance(10 * SECOND)
  }
  expect(endedAtMs).toHaveLength(1)
  time.advance(2 * MINUTE)
  fail('microphone.lost')
  time.advance(10 * SECOND)
  expect(endedAtMs).toHaveLength(2)
})

test('it leaves no timer behind', () => {
  for (const status of ['ready', 'failed'] as const) {
    const { time, say, fail, service } = open()
    if (status === 'ready') say('ready')
    else fail('microphone.lost')
    service.dispose()
    expect(time.waiting).toBe(0)
  }
})
