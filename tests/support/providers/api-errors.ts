/** Errors in the shape, and with the codes, of the OpenAI reference and its error guide. */

export interface ApiError {
  readonly status: number
  readonly message: string
  readonly type: string
  readonly code: string | null
  readonly param?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The body that carries an error, in an answer or as an event. */
export const errorBody = ({ message, type, code, param }: ApiError) => ({
  error: { message, type, param: param ?? null, code },
})

const invalid = (
  status: number,
  code: string | null,
  message: string,
  param?: string,
): ApiError => ({
  status,
  message,
  type: 'invalid_request_error',
  code,
  ...(param === undefined ? {} : { param }),
})

/** `retryAfter` is the header's text: seconds, a date, or nonsense; left out where it is absent. */
export const rateLimited = (retryAfter?: string): ApiError => ({
  status: 429,
  message: 'Rate limit reached for requests. Please try again later.',
  type: 'requests',
  code: 'rate_limit_exceeded',
  ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
})

/** The 429 that no waiting helps. */
export const insufficientQuota: ApiError = {
  status: 429,
  message: 'You exceeded your current quota, please check your plan and billing details.',
  type: 'insufficient_quota',
  code: 'insufficient_quota',
}

export const serverError: ApiError = {
  status: 500,
  message: 'The server had an error while processing your request. Sorry about that!',
  type: 'server_error',
  code: null,
}

export const overloaded: ApiError = {
  status: 503,
  message: 'That model is currently overloaded with other requests.',
  type: 'server_error',
  code: null,
}

export const wrongKey = invalid(401, 'invalid_api_key', 'Incorrect API key provided: sk-***.')

export const missingKey = invalid(401, null, "You didn't provide an API key.")

export const regionRefused: ApiError = {
  status: 403,
  message: 'Country, region, or territory not supported',
  type: 'request_forbidden',
  code: 'unsupported_country_region_territory',
}

export const unknownModel = (model: string) =>
  invalid(
    404,
    'model_not_found',
    `The model \`${model}\` does not exist or you do not have access.`,
  )

export const unknownPath = (method: string, path: string) =>
  invalid(404, null, `Invalid URL (${method} ${path})`)

export const contextTooLong = invalid(
  400,
  'context_length_exceeded',
  "This model's maximum context length is 8192 tokens. Please reduce the length of the messages.",
  'messages',
)

/** As Azure answers a prompt that its filter refuses. */
export const contentFiltered = invalid(
  400,
  'content_filter',
  'The response was filtered due to the prompt triggering the content management policy.',
  'prompt',
)

export const badRequest = (message: string, param?: string) => invalid(400, null, message, param)
