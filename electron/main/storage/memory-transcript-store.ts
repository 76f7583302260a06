import { succeed, type Result } from '../../contracts/errors.ts'
import type { ConversationSummary, TranscriptTurn } from '../../contracts/transcript.ts'
import { compareTurns } from '../../core/transcripts/grouping.ts'
import { storable, type TranscriptStore } from './transcript-store.ts'

/**
 * The transcript in memory: for tests, and for a run in which the profile's disk cannot be written,
 * so that there is a conversation at all.
 */
export class MemoryTranscriptStore implements TranscriptStore {
  readonly #turns = new Map<string, TranscriptTurn>()
  readonly #conversations = new Map<string, number>()

  upsertTurn(turn: TranscriptTurn): Result<null> {
    if (!this.#conversations.has(turn.conversationId)) {
      this.#conversations.set(turn.conversationId, turn.startedAtMs)
    }
    const known = this.#turns.get(turn.id)
    const row = storable(turn)
    const text = row.speaker === 'person' && row.text === '' ? (known?.text ?? '') : row.text
    // Which conversation and exchange a turn belongs to, and whose it is, never changes.
    const { conversationId, exchangeId, speaker } = known ?? row
    this.#turns.set(turn.id, { ...row, text, conversationId, exchangeId, speaker })
    return succeed(null)
  }

  page(request: {
    readonly before?: string | undefined
    readonly limit: number
  }): Result<readonly TranscriptTurn[]> {
    const all = this.#sorted()
    if (request.before === undefined) return succeed(all.slice(-request.limit))
    const end = all.findIndex(({ id }) => id === request.before)
    return succeed(end < 0 ? [] : all.slice(Math.max(0, end - request.limit), end))
  }

  conversations(): Result<readonly ConversationSummary[]> {
    const all = [...this.#conversations].map(([id, startedAtMs]) => ({
      id,
      startedAtMs,
      turnCount: this.#sorted().filter(({ conversationId }) => conversationId === id).length,
    }))
    return succeed(all.sort((a, b) => a.startedAtMs - b.startedAtMs || (a.id < b.id ? -1 : 1)))
  }

  recentTurns(conversationId: string, limit: number): Result<readonly TranscriptTurn[]> {
    return succeed(
      this.#sorted()
        .filter((turn) => turn.conversationId === conversationId)
        .slice(-limit),
    )
  }

  closeStreamingTurns(): Result<number> {
    const streaming = this.#sorted().filter(({ status }) => status === 'streaming')
    for (const turn of streaming) this.#turns.set(turn.id, { ...turn, status: 'interrupted' })
    return succeed(streaming.length)
  }

  close(): void {
    // Nothing is held.
  }

  #sorted(): TranscriptTurn[] {
    return [...this.#turns.values()].sort(compareTurns)
  }
}
