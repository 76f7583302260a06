import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { EngineSet } from '../engines.ts'
import type { Storage } from '../storage/open-storage.ts'

/**
 * Words that a crash left as sound only: transcribed as soon as the engine is there, put into the
 * transcript, and only then removed. What cannot be made out stays for another try.
 */
export const recoverJournals = async (
  storage: Storage,
  engines: EngineSet,
  into: {
    readonly conversationId: () => string
    readonly onTurn: (turn: TranscriptTurn) => void
  },
): Promise<void> => {
  for (const journal of await storage.journals.list()) {
    const text = await engines.transcribeJournal(journal.path).catch(() => null)
    if (text === null) continue
    if (text !== '') {
      const id = `recovered-${journal.startedAtMs}-${journal.utterance}`
      const turn: TranscriptTurn = {
        id: `${id}-p`,
        conversationId: into.conversationId(),
        exchangeId: id,
        speaker: 'person',
        text,
        status: 'recovered',
        startedAtMs: journal.startedAtMs,
        durationMs: journal.durationMs,
        language: null,
        way: null,
      }
      if (!storage.transcripts.upsertTurn(turn).ok) continue
      into.onTurn(turn)
    }
    await storage.journals.remove(journal)
  }
}
