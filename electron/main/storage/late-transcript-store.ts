import type { Result } from '../../contracts/errors.ts'
import type { ConversationSummary, TranscriptTurn } from '../../contracts/transcript.ts'
import { MemoryTranscriptStore } from './memory-transcript-store.ts'
import type { TranscriptStore } from './transcript-store.ts'

/**
 * The transcript of a run that could not open its file at the start: on a full disk, or without the
 * leave to write.
 *
 * Invariants:
 * 1. Until the file can be opened, what is said is in memory: there is a conversation at all, and the
 *    person was told that it is not kept.
 * 2. Each turn tries the file again, and the end of the run does; what is in memory goes into it first,
 *    all of it or, where that fails, for another try.
 */
export class LateTranscriptStore implements TranscriptStore {
  readonly #open: () => TranscriptStore
  readonly #memory = new MemoryTranscriptStore()
  #file: TranscriptStore | null = null

  /** @param open throws where the file cannot be opened yet. */
  constructor(open: () => TranscriptStore) {
    this.#open = open
  }

  upsertTurn(turn: TranscriptTurn): Result<null> {
    if (this.#file !== null) return this.#file.upsertTurn(turn)
    const kept = this.#memory.upsertTurn(turn)
    this.#tryFile()
    return kept
  }

  page(request: Parameters<TranscriptStore['page']>[0]): Result<readonly TranscriptTurn[]> {
    return this.#present.page(request)
  }

  conversations(): Result<readonly ConversationSummary[]> {
    return this.#present.conversations()
  }

  recentTurns(conversationId: string, limit: number): Result<readonly TranscriptTurn[]> {
    return this.#present.recentTurns(conversationId, limit)
  }

  closeStreamingTurns(): Result<number> {
    return this.#present.closeStreamingTurns()
  }

  close(): void {
    if (this.#file === null) this.#tryFile()
    this.#file?.close()
  }

  get #present(): TranscriptStore {
    return this.#file ?? this.#memory
  }

  #tryFile(): void {
    const said = this.#memory.page({ limit: Infinity })
    if (!said.ok || said.value.length === 0) return
    const file = this.#opened()
    if (file === null) return
    // What the run before was cut off in.
    const isReady =
      file.closeStreamingTurns().ok && said.value.every((turn) => file.upsertTurn(turn).ok)
    if (isReady) this.#file = file
    else file.close()
  }

  #opened(): TranscriptStore | null {
    try {
      return this.#open()
    } catch {
      // As at the start, of which the person was told.
      return null
    }
  }
}
