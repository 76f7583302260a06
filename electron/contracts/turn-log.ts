import { z } from 'zod'

/** Latency marks of one exchange in order, epoch milliseconds; absent where it was not reached. */
const latencyMarksSchema = z.object({
  'speech-end': z.number().optional(),
  'turn-end': z.number().optional(),
  'transcript-final': z.number().optional(),
  'first-token': z.number().optional(),
  'first-clause': z.number().optional(),
  'first-audio': z.number().optional(),
  'playback-start': z.number().optional(),
})
export type LatencyMarks = z.infer<typeof latencyMarksSchema>
export type LatencyMark = keyof LatencyMarks

/** Why the person's speech over a reply did not count as an interruption, or that it did. */
const bargeInOutcomeSchema = z.enum(['interrupted', 'backchannel', 'noise', 'echo', 'stranger'])
export type BargeInOutcome = z.infer<typeof bargeInOutcomeSchema>

/** One thing that happened in an exchange, on the turn inspector's timeline. Epoch milliseconds. */
const timelineEntrySchema = z.discriminatedUnion('kind', [
  /** The person spoke. */
  z.object({ kind: z.literal('speech'), atMs: z.number(), untilMs: z.number() }),
  /**
   * They paused. `score` is the turn detector's, 0 to 1; `reason` is what the decision rests on
   * ("0.31 s silence, complete 0.94"); `ended`: the pause was taken for the end of the turn.
   */
  z.object({
    kind: z.literal('pause'),
    atMs: z.number(),
    untilMs: z.number(),
    score: z.number().nullable(),
    reason: z.string(),
    ended: z.boolean(),
  }),
  /** A reply was begun before the turn was over; `kept` is whether it was the one that was heard. */
  z.object({
    kind: z.literal('speculation'),
    atMs: z.number(),
    untilMs: z.number(),
    kept: z.boolean(),
  }),
  /** Speech went on after the decision: the unheard reply was withdrawn, the words were merged. */
  z.object({ kind: z.literal('joined'), atMs: z.number() }),
  /** Somebody or something sounded over the reply, which stood still meanwhile. */
  z.object({
    kind: z.literal('barge-in'),
    atMs: z.number(),
    untilMs: z.number(),
    outcome: bargeInOutcomeSchema,
    reason: z.string(),
  }),
  /** A short "one moment", because it took long. */
  z.object({ kind: z.literal('acknowledgement'), atMs: z.number(), untilMs: z.number() }),
  /** The reply sounded, from its first sound to its last; `heardMs` of that was sound. */
  z.object({
    kind: z.literal('reply'),
    atMs: z.number(),
    untilMs: z.number(),
    heardMs: z.number().optional(),
  }),
])
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

/** More than any exchange has; older ones are let go. */
export const MAXIMUM_TIMELINE_ENTRIES = 200

/** One line of `turns.jsonl`: a finished exchange. Text only where the person switched it on. */
export const turnLogRecordSchema = z.object({
  /** 1 had no timeline and no discarded speculations. */
  version: z.union([z.literal(1), z.literal(2)]),
  exchangeId: z.string(),
  conversationId: z.string(),
  way: z.enum(['hold', 'tap', 'open', 'file', 'wake', 'follow-up']),
  startedAtMs: z.number(),
  marks: latencyMarksSchema,
  /** Why the person's turn ended: "released", "0.52 s silence, sentence closed" ... */
  turnEndReason: z.string(),
  /** Whether the reply that was played had been begun before the turn was confirmed. */
  speculated: z.boolean(),
  /** Replies that were begun and dropped because the person went on. */
  discardedSpeculations: z.number().int().nonnegative().default(0),
  timeline: z.array(timelineEntrySchema).max(MAXIMUM_TIMELINE_ENTRIES).default([]),
  outcome: z.enum(['answered', 'interrupted', 'cancelled', 'failed', 'no-speech']),
  interruptedBy: z.enum(['speech', 'hotkey', 'escape', 'command', 'mute', 'crash']).nullable(),
  errorCode: z.string().nullable(),
  /**
   * Ids of the models that served it, or would have; empty where there was none. A model that speaks by
   * itself is the voice, too. `turn`: the turn detector.
   */
  engines: z.object({
    stt: z.string(),
    llm: z.string(),
    tts: z.string(),
    turn: z.string().default(''),
  }),
  personAudioMs: z.number().nullable(),
  replyHeardMs: z.number(),
  completionTokens: z.number().nullable(),
  /** From the first token to the last, ms; null where the model did not come to its end. */
  generationMs: z.number().nullable().default(null),
  personText: z.string().optional(),
  replyText: z.string().optional(),
})
export type TurnLogRecord = z.infer<typeof turnLogRecordSchema>
