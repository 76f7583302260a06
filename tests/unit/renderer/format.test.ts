import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatDay,
  formatDuration,
  formatMemory,
  formatSpeed,
  formatTime,
  formatTimeLeft,
  machineTime,
} from '../../../renderer/i18n/format.ts'
import { regionalLocale } from '../../../electron/contracts/locales.ts'

describe('how numbers and times are written', () => {
  it.each([1e18, -1e18])('writes a moment that no date can hold (%d) as the last one', (atMs) => {
    const nowMs = Date.UTC(2026, 2, 14)
    expect(machineTime(atMs)).toMatch(/^[+-]27\d{4}-\d\d-\d\dT/)
    expect(formatTime('en', atMs)).toMatch(/\d:\d\d/)
    expect(formatDay('en', atMs, nowMs)).toMatch(/27\d{4}/)
  })

  it.each([
    [0, '0s'],
    [3240, '3.2s'],
    [9949, '9.9s'],
    [9950, '10s'],
    [59_400, '59s'],
    [60_000, '1m'],
    [65_200, '1m 5s'],
  ])('shows what lasted %i ms as %s', (durationMs, shown) => {
    expect(formatDuration('en', durationMs)).toBe(shown)
  })

  it.each([
    [0.2, '1 sec'],
    [59.4, '59 sec'],
    [60, '1 min'],
    [3540, '59 min'],
    [3600, '1 hr'],
    [5400, '1 hr 30 min'],
  ])('shows a wait of %d seconds as %s', (seconds, shown) => {
    expect(formatTimeLeft('en', seconds)).toBe(shown)
  })

  it.each([
    [1_640_000, '1.6 MB'],
    [44_000_000, '44 MB'],
    [1_260_000_000, '1.3 GB'],
  ])('shows %i bytes as %s', (bytes, shown) => {
    expect(formatBytes('en', bytes)).toBe(shown)
  })

  it('shows speed and memory in the units that people buy', () => {
    expect(formatSpeed('en', 6_440_000)).toBe('6.4 MB/s')
    expect(formatMemory('en', 24_576)).toBe('24 GB')
    expect(formatMemory('en', 2560)).toBe('2.5 GB')
  })

  it('names the year only of another one', () => {
    const now = new Date(2026, 4, 20).getTime()
    expect(formatDay('en-GB', new Date(2026, 2, 3).getTime(), now)).not.toContain('2026')
    expect(formatDay('en-GB', new Date(2025, 2, 3).getTime(), now)).toContain('2025')
  })

  it('takes the regional form of the language that the system prefers', () => {
    expect(regionalLocale('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB')
    expect(regionalLocale('zh', ['en-GB'])).toBe('zh')
    expect(regionalLocale('en', ['enm'])).toBe('en')
  })
})
