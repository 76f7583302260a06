import { z } from 'zod'
import { plainLine } from './plain-line.ts'

const speakerSchema = z.enum(['person', 'assistant'])
export type Speaker = z.infer<typeof speakerSchema>

/**
 * `complete`: all of it was said. `interrupted`: `text` was cut to what was heard. `failed`: an
 * error ended it. `filtered`: the provider's content filter ended it. `streaming`: it is under way (after a crash it is found so and closed).
 * `recovered`: the words come from the speech journal after a crash.
 */
export const turnStatusSchema = z.enum([
  'streaming',
  'complete',
  'interrupted',
  'failed',
  'filtered',
  'recovered',
])
export type TurnStatus = z.infer<typeof turnStatusSchema>

/** One turn as it is stored and shown: what one party said. */
export const transcriptTurnSchema = z.object({
  id: z.string(),
  conversationId: z.string(),
  /** Person's turn and the reply to it share one. */
  exchangeId: z.string(),
  speaker: speakerSchema,
  text: z.string(),
  status: turnStatusSchema,
  startedAtMs: z.number(),
  durationMs: z.number().nonnegative(),
  /** BCP 47, where known. */
  language: z.string().nullable(),
  /** The person's way in for their turns: hold, tap, open, file. */
  way: z.string().nullable(),
})
export type TranscriptTurn = z.infer<typeof transcriptTurnSchema>

export const conversationIdSchema = z.string().min(1).max(200)
/** More at a time are not picked by hand. */
export const conversationIdsSchema = z.array(conversationIdSchema).min(1).max(10_000)
export const turnIdSchema = z.string().min(1).max(200)

/** What a person may call a conversation. An empty name takes the name away. */
export const conversationTitleSchema = z.string().trim().max(200).transform(plainLine)

export interface ConversationSummary {
  readonly id: string
  readonly startedAtMs: number
  /** When its last turn began. */
  readonly lastAtMs: number
  readonly turnCount: number
  /** The person's name for it, else what they said first; null where they said nothing. */
  readonly title: string | null
  readonly isNamed: boolean
  readonly isPinned: boolean
}

/**
 * Which turns: of one conversation or of all; those before or after a turn (exclusive), or with it in the
 * middle; the newest ones where none of the three is given.
 */
export const pageRequestSchema = z.object({
  conversationId: conversationIdSchema.optional(),
  before: turnIdSchema.optional(),
  after: turnIdSchema.optional(),
  around: turnIdSchema.optional(),
  limit: z.number().int().min(1).max(500),
})
export type PageRequest = z.infer<typeof pageRequestSchema>

/** Oldest first. Where the turn that was named is not there (any more), the page is empty. */
export interface TranscriptPage {
  readonly turns: readonly TranscriptTurn[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
  /** The conversations of these turns. */
  readonly conversations: readonly ConversationSummary[]
}

export const conversationsRequestSchema = z.object({
  /** Those that follow this one. */
  after: conversationIdSchema.optional(),
  limit: z.number().int().min(1).max(500),
})
export type ConversationsRequest = z.infer<typeof conversationsRequestSchema>

export const searchRequestSchema = z.object({
  /** Every word has to be there; of the last one, its beginning. Empty: whatever the filters let pass. */
  text: z.string().max(500),
  /** When the turn began: from (inclusive) to (exclusive). */
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
  speaker: speakerSchema.optional(),
  interrupted: z.literal(true).optional(),
  /** Primary language, `zh` finds `zh-CN`. */
  language: z.string().min(1).max(35).optional(),
  /** Those that were said before this one. */
  before: turnIdSchema.optional(),
  limit: z.number().int().min(1).max(200),
})
export type SearchRequest = z.infer<typeof searchRequestSchema>

export interface FoundTurn {
  readonly turn: TranscriptTurn
  readonly conversation: ConversationSummary
}

/** Newest first. `total` counts all pages. */
export interface SearchAnswer {
  readonly found: readonly FoundTurn[]
  readonly hasMore: boolean
  readonly total: number
}

/** What happened to conversations, for whoever shows them. */
export type TranscriptChange =
  | { readonly kind: 'changed'; readonly conversation: ConversationSummary }
  | { readonly kind: 'removed'; readonly ids: readonly string[] }
  /** Too much to tell one by one: look again. */
  | { readonly kind: 'everything' }
