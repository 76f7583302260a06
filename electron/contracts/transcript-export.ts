import { z } from 'zod'
import { conversationIdsSchema, transcriptTurnSchema } from './transcript.ts'

/** What a transcript can be written as. */
export const EXPORT_FORMATS = ['markdown', 'html', 'pdf', 'json', 'srt', 'vtt'] as const
export const exportFormatSchema = z.enum(EXPORT_FORMATS)
export type ExportFormat = z.infer<typeof exportFormatSchema>

/** Which conversations: these, or every one. */
export const exportScopeSchema = z.union([z.literal('all'), conversationIdsSchema])
export type ExportScope = z.infer<typeof exportScopeSchema>

/** What became of an export. `file` is null where the person chose none. */
export interface ExportOutcome {
  readonly file: string | null
  readonly turns: number
}

/** What a file would add, for the person to decide. */
export interface ImportPreview {
  /** Names what was read when it is taken over. */
  readonly token: string
  readonly file: string
  readonly conversations: number
  readonly newTurns: number
  /** Turns that are here already, and stay as they are. */
  readonly knownTurns: number
}

export interface ImportOutcome {
  readonly conversations: number
  readonly turns: number
}

/** Latest version of the exchange format that this Warbler writes and reads. */
export const EXCHANGE_VERSION = 1

/**
 * An id by which others are told apart after they were stored, too: a database ends a text at NUL, and has one
 * and the same sign for every half of a character.
 */
const idSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'no plain text')

const MOMENT_LIMIT_MS = 8.64e15
const momentSchema = z.number().min(-MOMENT_LIMIT_MS).max(MOMENT_LIMIT_MS)

/**
 * A transcript as JSON, version 1. What a field means stands at `transcriptTurnSchema`; a turn's
 * conversation is the one that it stands in. Times are milliseconds since 1970 (UTC), with a fraction. Readers
 * pass over fields that they do not know; a change that they could not is another version.
 */
export const exchangeSchema = z.object({
  format: z.literal('warbler-transcript'),
  version: z.literal(EXCHANGE_VERSION),
  /** ISO 8601, UTC. */
  exportedAt: z.string(),
  conversations: z.array(
    z.object({
      id: idSchema,
      /** The person's own name for it; null where it has none. */
      title: z.string().max(200).nullable(),
      pinned: z.boolean(),
      startedAtMs: momentSchema,
      turns: z.array(
        transcriptTurnSchema.omit({ conversationId: true }).extend({
          id: idSchema,
          exchangeId: idSchema,
          text: z.string().max(1_000_000),
          startedAtMs: momentSchema,
          durationMs: z.number().min(0).max(MOMENT_LIMIT_MS),
          language: z.string().max(100).nullable(),
          way: z.string().max(100).nullable(),
        }),
      ),
    }),
  ),
})
export type Exchange = z.infer<typeof exchangeSchema>

/** Enough to tell a file of a later version from one that is no transcript. */
export const exchangeHeadSchema = z.object({
  format: z.literal('warbler-transcript'),
  version: z.number(),
})
