import { z } from 'zod'

export const speakerSchema = z.enum(['person', 'assistant'])
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

export interface ConversationSummary {
  readonly id: string
  readonly startedAtMs: number
  readonly turnCount: number
}
