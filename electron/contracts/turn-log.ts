import { z } from 'zod'

/** Latency marks of one exchange in order, epoch milliseconds; absent where it was not reached. */
export const latencyMarksSchema = z.object({
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

/** One line of `turns.jsonl`: a finished exchange. Text only where the person switched it on. */
export const turnLogRecordSchema = z.object({
  version: z.literal(1),
  exchangeId: z.string(),
  conversationId: z.string(),
  way: z.enum(['hold', 'tap', 'open', 'file']),
  startedAtMs: z.number(),
  marks: latencyMarksSchema,
  /** Why the person's turn ended: "released", "0.52 s silence, sentence closed" ... */
  turnEndReason: z.string(),
  /** Whether the reply that was played had been begun before the turn was confirmed. */
  speculated: z.boolean(),
  outcome: z.enum(['answered', 'interrupted', 'cancelled', 'failed', 'no-speech']),
  interruptedBy: z.enum(['speech', 'hotkey', 'escape', 'command', 'mute', 'crash']).nullable(),
  errorCode: z.string().nullable(),
  engines: z.object({ stt: z.string(), llm: z.string(), tts: z.string() }),
  personAudioMs: z.number().nullable(),
  replyHeardMs: z.number(),
  completionTokens: z.number().nullable(),
  personText: z.string().optional(),
  replyText: z.string().optional(),
})
export type TurnLogRecord = z.infer<typeof turnLogRecordSchema>
