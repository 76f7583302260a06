import { z } from 'zod'
import type { CodedError } from './errors.ts'
import { languageTagSchema } from './language-tag.ts'

/**
 * Providers: servers that speak the OpenAI API, as the person set them up, and the order in which
 * the engines of a role are used.
 */

/** What an engine does. */
export const ENGINE_ROLES = ['stt', 'llm', 'tts'] as const
export type EngineRole = (typeof ENGINE_ROLES)[number]

/** What a provider can be used for: the roles, and speech to speech, which stands in the line of language models. */
export const PROVIDER_PARTS = [...ENGINE_ROLES, 'realtime'] as const
export type ProviderPart = (typeof PROVIDER_PARTS)[number]

export const PROVIDER_PRESETS = [
  'openai',
  'azure',
  'groq',
  'openrouter',
  'mistral',
  'deepseek',
  'dashscope',
  'ollama',
  'lmstudio',
  'vllm',
  'localai',
  'speaches',
  'llamacpp',
  'custom',
] as const
const providerPresetIdSchema = z.enum(PROVIDER_PRESETS)
export type ProviderPresetId = z.infer<typeof providerPresetIdSchema>

/**
 * What is known of a provider before anybody asks it (`resources/providers/presets.json`): where it is,
 * what it has, and in what it differs from the others.
 */
export const providerPresetSchema = z.object({
  id: providerPresetIdSchema,
  name: z.string(),
  /** Empty: the person names it. */
  baseUrl: z.string(),
  keyRequired: z.boolean().default(false),
  /** Where a key can be had. */
  keyPage: z
    .url({ protocol: /^https$/ })
    .nullable()
    .default(null),
  keyHeader: z.enum(['bearer', 'api-key']).default('bearer'),
  /** How a text is continued that broke off (`engines/provider/chat-messages.ts`). */
  continuation: z.enum(['prefill', 'prefix', 'ask']).default('ask'),
  limitField: z.enum(['max_tokens', 'max_completion_tokens']).default('max_tokens'),
  countsTokens: z.boolean().default(true),
  contextTokens: z.number().int().positive().default(8192),
  api: z.enum(['chat', 'responses']).default('chat'),
  /** Names of models by role; null: it does not do this; empty: ask it. */
  stt: z.array(z.string()).nullable().default(null),
  /** Of them, those that tell a transcript while they make it; their dated versions do, too. */
  sttStreaming: z.array(z.string()).default([]),
  llm: z.array(z.string()).nullable().default(null),
  tts: z.array(z.string()).nullable().default(null),
  voices: z.array(z.string()).default([]),
  realtime: z.array(z.string()).nullable().default(null),
  realtimeVoices: z.array(z.string()).default([]),
})
export type ProviderPreset = z.infer<typeof providerPresetSchema>

/** Names of headers in which a key would travel: keys have their own place, which is not a file. */
const KEY_HEADERS = /^(?:authorization|api-key|x-api-key|cookie|proxy-authorization)$/i

