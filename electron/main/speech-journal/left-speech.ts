import { fail, succeed, type Result } from '../../contracts/errors.ts'
import type { LeftSpeech } from '../../contracts/speech-journal.ts'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import { isOver, type Over } from '../../core/retention/over.ts'
import { recoveredTurn } from '../conversation/recover-journals.ts'
import type { LeftJournal } from '../storage/journals.ts'
import type { Storage } from '../storage/open-storage.ts'

interface LeftSpeechParts {
  readonly storage: Pick<Storage, 'journals' | 'transcripts'>
  readonly conversationId: () => string
  /** What is not waited with any longer; null: nothing now. */
  readonly over: () => Over | null
  /** Being heard or answered, or not stored yet: the conversation's own. */
  readonly isUnderWay: (journal: LeftJournal) => boolean
  readonly onTurn: (turn: TranscriptTurn) => void
  /** What is left of it may be kept, as that turn's sound. Whether it was moved away. */
  readonly keep: (journal: LeftJournal, turnId: string) => Promise<boolean>
  readonly onChange: (left: readonly LeftSpeech[]) => void
}

const idOf = ({ startedAtMs, utterance }: LeftJournal): string => `left-${startedAtMs}-${utterance}`

/**
 * Speech that stayed without words: the engine failed over it, or the app ended before it was understood,
 * and a new try did not help either. It waits for the person, who listens, has it transcribed by another
 * engine, writes the words, or deletes it.
 */
export class LeftSpeechList {
  readonly #parts: LeftSpeechParts
  #journals: readonly LeftJournal[] = []

  constructor(parts: LeftSpeechParts) {
    this.#parts = parts
  }

  list(): readonly LeftSpeech[] {
    return this.#journals.map((journal) => ({
      id: idOf(journal),
      startedAtMs: journal.startedAtMs,
      durationMs: journal.durationMs,
    }))
  }

  /** Null where nothing of that id is left. */
  pathOf(id: string): string | null {
    return this.#find(id)?.path ?? null
  }

  /** To be called when what could be recovered has been. */
  async look(): Promise<void> {
    const { storage, isUnderWay, onChange } = this.#parts
    const found = (await storage.journals.list()).filter((journal) => !isUnderWay(journal))
    const before = JSON.stringify(this.list())
    const over = this.#parts.over()
    const isOld = ({ startedAtMs }: LeftJournal) => over !== null && isOver(over, startedAtMs)
    await Promise.all(found.filter(isOld).map((journal) => storage.journals.remove(journal)))
    this.#journals = found.filter((journal) => !isOld(journal))
    if (JSON.stringify(this.list()) !== before) onChange(this.list())
  }

  /** It becomes a turn with these words. Fails with `speech.gone`, and as the transcript does. */
  async take(id: string, text: string): Promise<Result<TranscriptTurn>> {
    const { storage, conversationId, onTurn, keep } = this.#parts
    const journal = this.#find(id)
    if (journal === undefined) return fail('speech.gone')
    const turn = recoveredTurn(journal, text, conversationId())
    const stored = storage.transcripts.upsertTurn(turn)
    if (!stored.ok) return stored
    onTurn(turn)
    if (!(await keep(journal, turn.id))) await storage.journals.remove(journal)
    await this.look()
    return succeed(turn)
  }

  async remove(id: string): Promise<Result<null>> {
    const journal = this.#find(id)
    if (journal === undefined) return fail('speech.gone')
    await this.#parts.storage.journals.remove(journal)
    await this.look()
    return succeed(null)
  }

  #find(id: string): LeftJournal | undefined {
    return this.#journals.find((journal) => idOf(journal) === id)
  }
}
