import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'
import { CodedFailure, type CodedError, type ErrorCode } from '../../contracts/errors.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { withoutKeys } from './without-keys.ts'

/** Whose failure it is, for the sentence and for taking the key out of what a server says. */
export interface Blamed {
  readonly provider: string
  readonly model: string
  readonly secret: string | undefined
}

/** What servers say, by code or in words, where their status says less or there is none. */
const SAID: readonly (readonly [RegExp, ErrorCode])[] = [
  [
    /insufficient_quota|insufficient.balance|billing|exceeded your current quota/i,
    'provider.quota-exhausted',
  ],
  [
    /invalid_api_key|incorrect api key|api[ _]key[ _](?:not[ _]valid|invalid)/i,
    'provider.key-rejected',
  ],
  [
    /model_not_found|(?:unknown|invalid) model|model.{0,60}(?:does not|doesn't|not) (?:exist|found)/i,
    'provider.model-unknown',
  ],
  [/rate_limit/i, 'provider.rate-limited'],
  [/content_filter|content management policy|moderation/i, 'provider.refused'],
]

/** An error may come in a body of megabytes; what it is about stands at its beginning. */
const LONGEST_SAID = 20_000

const codeOfWords = (said: string): ErrorCode | null => {
  const beginning = said.slice(0, LONGEST_SAID)
  return SAID.find(([words]) => words.test(beginning))?.[1] ?? null
}

const codeOfStatus = (status: number, said: string): ErrorCode => {
  switch (status) {
    case 401:
    case 403:
      return 'provider.key-rejected'
    case 402:
      return 'provider.quota-exhausted'
    case 404:
    case 405:
      return 'provider.model-unknown'
    case 408:
      return 'provider.overloaded'
    case 511:
      // A network that wants its users to sign in.
      return 'provider.unreadable'
    case 429: {
      const exhausted = codeOfWords(said) === 'provider.quota-exhausted'
      return exhausted ? 'provider.quota-exhausted' : 'provider.rate-limited'
    }
    default:
      if (status >= 500) return 'provider.overloaded'
      // Some refuse a wrong key or model with 400.
      return status < 400 ? 'provider.unreadable' : (codeOfWords(said) ?? 'provider.refused')
  }
}

/** Error codes of Node's sockets, from the failure itself or from what caused it. */
const socketCodeOf = (thrown: unknown): string | null => {
  for (let at = thrown, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code
  }
  return null
}

/** A failure that a server tells inside of a stream, where no status says what it is. */
export const toldFailure = (
  { provider, model, secret }: Blamed,
  said: string,
  cause?: unknown,
): CodedFailure =>
  new CodedFailure(
    {
      code: codeOfWords(said) ?? 'provider.overloaded',
      detail: withoutKeys(said, secret),
      params: { provider, model },
    },
    { cause },
  )

/** A content filter ended the answer in the middle: what came of it counts, and asking again is of no use. */
export const filtered = ({ provider, model }: Blamed): CodedFailure =>
  new CodedFailure({
    code: 'provider.filtered',
    detail: 'content_filter',
    params: { provider, model },
  })

/** A refusal with a status, where it did not come through the SDK. */
export const statusFailure = (
  { provider, model, secret }: Blamed,
  status: number,
  said: string,
): CodedFailure => {
  const code = codeOfStatus(status, said)
  const missing = code === 'provider.key-rejected' && secret === undefined
  return new CodedFailure({
    code: missing ? 'provider.key-missing' : code,
    detail: withoutKeys(`${status} ${said}`.trim(), secret),
    params: { provider, model },
  })
}

/**
 * Any failure of a call as a coded value.
 * @param begun something of the answer had come already
 */
export const providerFailure = (thrown: unknown, blamed: Blamed, begun: boolean): CodedFailure => {
  if (thrown instanceof CodedFailure) return thrown
  const { provider, model, secret } = blamed
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
  // The SDK throws an `APIError` without a status where the stream itself carries an error.
  if (thrown instanceof APIError && !(thrown instanceof APIConnectionError)) {
    return toldFailure(blamed, `${thrown.code ?? ''} ${thrown.type ?? ''} ${said}`.trim(), thrown)
  }
  if (begun) return coded('provider.cut-off')
  return thrown instanceof APIConnectionError || socketCodeOf(thrown) !== null
    ? coded('provider.unreachable')
    : coded('provider.unreadable')
}
