import type { Result } from '../../contracts/errors.ts'
import type { ConversationSummary, TranscriptTurn } from '../../contracts/transcript.ts'

/**
 * Where the transcript is kept. `ok` from `upsertTurn` means that the turn survives a power cut.
 * Failures: `disk.full`, `storage.damaged`, `storage.unavailable`.
 */
export interface TranscriptStore {
  /**
   * Adds the turn, or replaces the one of its id; its conversation is made where it is new. What the
   * person said is never replaced by nothing. NUL characters, which end a text in C, become U+FFFD.
   */
  upsertTurn(turn: TranscriptTurn): Result<null>
  /**
   * A page of turns of all conversations, oldest first: the newest ones, or those just before the
   * turn `before` (exclusive; an unknown one gives an empty page).
   */
  page(request: {
    readonly before?: string | undefined
    readonly limit: number
  }): Result<readonly TranscriptTurn[]>
  /** Oldest first. */
  conversations(): Result<readonly ConversationSummary[]>
  /** The newest turns of one conversation, oldest first. */
  recentTurns(conversationId: string, limit: number): Result<readonly TranscriptTurn[]>
  /** Turns that a crash left streaming are closed as interrupted. Returns how many. */
  closeStreamingTurns(): Result<number>
  close(): void
}

/** The turn as it can be stored. */
export const storable = (turn: TranscriptTurn): TranscriptTurn => ({
  ...turn,
  text: turn.text.replaceAll('\0', '\uFFFD'),
})
