import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'
import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../electron/contracts/errors.ts'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import { providerFailure, toldFailure } from '../../../electron/engines/provider/failures.ts'

const SECRET = 'sk-proj-0123456789abcdef'
const BLAMED = { provider: 'Groq', model: 'llama', secret: SECRET }

interface Said {
  readonly message?: string
  readonly code?: string | null
  readonly type?: string
}

const answered = (status: number, said: Said = {}, headers: Record<string, string> = {}) =>
  APIError.generate(status, { error: said }, undefined, new Headers(headers))

const codeOf = (thrown: unknown, begun = false): ErrorCode =>
  providerFailure(thrown, BLAMED, begun).error.code

describe('an answer that is an error', () => {
  it.each<[number, Said, ErrorCode]>([
    [301, {}, 'provider.unreadable'],
    [307, {}, 'provider.unreadable'],
    [400, { message: 'messages must alternate' }, 'provider.refused'],
    [400, { code: 'context_length_exceeded' }, 'provider.refused'],
    [400, { code: 'content_filter' }, 'provider.refused'],
    [400, { message: 'Model Not Exist' }, 'provider.model-unknown'],
    [400, { message: 'Invalid model: mistral-huge' }, 'provider.model-unknown'],
    [400, { message: 'API key not valid. Please pass a valid API key.' }, 'provider.key-rejected'],
    [400, { message: 'Incorrect API key provided: xa***.' }, 'provider.key-rejected'],
    [401, { code: 'invalid_api_key' }, 'provider.key-rejected'],
    [402, { message: 'Insufficient Balance' }, 'provider.quota-exhausted'],
    [403, { code: 'unsupported_country_region_territory' }, 'provider.key-rejected'],
    [404, { code: 'model_not_found' }, 'provider.model-unknown'],
    [404, { message: 'Invalid URL (POST /v2/chat/completions)' }, 'provider.model-unknown'],
    [405, {}, 'provider.model-unknown'],
    [408, {}, 'provider.overloaded'],
    [413, {}, 'provider.refused'],
    [422, { message: 'field required' }, 'provider.refused'],
    [429, { code: 'rate_limit_exceeded' }, 'provider.rate-limited'],
    [429, { message: 'Too many requests' }, 'provider.rate-limited'],
    [429, { type: 'insufficient_quota' }, 'provider.quota-exhausted'],
    [429, { message: 'You exceeded your current quota, please check' }, 'provider.quota-exhausted'],
    [500, {}, 'provider.overloaded'],
    [502, {}, 'provider.overloaded'],
    [503, { message: 'That model is currently overloaded' }, 'provider.overloaded'],
    [511, {}, 'provider.unreadable'],
    [529, {}, 'provider.overloaded'],
  ])('%d %o is %s', (status, said, code) => {
    expect(codeOf(answered(status, said))).toBe(code)
  })

  it('wants a key where none was sent', () => {
    const { error } = providerFailure(answered(401), { ...BLAMED, secret: undefined }, false)
    expect(error.code).toBe('provider.key-missing')
  })

  it('keeps how long it wants to be left alone', () => {
    const limited = providerFailure(answered(429, {}, { 'retry-after': '7' }), BLAMED, false)
    expect(limited.error.params).toMatchObject({ retryAfterSeconds: 7 })
    const silent = providerFailure(answered(429), BLAMED, false)
    expect(silent.error.params).not.toHaveProperty('retryAfterSeconds')
  })

  it('names the provider and the model, for the sentence that the person reads', () => {
    expect(providerFailure(answered(404), BLAMED, false).error.params).toMatchObject({
      provider: 'Groq',
      model: 'llama',
    })
  })
})

describe('a connection that fails', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

  it.each<[string, unknown, boolean, ErrorCode]>([
    ['refused', new APIConnectionError({ cause: refused }), false, 'provider.unreachable'],
    ['refused, without the SDK around it', refused, false, 'provider.unreachable'],
    ['timed out', new APIConnectionTimeoutError(), false, 'provider.stalled'],
    ['lost in the middle', new TypeError('terminated'), true, 'provider.cut-off'],
    ['lost in the middle, by the SDK', new APIConnectionError({}), true, 'provider.cut-off'],
    ['no JSON', new SyntaxError('Unexpected token <'), false, 'provider.unreadable'],
    ['no JSON in the middle', new SyntaxError('Unexpected end'), true, 'provider.unreadable'],
    ['something else', new Error('odd'), false, 'provider.unreadable'],
  ])('%s', (_name, thrown, begun, code) => {
    expect(codeOf(thrown, begun)).toBe(code)
  })

  it('is told once: what has a code keeps it', () => {
    const known = new CodedFailure({ code: 'provider.capped' })
    expect(providerFailure(known, BLAMED, true)).toBe(known)
  })
})

describe('an error within a stream', () => {
  it.each<[string, ErrorCode]>([
    ['server_error The server had an error', 'provider.overloaded'],
    ['rate_limit_exceeded Rate limit reached', 'provider.rate-limited'],
    ['insufficient_quota', 'provider.quota-exhausted'],
    ['content_filter', 'provider.refused'],
  ])('%j is %s', (said, code) => {
    expect(toldFailure(BLAMED, said).error.code).toBe(code)
    const thrown = new APIError(undefined, { message: said }, undefined, new Headers())
    expect(codeOf(thrown, true)).toBe(code)
  })
})

describe('what a server says of a key', () => {
  it.each([
    `Incorrect API key provided: ${SECRET}.`,
    'Incorrect API key provided: sk-proj-01****cdef.',
    `headers: {"authorization":"Bearer ${SECRET}"}`,
    'use gsk_abcdefghijkl instead',
  ])('is not repeated: %s', (message) => {
    for (const failure of [
      providerFailure(answered(401, { message }), BLAMED, false),
      toldFailure(BLAMED, message),
    ]) {
      const told = JSON.stringify(failure.error) + failure.message
      expect(told).not.toMatch(/0123|cdef|abcdefgh/)
      expect(told).toContain('[key]')
    }
  })

  it.each([
    ['in a query', encodeURIComponent],
    ['in JSON', (key: string) => JSON.stringify(key).slice(1, -1)],
    ['in base64', (key: string) => Buffer.from(key).toString('base64')],
    ['in base64, behind a colon', (key: string) => Buffer.from(`:${key}`).toString('base64')],
    ['in base64, behind a name', (key: string) => Buffer.from(`me:${key}`).toString('base64')],
    ['in base64 of addresses', (key: string) => Buffer.from(key).toString('base64url')],
  ])('is not repeated in another form, either: %s', (_where, encode) => {
    const secret = 'live~"quoted\\key/?>1234567890+end'
    const said = `refused (${encode(secret)}) there`
    const { detail } = toldFailure({ ...BLAMED, secret }, said).error
    // Of its ends, which base64 mixes with what stands beside them, little is left.
    expect(detail).toMatch(/^refused \(.{0,5}\[key\].{0,5}\) there$/)
  })

  it('is cut where it is a whole page', () => {
    const { detail } = providerFailure(
      answered(500, { message: 'x\n'.repeat(9000) }),
      BLAMED,
      false,
    ).error
    expect(detail?.length).toBeLessThanOrEqual(300)
    expect(detail).not.toContain('\n')
  })
})
