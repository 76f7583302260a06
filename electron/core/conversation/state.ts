import type { MicrophoneStatus, VoiceEvidence } from '../../contracts/audio.ts'
import type { ActionOrder } from '../../contracts/actions.ts'
import type { CodedError } from '../../contracts/errors.ts'
import type { WayIn } from '../../contracts/snapshot.ts'
import type { VoiceFact } from '../../contracts/voices.ts'
import type { TurnStatus } from '../../contracts/transcript.ts'
import type { LatencyMarks, TimelineEntry } from '../../contracts/turn-log.ts'
import { startChunker, type ChunkerState } from '../speech/clause-chunker.ts'
import { openLedger, type PlaybackLedger } from '../speech/playback-ledger.ts'

/**
 * The state of the conversation.
 *
 * Invariants (held by `transition`, tested over random orders of events):
 * 1. There is at most one exchange, so at most one generation is wanted at any time.
 * 2. Serials (utterance, request, generation) only grow; a result with an older one is stale.
 * 3. An exchange that is not confirmed belongs to the utterance being heard (`pausing`, `ending`);
 *    `judging` is of speech over a confirmed one.
 * 4. A reply is audible only in a confirmed exchange.
 * 5. `generate` is only ever asked for after the person's words of it were stored (or storing them
 *    failed and the person was told).
 * 6. `revision` grows with every change.
 */
export interface ConversationState {
  readonly revision: number
  readonly conversationId: string
  /** Time-ordered prefix from which exchange ids are made. */
  readonly idSeed: string
  /** The last serial given out, one counter for all kinds. */
  readonly serial: number
  readonly openConversation: boolean
  readonly muted: boolean
  readonly microphone: MicrophoneStatus
  /** Whether the audio window is there to listen with. */
  readonly audioPresent: boolean
  readonly listening: Listening
  readonly exchange: Exchange | null
  /** Words of a turn whose reply was withdrawn unheard because the person went on speaking. */
  readonly carry: Carry | null
  /**
   * The reply cut off last: one late, more exact position may still come for it, and "go on" goes on
   * from there. Null once another one was heard to its end.
   */
  readonly cutOff: CutOff | null
  /** What was heard last of a reply, and when that ended: what is heard right after may be an echo. */
  readonly saidLast: { readonly words: string; readonly endedAtMs: number } | null
  /** When the last answer to somebody who used the wake phrase was over: the ear stays open for more. */
  readonly answeredAtMs: number | null
  readonly captions: Captions
  readonly history: readonly HistoryTurn[]
  readonly attention: CodedError | null
  /** What was told last although it goes on all the same: while that is the attention, nothing has failed. */
  readonly overcome: CodedError | null
  /** Waits for a yes before it does this. */
  readonly confirming: ActionOrder | null
  /** Something to be said once, in front of the next reply: another engine answers from now on. */
  readonly announcement: string | null
  /** The generation of what was said last to try the loudspeaker; it ends where somebody talks. */
  readonly rehearsal: number | null
  /** Ids of exchanges of which nothing is kept. */
  readonly offRecord: readonly string[]
}

export interface HistoryTurn {
  readonly speaker: 'person' | 'assistant'
  readonly text: string
  readonly status: TurnStatus
}

interface Captions {
  readonly committed: string
  readonly tentative: string
  readonly heard: string
  readonly coming: string
}

/** What the ears are doing. */
export type Listening =
  | { readonly kind: 'closed' }
  /** Ready for speech; with `hold` and `file` the frames flow already. */
  | ({ readonly kind: 'armed' } & Ear)
  | ({ readonly kind: 'speaking' } & Ear & Spoken)
  /** Speech has paused: perhaps the turn is over. The candidate exchange is in `exchange`. */
  | ({ readonly kind: 'pausing' } & Ear & Spoken & Paused)
  /** Speech over the reply has paused; whether it was meant is decided when its words are known. */
  | ({
      readonly kind: 'judging'
      /** The transcript asked for. */
      readonly request: number
    } & Ear &
      Spoken &
      Paused)
  /** The way in was closed (key released); waiting for the last frames. */
  | ({ readonly kind: 'ending' } & Ear & { readonly spoken: Spoken | null })

export interface Ear {
  readonly utterance: number
  readonly way: WayIn
  readonly exchangeId: string
  /** When the key went down; null where no key is held. */
  readonly pressedAtMs: number | null
  /** This press has already stopped a reply: released as a tap it means nothing more. */
  readonly stoppedReply: boolean
  /** Opened only so that the person can speak over the reply (or go on after the decision). */
  readonly bargeIn: boolean
  /** Up to where the detector had heard when it was sure of the phrase that opened it; null: none did. */
  readonly phraseUntilMs: number | null
  /** The signal that it listens has not sounded: it would have been heard into what was being said. */
  readonly isSignalOwed: boolean
  /** Whose voice it hears; of the phrase at first, then of what was said. */
  readonly voice: VoiceFact
  /** Somebody known said the phrase: until then they are waited for past what strangers say. */
  readonly callerUntilMs: number | null
  /** A stranger talks over the reply: that goes on, and is heard on in case they say "stop". */
  readonly unheeded: boolean
}

export interface Spoken {
  readonly speechStartAtMs: number
  /** Where the latest stretch of speech began: the start, or where it went on after a pause. */
  readonly stretchStartAtMs: number
  /** Partial transcript so far; null before there is one. */
  readonly words: string | null
  /** Of all stretches that have ended; null before the first has. */
  readonly evidence: VoiceEvidence | null
  /** Speech, pauses and dropped speculations of this utterance. */
  readonly trace: readonly TimelineEntry[]
}

