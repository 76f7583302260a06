import OpenAI from 'openai'
import { z } from 'zod'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import { boundedFetch } from './bounded-body.ts'
import { fetchDespiteClosing } from './closed-connection.ts'

/** What an adapter needs to know of its provider: the `options` of its `EngineModel`. */
const connectionSchema = z.object({
  /** As the person calls it; it stands in what they are told. */
  provider: z.string(),
  baseUrl: z.url(),
  headers: z.record(z.string(), z.string()).default({}),
  /** The name that the provider knows the model by. */
  model: z.string(),
  /** How the key travels: `Authorization: Bearer`, or Azure's `api-key`. */
  keyHeader: z.enum(['bearer', 'api-key']).default('bearer'),
  keyRequired: z.boolean().default(false),
  /** The server is on this machine: it may have to load its model first, and nothing it does costs. */
  onThisMachine: z.boolean().default(false),
  /** How long an answer may stand still, milliseconds; absent: see `limits.ts`. */
  limits: z
    .object({
      firstMs: z.number().positive(),
      nextMs: z.number().positive(),
      latestMs: z.number().positive(),
      wordsMs: z.number().positive().optional(),
    })
    .optional(),
})
type ConnectionOptions = z.infer<typeof connectionSchema>

export interface ProviderConnection extends ConnectionOptions {
  readonly client: OpenAI
  readonly secret: string | undefined
}

/**
 * Redirects are not followed: the key is for this origin alone, a body that was posted would be lost
 * on most of them, and a sign-in page is not the provider.
 */
const REDIRECT = 'manual'

/**
 * A client for one provider. It tries nothing again by itself (the line does, which knows who else could
 * answer), and it writes no log: the SDK's would hold what people say.
 * @throws CodedFailure `provider.key-missing` where a key is needed and none is there
 */
export const connect = (model: EngineModel): ProviderConnection => {
  const options = connectionSchema.parse(model.options)
  const { baseUrl, headers, keyHeader, keyRequired, provider } = options
  const { secret } = model
  if (keyRequired && secret === undefined) {
    throw new CodedFailure({ code: 'provider.key-missing', params: { provider } })
  }
  const tooLong = () =>
    new CodedFailure({
      code: 'provider.unreadable',
      detail: 'its answer is longer than any could be',
      params: { provider, model: options.model },
    })
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: secret ?? 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
    fetch: boundedFetch(fetchDespiteClosing, tooLong),
    fetchOptions: { redirect: REDIRECT },
    defaultHeaders: {
      ...headersOfEnvironment(process.env),
      ...headers,
      ...keyHeaders(secret, keyHeader),
      // Which machine and runtime this is, is nobody's business.
      ...NO_STAINLESS,
    },
  })
  return { ...options, client, secret }
}

const keyHeaders = (secret: string | undefined, keyHeader: ConnectionOptions['keyHeader']) => {
  if (secret === undefined) return { Authorization: null }
  return keyHeader === 'api-key'
    ? { Authorization: null, 'api-key': secret }
    : { Authorization: `Bearer ${secret}` }
}

/**
 * `OPENAI_CUSTOM_HEADERS` is meant for one provider and may hold its key; the SDK would send them to
 * every one.
 */
const headersOfEnvironment = (environment: NodeJS.ProcessEnv): Readonly<Record<string, null>> =>
  Object.fromEntries(
    (environment['OPENAI_CUSTOM_HEADERS'] ?? '').split('\n').flatMap((line) => {
      const name = line.slice(0, Math.max(0, line.indexOf(':'))).trim()
      return name === '' ? [] : [[name, null]]
    }),
  )

const NO_STAINLESS = Object.fromEntries(
  ['Lang', 'Package-Version', 'OS', 'Arch', 'Runtime', 'Runtime-Version', 'Retry-Count'].map(
    (name) => [`X-Stainless-${name}`, null],
  ),
)
