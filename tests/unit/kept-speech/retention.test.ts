import { describe, expect, it } from 'vitest'
import { expired } from '../../../electron/core/kept-speech/retention.ts'
import { rightAt } from '../../support/ages.ts'

const DAY_MS = 86_400_000
const file = (id: string, keptAtMs: number, megabytes = 1) => ({
  id,
  keptAtMs,
  bytes: megabytes * 1_000_000,
})

describe('how long speech is kept', () => {
  it('is by days, to the millisecond', () => {
    const files = [file('a', 0), file('b', 1)]
    expect(expired(files, { days: 3, megabytes: 100 }, rightAt(3 * DAY_MS))).toEqual([])
    expect(expired(files, { days: 3, megabytes: 100 }, rightAt(3 * DAY_MS + 1))).toEqual(['a'])
  })

  it('is by room, and the oldest goes first, whatever their order', () => {
    const files = [file('new', 3), file('old', 1), file('middle', 2)]
    expect(expired(files, { days: 9, megabytes: 3 }, rightAt(4))).toEqual([])
    expect(expired(files, { days: 9, megabytes: 2 }, rightAt(4))).toEqual(['old'])
    expect(expired(files, { days: 9, megabytes: 1 }, rightAt(4))).toEqual(['middle', 'old'])
  })

  it('lets nothing older stay where something newer had no room', () => {
    const files = [file('new', 3, 1), file('large', 2, 9), file('small', 1, 1)]
    expect(expired(files, { days: 9, megabytes: 3 }, rightAt(4))).toEqual(['large', 'small'])
  })

  it('takes a date from the future for now', () => {
    expect(expired([file('later', 9 * DAY_MS)], { days: 1, megabytes: 9 }, rightAt(0))).toEqual([])
  })

  it('counts for what a wrong clock has told since that was known, also where room is short', () => {
    const files = [file('said-in-1970', 100), file('new', 20 * DAY_MS), file('old', 9 * DAY_MS)]
    const wrong = [{ fromMs: 0, toMs: 200, rightMs: 21 * DAY_MS }]
    const ages = (days: number) => ({ nowMs: days * DAY_MS, isSure: true, wrong })
    expect(expired(files, { days: 9, megabytes: 9 }, ages(22))).toEqual(['old'])
    expect(expired(files, { days: 99, megabytes: 1 }, ages(22))).toEqual(['new', 'old'])
    expect(expired(files, { days: 9, megabytes: 9 }, ages(31))).toContain('said-in-1970')
  })

  it('is not told by a clock that may be ahead, but room is', () => {
    const files = [file('new', 2), file('old', 1)]
    const ages = { ...rightAt(999 * DAY_MS), isSure: false }
    expect(expired(files, { days: 9, megabytes: 9 }, ages)).toEqual([])
    expect(expired(files, { days: 9, megabytes: 1 }, ages)).toEqual(['old'])
  })
})
