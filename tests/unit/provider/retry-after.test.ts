import { describe, expect, it } from 'vitest'
import { retryAfterSeconds } from '../../../electron/engines/provider/retry-after.ts'

const NOW_MS = Date.UTC(2025, 7, 14, 12, 0, 0)

describe('Retry-After', () => {
  it.each([
    ['7', 7],
    [' 0.5 ', 0.5],
    ['0', 0],
    ['86400', 86_400],
    ['99999999999', 99_999_999_999],
    ['Thu, 14 Aug 2025 12:00:30 GMT', 30],
    ['Thursday, 14-Aug-25 12:00:30 GMT', 30],
    ['Wed, 13 Aug 2025 12:00:00 GMT', 0],
  ])('%j asks for %d s', (header, seconds) => {
    expect(retryAfterSeconds(header, NOW_MS)).toBe(seconds)
  })

  it.each([
    null,
    undefined,
    '',
    '  ',
    'soon',
    'soon 5',
    '-5',
    'NaN',
    'Infinity',
    '0x10',
    '1e3',
    '5 s',
  ])('%j asks for nothing', (header) => {
    expect(retryAfterSeconds(header, NOW_MS)).toBeNull()
  })
})