export interface Paused {
  readonly endSample: number
  readonly speechEndAtMs: number
  /** The turn detector's, once it has come. */
  readonly score: number | null
}

export interface Carry {
  readonly exchangeId: string
  readonly text: string
  readonly startedAtMs: number
  readonly trace: readonly TimelineEntry[]
  /**
   * The exchange as it was withdrawn, where its transcript was still on its way: it comes to `text`
   * as soon as it is there. Null once it is, or where nothing was missing.
   */
  readonly pending: Exchange | null
}

export interface CutOff {
  /** When it was. */
  readonly atMs: number
  readonly generation: number
  readonly exchange: Exchange
  readonly reply: Reply
  readonly status: TurnStatus
}

/** One exchange: the person's turn and the reply to it. */
export interface Exchange {
  readonly id: string
  readonly utterance: number
  readonly way: WayIn
  readonly phraseUntilMs: number | null
  /** Whose turn it is. */
  readonly voice: VoiceFact
  /** The turn is over for certain: the reply may be heard. */
  readonly confirmed: boolean
  /** Whether the reply was begun before that. */
  readonly speculated: boolean
  readonly startedAtMs: number
  readonly speechEndAtMs: number
  readonly endSample: number
  readonly text: string
  /** Id of the engine that heard the words; null where nobody has, or it is not known. */
  readonly heardBy: string | null
  /**
   * An order to Warbler itself, which the model is not told of. `resumes`: its answer, behind which the
   * reply that it was said into goes on; null: none does.
   */
  readonly order: { readonly resumes: string | null } | null
  /** Words of a withdrawn turn that this one goes on from. */
  readonly carry: Carry | null
  readonly turnEndReason: string
  readonly marks: LatencyMarks
  /** What the detector heard of the person's turn; null where nothing is known of it. */
  readonly evidence: VoiceEvidence | null
  readonly trace: readonly TimelineEntry[]
  /** How likely the words are all, says the model that reads them; null where it has not. */
  readonly wordsScore: number | null
  /** When a reply was begun before the turn was confirmed. */
  readonly speculatedAtMs: number | null
  /** "One moment", said because it took long. */
  readonly interlude: { readonly generation: number; readonly atMs: number } | null
  readonly stage: ExchangeStage
}

type ExchangeStage =
  /** The text is asked for. */
  | { readonly kind: 'transcribing'; readonly request: number; readonly attempt: number }
  /** There is text (or none, where it is empty); without speculation it waits here. */
  | { readonly kind: 'understood' }
  /** The person's words are being stored. */
  | { readonly kind: 'storing' }
  /** What was ordered is being done. */
  | { readonly kind: 'acting'; readonly order: ActionOrder }
  | { readonly kind: 'replying'; readonly reply: Reply }
  /** It went wrong while the person may still be speaking: told, and ended, when the turn is over. */
  | { readonly kind: 'failed'; readonly error: CodedError; readonly keepJournal: boolean }

export interface Reply {
  readonly generation: number
  readonly attempt: number
  readonly chunker: ChunkerState
  readonly ledger: PlaybackLedger
  /** Clauses handed to speech so far; the next one has this index. */
  readonly chunkCount: number
  /** Clauses up to the last one whose sound has wholly been handed to playback. */
  readonly synthesizedCount: number
  /** The model speaks by itself: this chunk is all that it says. Null: it does not. */
  readonly voicedAs: number | null
  /** What its first chunk announces, which belongs to no text; null: nothing. */
  readonly announces: string | null
  /** Written text without anything to say, waiting for the next spoken clause. */
  readonly unspoken: string
  readonly text: string
  /** Ids of the engines that the first words and the first sound came from; null before they have. */
  readonly writtenBy: string | null
  readonly spokenBy: string | null
  readonly generated: boolean
  readonly completionTokens: number | null
  readonly generationMs: number | null
  /** When its first sound was heard; null until then. */
  readonly startedAtMs: number | null
  /** Until when it was heard to sound; null before it was. */
  readonly soundedUntilMs: number | null
  /** It is spoken over, and stands still. */
  readonly ducked: boolean
  /** What cut the reply short while its first clauses were already on their way. */
  readonly failure: CodedError | null
}

/** A reply of which nothing is written yet. */
export const beginReply = (generation: number, attempt: number): Reply => ({
  generation,
  attempt,
  chunker: startChunker(),
  ledger: openLedger(),
  chunkCount: 0,
  synthesizedCount: 0,
  voicedAs: null,
  announces: null,
  unspoken: '',
  text: '',
  writtenBy: null,
  spokenBy: null,
  generated: false,
  completionTokens: null,
  generationMs: null,
  startedAtMs: null,
  soundedUntilMs: null,
  ducked: false,
  failure: null,
})

export const NO_CAPTIONS: Captions = { committed: '', tentative: '', heard: '', coming: '' }

/** A conversation before anything was said. */
export const initialState = (start: {
  readonly conversationId: string
  readonly idSeed: string
  readonly openConversation: boolean
  readonly muted: boolean
  readonly history: readonly HistoryTurn[]
}): ConversationState => ({
  revision: 0,
  serial: 0,
  microphone: 'off',
  audioPresent: false,
  listening: { kind: 'closed' },
  exchange: null,
  carry: null,
  cutOff: null,
  saidLast: null,
  answeredAtMs: null,
  captions: NO_CAPTIONS,
  attention: null,
  overcome: null,
  confirming: null,
  announcement: null,
  rehearsal: null,
  offRecord: [],
  ...start,
})

/** The reply of the exchange under way, if it has come so far. */
export const replyOf = (state: ConversationState): Reply | null =>
  state.exchange?.stage.kind === 'replying' ? state.exchange.stage.reply : null
