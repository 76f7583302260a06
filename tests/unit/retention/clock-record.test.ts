import { describe, expect, it } from 'vitest'
import {
  agesBy,
  clockShows,
  clockShowsAtStart,
  NEW_RECORD,
  type ClockRecord,
} from '../../../electron/core/retention/clock-record.ts'
import { isOver, overAfter } from '../../../electron/core/retention/over.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 10, 26, 9)
const BATTERY = Date.UTC(1970, 0, 1)

/** Looks each hour, for so many hours from then. */
const running = (record: ClockRecord, fromMs: number, hours: number): ClockRecord =>
  Array.from({ length: hours + 1 }, (_, hour) => fromMs + hour * HOUR).reduce(
    (before, ms) => clockShows(before, ms),
    record,
  )

const isErased = (record: ClockRecord, saidAtMs: number, nowMs: number, days = 7): boolean => {
  const over = overAfter(agesBy(record, nowMs), days)
  return over !== null && isOver(over, saidAtMs)
}

describe('a clock that is right', () => {
  it('erases what is too old at once, also in a profile of an earlier Warbler', () => {
    const record = clockShows(NEW_RECORD, NOW)
    expect(isErased(record, NOW - 7 * DAY - 1, NOW)).toBe(true)
    expect(isErased(record, NOW - 7 * DAY + 1, NOW)).toBe(false)
  })

  it('keeps no record of a weekend, of daylight saving, or of another zone', () => {
    const record = [0, 2.5 * DAY, 2.5 * DAY - HOUR, 4 * DAY].reduce(
      (before, ms) => clockShows(before, NOW + ms),
      NEW_RECORD,
    )
    expect(record).toEqual({ latestMs: NOW + 4 * DAY, doubtful: [], wrong: [] })
  })

  it('erases a day later after weeks without Warbler, and has then nothing against what was kept', () => {
    const before = running(NEW_RECORD, NOW - 60 * DAY, 5)
    const back = running(before, NOW, 23)
    expect(isErased(back, NOW - 60 * DAY, NOW + 23 * HOUR)).toBe(false)
    const settled = running(back, NOW + 24 * HOUR, 0)
    expect(isErased(settled, NOW - 60 * DAY, NOW + DAY)).toBe(true)
    expect(settled.wrong).toEqual([])
    // The second look may be of the next day's run.
    const nextDay = clockShows(clockShows(before, NOW), NOW + 2 * DAY)
    expect(agesBy(nextDay, NOW + 2 * DAY).isSure).toBe(true)
  })
})

describe('Warbler that is used for two hours on Sundays', () => {
  it('erases what is too old, a Sunday later than it would, and has nothing against those before', () => {
    let record = running(NEW_RECORD, NOW, 2)
    let sure = 0
    for (let week = 1; week <= 10; week += 1) {
      const sunday = NOW + week * 7 * DAY
      record = running(clockShowsAtStart(record, sunday), sunday, 2)
      if (agesBy(record, sunday + 2 * HOUR).isSure) sure += 1
    }
    expect(sure).toBe(5)
    expect(record.wrong).toEqual([])
    expect(record.doubtful.length).toBeLessThan(2)
    expect(isErased(record, NOW, NOW + 70 * DAY)).toBe(true)
  })
})

describe('a clock that was years back', () => {
  const saidAt = BATTERY + 20 * 60_000

  it.each([
    ['that was in use the day before', running(NEW_RECORD, NOW - DAY, 8)],
    ['that is new', NEW_RECORD],
  ])('costs nothing of what was said meanwhile, in a profile %s', (_name, before) => {
    const set = clockShows(running(before, BATTERY, 1), NOW)
    expect(isErased(set, saidAt, NOW)).toBe(false)
    expect(isErased(set, saidAt, NOW + 6 * DAY)).toBe(false)
    // Kept as long as if it had been said now, and no longer.
    expect(isErased(running(set, NOW, 8 * 24), saidAt, NOW + 8 * DAY)).toBe(true)
  })

  it('costs nothing either where nobody set it before Warbler ended', () => {
    const before = running(NEW_RECORD, NOW - 2 * DAY, 8)
    const ended = clockShows(before, BATTERY)
    expect(isErased(clockShows(ended, NOW), saidAt, NOW)).toBe(false)
  })

  it('costs nothing either after months in a drawer', () => {
    const before = running(NEW_RECORD, NOW - 90 * DAY, 8)
    const set = running(running(before, BATTERY, 1), NOW, 30)
    expect(isErased(set, NOW - 90 * DAY, NOW + 30 * HOUR)).toBe(true)
    expect(isErased(set, saidAt, NOW + 30 * HOUR)).toBe(false)
  })

  it('is one stretch, however often the machine begins there, so that the record does not grow', () => {
    let record = clockShows(NEW_RECORD, NOW)
    for (let day = 1; day < 40; day += 1) {
      record = clockShows(running(record, BATTERY, 1), NOW + day * DAY)
    }
    expect(record.wrong).toHaveLength(1)
    expect(isErased(record, saidAt, NOW + 39 * DAY)).toBe(false)
  })

  it('is believed after a month: then it was ahead before', () => {
    const ahead = { ...NEW_RECORD, latestMs: NOW + 900 * DAY }
    expect(running(ahead, NOW, 29 * 24).latestMs).toBe(NOW + 900 * DAY)
    expect(running(ahead, NOW, 30 * 24).latestMs).toBe(NOW + 30 * DAY)
  })
})

describe('a clock that is years ahead for a moment', () => {
  const FUTURE = Date.UTC(2040, 0, 1)

  it('erases nothing of what was kept', () => {
    const ahead = running(clockShows(NEW_RECORD, NOW), FUTURE, 5)
    expect(isErased(ahead, NOW, FUTURE + 5 * HOUR)).toBe(false)
    const set = clockShows(ahead, NOW + HOUR)
    expect(isErased(set, NOW, NOW + HOUR)).toBe(false)
    expect(agesBy(set, NOW + HOUR).isSure).toBe(true)
  })

  it('keeps what was said meanwhile as long as what is said now, and not for years', () => {
    const set = clockShows(running(clockShows(NEW_RECORD, NOW), FUTURE, 1), NOW + HOUR)
    const later = running(set, NOW + HOUR, 8 * 24)
    expect(isErased(later, FUTURE + 60_000, NOW + 6 * DAY)).toBe(false)
    expect(isErased(later, FUTURE + 60_000, NOW + 8 * DAY)).toBe(true)
  })

  it('costs nothing of what is really said when the date comes that it showed', () => {
    const shown = NOW + 40 * DAY
    const set = clockShows(running(clockShows(NEW_RECORD, NOW), shown, 1), NOW + HOUR)
    expect(isErased(running(set, NOW + HOUR, 8 * 24), shown, NOW + 8 * DAY)).toBe(true)
    const come = running(set, NOW + HOUR, 41 * 24)
    expect(isErased(come, shown + 60_000, NOW + 41 * DAY)).toBe(false)
    expect(come.wrong).toEqual([])
  })

  it('does not become believed by leaping on', () => {
    const before = clockShows(NEW_RECORD, NOW)
    const leaps = [FUTURE, FUTURE + 900 * DAY, FUTURE + 90 * DAY].reduce(
      (record, ms) => clockShows(record, ms),
      before,
    )
    expect(agesBy(leaps, FUTURE + 90 * DAY).isSure).toBe(false)
  })
})
