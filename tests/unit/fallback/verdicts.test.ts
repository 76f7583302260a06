import { describe, expect, it } from 'vitest'
import { ERROR_CODES, type ErrorCode } from '../../../electron/contracts/errors.ts'
import { VERDICTS, verdictOn } from '../../../electron/core/fallback/verdicts.ts'

const providerCodes = ERROR_CODES.filter((code) => code.startsWith('provider.'))

describe('the table of verdicts', () => {
  it.each(providerCodes)('knows %s', (code) => {
    expect(VERDICTS[code]).toBeDefined()
  })

  it('probes what somebody has to mend more rarely than what passes by itself', () => {
    const all = Object.values(VERDICTS)
    const pauses = (kind: string) =>
      all.filter((verdict) => verdict.kind === kind).map(({ probeAfterMs }) => probeAfterMs)
    expect(Math.min(...pauses('unusable'))).toBeGreaterThan(Math.max(...pauses('transient')))
  })

  it.each<ErrorCode>(['provider.key-rejected', 'provider.model-unknown', 'stt.model-missing'])(
    'takes %s for something that does not pass',
    (code) => {
      expect(verdictOn({ code }).kind).toBe('unusable')
    },
  )

  it('blames the request, and not the engine, for what was refused', () => {
    expect(verdictOn({ code: 'provider.refused' }).kind).toBe('request')
  })

  it('takes what it does not know for something that passes', () => {
    expect(verdictOn({ code: 'llm.failed' })).toMatchObject({ kind: 'transient' })
  })
})

describe('a server that says when to come back', () => {
  const limited = (retryAfterSeconds: number, code: ErrorCode = 'provider.rate-limited') =>
    verdictOn({ code, params: { retryAfterSeconds } }).probeAfterMs

  it('is asked then', () => {
    expect(limited(7)).toBe(7000)
  })

  it('is asked within five minutes however long it says', () => {
    expect(limited(86_400)).toBe(300_000)
    expect(limited(Number.MAX_VALUE)).toBe(300_000)
  })

  it.each([0, -5, Number.NaN])(
    'is asked as if it had said nothing where that is no pause: %d s',
    (seconds) => {
      expect(limited(seconds)).toBe(verdictOn({ code: 'provider.rate-limited' }).probeAfterMs)
    },
  )

  it('is not asked without a pause', () => {
    expect(limited(0.001)).toBe(1000)
  })

  it('changes nothing for an engine that somebody has to mend', () => {
    expect(limited(1, 'provider.quota-exhausted')).toBe(15 * 60_000)
  })
})
