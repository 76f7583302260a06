import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CodedError, ErrorCode } from '../../../electron/contracts/errors.ts'
import {
  dueProbes,
  inUse,
  isOut,
  nextProbeAtMs,
  orderOf,
  wellLine,
  withFailure,
  withProbe,
  withSuccess,
  type LineHealth,
} from '../../../electron/core/fallback/line-health.ts'
import { verdictOn } from '../../../electron/core/fallback/verdicts.ts'

const CODES: readonly ErrorCode[] = [
  'provider.unreachable',
  'provider.rate-limited',
  'provider.quota-exhausted',
  'provider.key-rejected',
  'provider.refused',
  'llm.failed',
]

interface Happening {
  readonly what: 'failure' | 'success' | 'probe'
  readonly index: number
  readonly code: ErrorCode
  readonly retryAfterSeconds: number | null
  readonly laterMs: number
}

const happenings = fc.array(
  fc.record<Happening>({
    what: fc.constantFrom('failure', 'failure', 'success', 'probe'),
    index: fc.nat({ max: 3 }),
    code: fc.constantFrom(...CODES),
    retryAfterSeconds: fc.option(fc.integer({ min: -10, max: 1_000_000 })),
    laterMs: fc.nat({ max: 600_000 }),
  }),
  { maxLength: 40 },
)
const lines = fc.tuple(fc.integer({ min: 1, max: 4 }), happenings)

const failureOf = ({ code, retryAfterSeconds }: Happening): CodedError => ({
  code,
  ...(retryAfterSeconds === null ? {} : { params: { retryAfterSeconds } }),
})

const happen = (health: LineHealth, happening: Happening, nowMs: number): LineHealth => {
  const index = happening.index % health.length
  switch (happening.what) {
    case 'failure':
      return withFailure(health, index, failureOf(happening), nowMs)
    case 'success':
      return withSuccess(health, index)
    case 'probe':
      return withProbe(health, index)
  }
}

/** Goes through a line's life; `look` is called after each happening. */
const live = (
  [count, list]: readonly [number, readonly Happening[]],
  look: (health: LineHealth, before: LineHealth, happening: Happening, nowMs: number) => void,
): LineHealth => {
  let health = wellLine(count)
  let nowMs = 1_000_000
  for (const happening of list) {
    nowMs += happening.laterMs
    const before = health
    health = happen(health, happening, nowMs)
    look(health, before, happening, nowMs)
  }
  return health
}

describe('a line of engines, whatever happens to them', () => {
  test('always has somebody to ask, each once, those that are well alone if there are any', () => {
    fc.assert(
      fc.property(lines, (life) => {
        live(life, (health) => {
          const order = orderOf(health)
          expect(order.length).toBeGreaterThan(0)
          expect([...order].sort((a, b) => a - b)).toEqual(order)
          expect(new Set(order).size).toBe(order.length)
          const isWell = (index: number) => health[index]?.failure === null
          expect(isOut(health) ? order.length === health.length : order.every(isWell)).toBe(true)
          expect(inUse(health).index).toBe(order[0])
        })
      }),
    )
  })

  test('says why the one before is not used exactly where the first does not serve', () => {
    fc.assert(
      fc.property(lines, (life) => {
        live(life, (health) => {
          const { index, because } = inUse(health)
          expect(because === null).toBe(index === 0)
        })
      }),
    )
  })

  test('probes whatever is out and nothing else, within a quarter of an hour', () => {
    fc.assert(
      fc.property(lines, (life) => {
        live(life, (health, _before, _happening, nowMs) => {
          for (const { failure, probeAtMs } of health) {
            expect(probeAtMs === null).toBe(failure === null)
            expect((probeAtMs ?? 0) - nowMs).toBeLessThanOrEqual(15 * 60_000)
          }
          const next = nextProbeAtMs(health)
          expect(next === null).toBe(health.every(({ failure }) => failure === null))
          if (next === null) return
          expect(dueProbes(health, next).length).toBeGreaterThan(0)
          expect(dueProbes(health, next - 1)).toEqual([])
        })
      }),
    )
  })

  test('is the very same value where nothing changed: a refused request, a success of the well', () => {
    fc.assert(
      fc.property(lines, (life) => {
        live(life, (health, before, happening) => {
          const member = before[happening.index % before.length]
          const isRequest =
            happening.what === 'failure' && verdictOn(failureOf(happening)).kind === 'request'
          const isNews = happening.what !== 'failure' && member?.failures === 0
          if (isRequest || isNews) expect(health).toBe(before)
        })
      }),
    )
  })

  test('touches only the engine that it happened to', () => {
    fc.assert(
      fc.property(lines, (life) => {
        live(life, (health, before, happening) => {
          for (const [index, member] of health.entries()) {
            if (index !== happening.index % health.length) expect(member).toBe(before[index])
          }
        })
      }),
    )
  })

  test('is all well again when each has answered', () => {
    fc.assert(
      fc.property(lines, (life) => {
        const end = live(life, () => undefined)
        const mended = end.reduce<LineHealth>((health, _, index) => withSuccess(health, index), end)
        expect(mended).toEqual(wellLine(end.length))
      }),
    )
  })
})

describe('the pause before a probe', () => {
  const failing = { code: 'provider.unreachable' } as const
  const pauses = (count: number, between: (health: LineHealth) => LineHealth) => {
    let health = wellLine(2)
    let nowMs = 0
    return Array.from({ length: count }, () => {
      health = withFailure(between(health), 0, failing, nowMs)
      const pauseMs = (health[0]?.probeAtMs ?? 0) - nowMs
      nowMs += pauseMs
      return pauseMs
    })
  }

  test('doubles up to five minutes', () => {
    expect(pauses(8, (health) => health)).toEqual(
      [5, 10, 20, 40, 80, 160, 300, 300].map((seconds) => seconds * 1000),
    )
  })

  test('is that of one failure where several requests find out the same thing at once', () => {
    const first = withFailure(wellLine(2), 0, failing, 0)
    expect(withFailure(first, 0, failing, 20)).toBe(first)
    expect(withFailure(first, 0, { code: 'provider.key-rejected' }, 20)).not.toBe(first)
  })

  test('goes on doubling for one that answers probes and fails requests', () => {
    expect(pauses(4, (health) => withProbe(health, 0))).toEqual([5000, 10_000, 20_000, 40_000])
  })

  test('begins anew after a request that was answered', () => {
    expect(pauses(3, (health) => withSuccess(health, 0))).toEqual([5000, 5000, 5000])
  })

  test('stays a number of milliseconds after a thousand failures', () => {
    expect(pauses(1100, (health) => health).at(-1)).toBe(300_000)
  })
})

test.each([0, -60, 0.001, 7])(
  'an engine that always fails and wants to be asked in %d s is asked ever more rarely, for ever',
  (retryAfterSeconds) => {
    const failure: CodedError = { code: 'provider.rate-limited', params: { retryAfterSeconds } }
    let health = wellLine(2)
    let nowMs = 0
    let longestMs = 1000
    for (let count = 0; count < 1200; count += 1) {
      health = withFailure(health, 0, failure, nowMs)
      const atMs = nextProbeAtMs(health) ?? Number.NaN
      expect(atMs - nowMs).toBeGreaterThanOrEqual(longestMs)
      longestMs = atMs - nowMs
      nowMs = atMs
      expect(dueProbes(health, nowMs)).toEqual([0])
    }
    expect(longestMs).toBe(300_000)
  },
)
