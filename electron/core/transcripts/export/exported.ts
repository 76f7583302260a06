import type { ConversationSummary, TranscriptTurn } from '../../../contracts/transcript.ts'

/** A conversation as it is written out: its turns oldest first, none under way. */
export interface ExportedConversation {
  readonly id: string
  /** As it is shown; null where the person said nothing. */
  readonly title: string | null
  readonly isNamed: boolean
  readonly isPinned: boolean
  readonly startedAtMs: number
  readonly turns: readonly TranscriptTurn[]
}

/** The words around what was said, in the person's language. */
export interface ExportWords {
  readonly heading: string
  readonly untitled: string
  readonly person: string
  readonly assistant: string
  readonly status: Readonly<Record<TranscriptTurn['status'], string>>
  /** A day and a time, for people. */
  readonly dateTime: (atMs: number) => string
  readonly time: (atMs: number) => string
  /** BCP 47. */
  readonly locale: string
}

/** Writes piece by piece, so that a transcript of years needs no room for all of itself. */
export type ExportPieces = Generator<string, void, undefined>

export const exported = (
  { id, title, isNamed, isPinned, startedAtMs }: ConversationSummary,
  turns: readonly TranscriptTurn[],
): ExportedConversation => ({
  id,
  title,
  isNamed,
  isPinned,
  startedAtMs,
  turns: turns.map((turn) =>
    turn.status === 'streaming' ? { ...turn, status: 'interrupted' } : turn,
  ),
})

export const nameOf = (turn: TranscriptTurn, words: ExportWords): string => words[turn.speaker]