const headerNameSchema = z
  .string()
  .regex(/^[\w!#$%&'*+.^`|~-]{1,64}$/)
  .refine((name) => !KEY_HEADERS.test(name), { error: 'a key does not belong into the headers' })

/** Visible ASCII, blanks and tabs: nothing that could end a header. */
const headerValueSchema = z.string().regex(/^[\t\u0020-\u007e]{0,1000}$/)

const modelNameSchema = z.string().trim().min(1).max(200)
const languagesSchema = z.array(languageTagSchema).max(100)

export const providerIdSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/)

/** http or https; without a user, a query or a fragment: those may hold keys and never travel on. */
const baseUrlSchema = z.url({ protocol: /^https?$/ }).regex(/^[^@?#]{1,500}$/)

export const providerSchema = z.object({
  id: providerIdSchema,
  preset: providerPresetIdSchema,
  name: z.string().trim().min(1).max(60),
  /** Ends where `/chat/completions` begins, usually in `/v1`. */
  baseUrl: baseUrlSchema,
  headers: z.record(headerNameSchema, headerValueSchema).default({}),
  /** What is used of it, by role; null: nothing. */
  stt: z
    .object({
      model: modelNameSchema,
      languages: languagesSchema.default([]),
      /** Whether it tells a transcript while it makes it; absent: as the preset knows of its models. */
      streams: z.boolean().optional(),
    })
    .nullable()
    .default(null),
  llm: z
    .object({
      model: modelNameSchema,
      api: z.enum(['chat', 'responses']).default('chat'),
      /** Tokens that a prompt and its answer may have together; null: not known. */
      contextTokens: z.number().int().min(512).max(2_000_000).nullable().default(null),
    })
    .nullable()
    .default(null),
  tts: z
    .object({
      model: modelNameSchema,
      voice: z.string().trim().min(1).max(200),
      languages: languagesSchema.default([]),
      /** Of raw PCM, which says nothing of itself. */
      sampleRateHz: z.number().int().min(8000).max(48_000).default(24_000),
    })
    .nullable()
    .default(null),
  realtime: z
    .object({ model: modelNameSchema, voice: z.string().trim().min(1).max(200) })
    .nullable()
    .default(null),
})
export type Provider = z.infer<typeof providerSchema>

const LOOPBACK = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:\/|$)/i

/** Whether an address is this machine's own, so that what is sent there stays here. */
export const isLoopback = (url: string): boolean => LOOPBACK.test(url)

/** `local`, `provider:<id>`, or, of language models, `realtime:<id>`: speech to speech. */
export const engineReferenceSchema = z
  .string()
  .regex(/^(?:local|(?:provider|realtime):[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)$/)
export type EngineReference = z.infer<typeof engineReferenceSchema>

/** More stand in nobody's line, and are somebody's mistake. */
export const MOST_ENGINES = 10
export const MOST_PROVIDERS = 20

const roleOrderSchema = z.array(engineReferenceSchema).min(1).max(MOST_ENGINES)

/** Per role, the engine that is used first, the one that takes its place, and so on. */
export const engineOrderSchema = z.object({
  stt: roleOrderSchema,
  llm: roleOrderSchema,
  tts: roleOrderSchema,
})
export type EngineOrder = z.infer<typeof engineOrderSchema>

export const LOCAL_ONLY: EngineOrder = { stt: ['local'], llm: ['local'], tts: ['local'] }

export const providerReference = (id: string): EngineReference => `provider:${id}`

export const realtimeReference = (id: string): EngineReference => `realtime:${id}`

export const isRealtime = (reference: EngineReference): boolean => reference.startsWith('realtime:')

/** The provider's id in a reference; null for `local`. */
export const providerOf = (reference: EngineReference): string | null =>
  reference === 'local' ? null : reference.slice(reference.indexOf(':') + 1)

/** Where the key of a provider is, for windows: the key itself never leaves main and the workers. */
export type KeyState = 'none' | 'stored' | 'session' | 'environment'

export interface ProviderKeys {
  readonly keys: Readonly<Record<string, KeyState>>
  /** The system has a place for secrets; without one a key lasts as long as this run. */
  readonly canStore: boolean
}

/** What one real call said of a part. */
export interface ProviderTest {
  readonly role: ProviderPart
  readonly ok: boolean
  /**
   * From the request to the first useful byte; of speech to speech from the end of what is said, in a
   * session that is open, to the first sound. Null where nothing came.
   */
  readonly firstMs: number | null
  /** From the beginning, the opening of a session included, to the end. */
  readonly totalMs: number
  /** What came: the reply, the transcript, how long the sound was. */
  readonly result: string
  readonly error: CodedError | null
}

/** A server that answers on this machine, ready to be taken on as a provider. */
export interface FoundServer {
  readonly preset: ProviderPresetId
  readonly baseUrl: string
  readonly models: readonly string[]
}
