import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import type { EngineSet } from '../engines/ports.ts'
import type { LeftJournal } from '../storage/journals.ts'
import type { Storage } from '../storage/open-storage.ts'

interface Conversation {
  readonly state: () => ConversationState
  /** Of this run, made out and not stored yet: see the driver. */
  readonly isHeld: (utterance: number) => boolean
  readonly onTurn: (turn: TranscriptTurn) => void
  /** Whether somebody may have said something in it, of which nothing was understood: then it stays. */
  readonly mayBeSpeech?: (journal: LeftJournal) => Promise<boolean>
  /** Its sound may be kept, as that turn's. Whether it was moved away. */
  readonly keep?: (journal: LeftJournal, turnId: string) => Promise<boolean>
}

/**
 * Words that a crash left as sound only: transcribed as soon as the engine is there, put into the
 * transcript, and only then removed. What cannot be made out stays for another try, and what is
 * being heard right now, or could not be stored yet, is left to the conversation. Words that it has by now
 * (the person gave it some, or a crash came before it was removed) are not replaced.
 */
export const recoverJournals = async (
  storage: Pick<Storage, 'journals' | 'transcripts'>,
  engines: Pick<EngineSet, 'transcribeJournal'>,
  into: Conversation,
): Promise<void> => {
  const left = (await storage.journals.list()).filter(
    (journal) => !belongsToConversation(journal, into),
  )
  for (const journal of left) {
    const text = await engines.transcribeJournal(journal.path).catch(() => null)
    if (text === null) continue
    if (text === '' && (await into.mayBeSpeech?.(journal)) === true) continue
    if (text !== '') {
      const turn = recoveredTurn(journal, text, into.state().conversationId)
      // The person may have deleted it meanwhile.
      const there = await storage.journals.list()
      if (!there.some(({ path }) => path === journal.path)) continue
      const known = storage.transcripts.knownTurns([turn.id])
      if (!known.ok) continue
      if (!known.value.has(turn.id)) {
        if (!storage.transcripts.upsertTurn(turn).ok) continue
        into.onTurn(turn)
      }
      if ((await into.keep?.(journal, turn.id)) === true) continue
    }
    await storage.journals.remove(journal)
  }
}

/** The turn that is made of such words. */
export const recoveredTurn = (
  { startedAtMs, utterance, durationMs }: LeftJournal,
  text: string,
  conversationId: string,
): TranscriptTurn => {
  const id = `recovered-${startedAtMs}-${utterance}`
  return {
    id: `${id}-p`,
    conversationId,
    exchangeId: id,
    speaker: 'person',
    text,
    status: 'recovered',
    startedAtMs,
    durationMs,
    language: null,
    way: null,
  }
}

/** As above, once at a time: whoever asks while it is under way waits for the same. */
export const createJournalRecovery = (
  ...parts: Parameters<typeof recoverJournals>
): (() => Promise<void>) => {
  let recovering: Promise<void> | null = null
  return () => {
    recovering ??= recoverJournals(...parts).finally(() => {
      recovering = null
    })
    return recovering
  }
}

const ofThisRun = ({ startedAtMs }: LeftJournal): boolean =>
  startedAtMs >= Math.floor(performance.timeOrigin)

/** Of this run, and being heard, answered or stored: it is left to the conversation. */
export const belongsToConversation = (
  journal: LeftJournal,
  into: Pick<Conversation, 'state' | 'isHeld'>,
): boolean => ofThisRun(journal) && isUnderWay(journal, into)

/** Being heard or answered: its words are still to come from the sound itself, or to be stored. */
const isUnderWay = (
  { utterance }: LeftJournal,
  into: Pick<Conversation, 'state' | 'isHeld'>,
): boolean => {
  const { exchange, listening } = into.state()
  return (
    into.isHeld(utterance) ||
    exchange?.utterance === utterance ||
    (listening.kind !== 'closed' && listening.utterance === utterance)
  )
}
