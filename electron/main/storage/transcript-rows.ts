import { z } from 'zod'
import {
  transcriptTurnSchema,
  turnStatusSchema,
  type ConversationSummary,
  type TranscriptTurn,
} from '../../contracts/transcript.ts'
import { datedMs } from '../../core/transcripts/day.ts'
import { titleOf } from '../../core/transcripts/title.ts'

/** The columns of `turns` by the names of a `TranscriptTurn`, for `turnsOfRows`. */
export const TURN_COLUMNS = `turns.id, turns.conversation_id AS conversationId,
  turns.exchange_id AS exchangeId, turns.speaker, CAST(turns.text AS BLOB) AS text, turns.status,
  turns.started_at_ms AS startedAtMs, turns.duration_ms AS durationMs, turns.language, turns.way`

/**
 * Words are read as bytes: libsql ends the process at a text that is no UTF-8, and a damaged disk must cost
 * no more than a letter.
 */
const decoder = new TextDecoder()
const wordsSchema = z.instanceof(ArrayBuffer).transform((bytes) => decoder.decode(bytes))

/** Whatever SQLite holds as a number, infinite ones too. */
const momentSchema = z.custom<number>((value) => typeof value === 'number').transform(datedMs)

/**
 * A row as far as it can be shown: the words count, whatever else an edit by hand, another program or
 * a wrong clock has put beside them.
 */
const turnRowSchema = transcriptTurnSchema.extend({
  text: wordsSchema,
  status: turnStatusSchema.catch('complete'),
  startedAtMs: momentSchema,
  durationMs: transcriptTurnSchema.shape.durationMs.catch(0),
})

/** A row without words or names is left out, and left where it is: it must not hide the others. */
export const turnsOfRows = (rows: readonly unknown[]): readonly TranscriptTurn[] =>
  rows.flatMap((row) => {
    const parsed = turnRowSchema.safeParse(row)
    return parsed.success ? [parsed.data] : []
  })

/** The columns of `conversations` by the names of a summary, and what its turns say of it. */
export const SUMMARY_COLUMNS = `conversations.id, conversations.started_at_ms AS startedAtMs,
  conversations.last_at_ms AS lastAtMs, CAST(conversations.title AS BLOB) AS title,
  conversations.pinned,
  (SELECT count(*) FROM turns WHERE conversation_id = conversations.id) AS turnCount,
  (SELECT CAST(text AS BLOB) FROM turns
     WHERE conversation_id = conversations.id AND speaker = 'person' AND trim(text) <> ''
     ORDER BY started_at_ms, id LIMIT 1) AS firstWords`

const summaryRowSchema = z.object({
  id: z.string(),
  startedAtMs: momentSchema,
  lastAtMs: momentSchema,
  title: wordsSchema.nullable(),
  pinned: z.number(),
  turnCount: z.number(),
  firstWords: wordsSchema.nullable(),
})

export const summariesOfRows = (rows: readonly unknown[]): readonly ConversationSummary[] =>
  rows.flatMap((row) => {
    const parsed = summaryRowSchema.safeParse(row)
    if (!parsed.success) return []
    const { title, pinned, firstWords, ...rest } = parsed.data
    return [
      {
        ...rest,
        title: title ?? titleOf(firstWords ?? ''),
        isNamed: title !== null,
        isPinned: pinned !== 0,
      },
    ]
  })
