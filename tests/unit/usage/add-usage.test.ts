import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usageFileSchema, type UsageByMonth } from '../../../electron/contracts/usage.ts'
import type { EngineUsage } from '../../../electron/contracts/workers.ts'
import {
  addUsage,
  capState,
  costOf,
  dollarsOf,
  monthOf,
} from '../../../electron/core/usage/add-usage.ts'

const PRICE = {
  promptPerMillion: 1,
  completionPerMillion: 4,
  perAudioMinute: 0.006,
  perMillionCharacters: 15,
}
const used = (more: Partial<EngineUsage>): EngineUsage => ({ type: 'usage', model: 'm', ...more })

describe('what a use costs', () => {
  it.each([
    [{}, 0],
    [{ promptTokens: 2_000_000, completionTokens: 500_000 }, 4],
    [{ audioSeconds: 600 }, 0.06],
    [{ characters: 100_000 }, 1.5],
  ])('%o costs %d', (usage, dollars) => {
    expect(costOf(used(usage), PRICE)).toBeCloseTo(dollars, 9)
  })

  it('is not known where one of its prices is not', () => {
    const usage = used({ promptTokens: 10, completionTokens: 10 })
    expect(costOf(usage, { promptPerMillion: 1 })).toBeNull()
    expect(costOf(usage, undefined)).toBeNull()
  })

  it('is known where what has no price was not used', () => {
    expect(costOf(used({ promptTokens: 1_000_000 }), { promptPerMillion: 1 })).toBe(1)
    expect(costOf(used({}), undefined)).toBe(0)
  })
})

const usages = fc.array(
  fc.record({
    month: fc.constantFrom('2025-07', '2025-08'),
    provider: fc.constantFrom('a', 'b'),
    promptTokens: fc.nat({ max: 9999 }),
    audioSeconds: fc.nat({ max: 9999 }),
    dollars: fc.option(fc.nat({ max: 9 })),
  }),
  { maxLength: 30 },
)

describe('the sum of all uses', () => {
  it('is the same in any order, can be stored, and has lost nothing', () => {
    fc.assert(
      fc.property(usages, (list) => {
        const sum = (all: typeof list) =>
          all.reduce<UsageByMonth>(
            (before, { month, provider, dollars, ...usage }) =>
              addUsage(before, month, provider, used(usage), dollars),
            {},
          )
        const total = sum(list)
        expect(sum(list.toReversed())).toEqual(total)
        expect(usageFileSchema.parse(total)).toEqual(total)
        const of = (month: string) => list.filter((one) => one.month === month)
        for (const month of ['2025-07', '2025-08']) {
          const dollars = of(month).reduce((all, one) => all + (one.dollars ?? 0), 0)
          expect(dollarsOf(total, month)).toBe(dollars)
          for (const provider of ['a', 'b']) {
            const its = of(month).filter((one) => one.provider === provider)
            expect(total[month]?.[provider]?.hasUnknownPrices ?? false).toBe(
              its.some((one) => one.dollars === null),
            )
          }
        }
      }),
    )
  })
})

describe('the month', () => {
  it('is that of the machine, with two digits', () => {
    expect(monthOf(new Date(2025, 0, 31, 23, 59))).toBe('2025-01')
    expect(monthOf(new Date(2025, 11, 1))).toBe('2025-12')
  })
})

describe('the state of the cap', () => {
  it.each([
    [0, null, 'within'],
    [1e6, null, 'within'],
    [7.99, 10, 'within'],
    [8, 10, 'near'],
    [9.99, 10, 'near'],
    [10, 10, 'reached'],
    [0, 0, 'reached'],
  ] as const)('%d of %j dollars is %s', (dollars, cap, state) => {
    expect(capState(dollars, cap)).toBe(state)
  })
})
