import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import type { EngineSet } from '../engines.ts'
import type { LeftJournal } from '../storage/journals.ts'
import type { Storage } from '../storage/open-storage.ts'

/**
 * Words that a crash left as sound only: transcribed as soon as the engine is there, put into the
 * transcript, and only then removed. What cannot be made out stays for another try, and what is
 * being heard right now is left to the conversation.
 */
export const recoverJournals = async (
  storage: Pick<Storage, 'journals' | 'transcripts'>,
  engines: Pick<EngineSet, 'transcribeJournal'>,
  into: {
    readonly state: () => ConversationState
    readonly onTurn: (turn: TranscriptTurn) => void
  },
): Promise<void> => {
  const left = (await storage.journals.list()).filter(
    (journal) => !isUnderWay(journal, into.state()),
  )
  for (const journal of left) {
    const text = await engines.transcribeJournal(journal.path).catch(() => null)
    if (text === null) continue
    if (text !== '') {
      const id = `recovered-${journal.startedAtMs}-${journal.utterance}`
      const turn: TranscriptTurn = {
        id: `${id}-p`,
        conversationId: into.state().conversationId,
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

/** Of this run, and being heard or answered: its words are still to come from the sound itself. */
const isUnderWay = (
  { startedAtMs, utterance }: LeftJournal,
  { listening, exchange }: ConversationState,
): boolean =>
  startedAtMs >= Math.floor(performance.timeOrigin) &&
  (exchange?.utterance === utterance ||
    (listening.kind !== 'closed' && listening.utterance === utterance))
