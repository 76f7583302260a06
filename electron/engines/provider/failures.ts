import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'
import { CodedFailure, type CodedError, type ErrorCode } from '../../contracts/errors.ts'

/** Whose failure it is, for the sentence and for taking the key out of what a server says. */
export interface Blamed {
  readonly provider: string
  readonly model: string
  readonly secret: string | undefined
}

/** A server may answer with a page of text; a log line is enough. */
const LONGEST_DETAIL = 300

const KEY_LIKE = /\b(?:sk|gsk|pk|xai|key)[-_][\w*-]{6,}/gi

/** What the server said, without the key: some repeat a part of it. */
const withoutKeys = (text: string, secret: string | undefined): string => {
  const whole = secret === undefined ? text : text.replaceAll(secret, '[key]')
  return whole.replace(KEY_LIKE, '[key]').replace(/\s+/g, ' ').slice(0, LONGEST_DETAIL)
}

/** Seconds that a `Retry-After` asks for (RFC 9110, 10.2.3); null where it says nothing sensible. */
export const retryAfterSeconds = (header: string | null | undefined, nowMs: number) => {
  if (header === null || header === undefined || header.trim() === '') return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds : null
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, (atMs - nowMs) / 1000)
}

const QUOTA = /insufficient_quota|insufficient_balance|billing|exceeded your current quota/i

const codeOfStatus = (status: number, said: string): ErrorCode => {
  if (status === 401 || status === 403) return 'provider.key-rejected'
  if (status === 402) return 'provider.quota-exhausted'
  if (status === 404 || status === 405) return 'provider.model-unknown'
  if (status === 429) return QUOTA.test(said) ? 'provider.quota-exhausted' : 'provider.rate-limited'
  if (status === 408 || status >= 500) return 'provider.overloaded'
  if (status >= 300 && status < 400) return 'provider.unreadable'
  return 'provider.refused'
}

/** Error codes of Node's sockets, from the failure itself or from what caused it. */
const socketCodeOf = (thrown: unknown): string | null => {
  for (let at = thrown, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code
  }
  return null
}

/**
 * Any failure of a call as a coded value.
 * @param begun something of the answer had come already
 */
export const providerFailure = (
  thrown: unknown,
  { provider, model, secret }: Blamed,
  begun: boolean,
): CodedFailure => {
  if (thrown instanceof CodedFailure) return thrown
  const params = { provider, model }
  const said = thrown instanceof Error ? thrown.message : String(thrown)
  const coded = (code: ErrorCode, more: Record<string, number> = {}): CodedFailure => {
    const detail = withoutKeys(`${socketCodeOf(thrown) ?? ''} ${said}`.trim(), secret)
    const error: CodedError = { code, detail, params: { ...params, ...more } }
    return new CodedFailure(error, { cause: thrown })
  }
  if (thrown instanceof APIError && typeof thrown.status === 'number') {
    const code = codeOfStatus(thrown.status, `${thrown.code ?? ''} ${thrown.type ?? ''} ${said}`)
    if (code === 'provider.key-rejected' && secret === undefined)
      return coded('provider.key-missing')
    const seconds = retryAfterSeconds(thrown.headers?.get('retry-after'), Date.now())
    return coded(code, seconds === null ? {} : { retryAfterSeconds: seconds })
  }
  if (thrown instanceof APIConnectionTimeoutError) return coded('provider.stalled')
  if (thrown instanceof SyntaxError) return coded('provider.unreadable')
  if (begun) {
    // The SDK throws an `APIError` without a status where the stream itself carries an error.
    const told = thrown instanceof APIError && !(thrown instanceof APIConnectionError)
    return coded(told ? 'provider.overloaded' : 'provider.cut-off')
  }
  if (thrown instanceof APIConnectionError || socketCodeOf(thrown) !== null) {
    return coded('provider.unreachable')
  }
  return thrown instanceof APIError ? coded('provider.overloaded') : coded('provider.unreadable')
}
