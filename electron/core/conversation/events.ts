import type { AudioEvent } from '../../contracts/audio.ts'
import type { CodedError, ErrorCode } from '../../contracts/errors.ts'
import type { TurnLogRecord } from '../../contracts/turn-log.ts'
import type { VoiceFact } from '../../contracts/voices.ts'
import type { FinishReason } from '../../contracts/workers.ts'
import type { HistoryTurn } from './state.ts'

/** Each name is one timer: setting it again replaces it. */
export type TimerName =
  | 'endpoint'
  | 'release-tail'
  | 'tap-idle'
  | 'follow-up'
  | 'interruption'
  | 'utterance-limit'
  | 'microphone'
  | 'playback'
  | 'acknowledge'
  | 'confirm'

export type InterruptedBy = NonNullable<TurnLogRecord['interruptedBy']>

/** What an order is answered with. */
export interface SpokenAnswer {
  /** In the language of the voice. */
  readonly text: string
  /** A question: it is done once the person has said yes. */
  readonly asks: boolean
  /** A reply that was spoken over for it goes on. */
  readonly goesOn: boolean
}

/** Everything that can happen to a conversation. `atMs` is epoch milliseconds. */
export type ConversationEvent =
  | { readonly type: 'talk-pressed'; readonly way: 'hold' | 'file'; readonly atMs: number }
  | { readonly type: 'talk-released'; readonly atMs: number }
  /** One press of a button, or of a hotkey that has no key-up. */
  | { readonly type: 'talk-toggled'; readonly atMs: number }
  | {
      readonly type: 'cancel'
      readonly by: Exclude<InterruptedBy, 'speech' | 'crash'>
      readonly atMs: number
    }
  | { readonly type: 'open-conversation-set'; readonly open: boolean; readonly atMs: number }
  | { readonly type: 'muted-set'; readonly muted: boolean; readonly atMs: number }
  | {
      readonly type: 'conversation-started'
      readonly conversationId: string
      /** What was said in it before, where it is an old one that goes on. */
      readonly history?: readonly HistoryTurn[]
      /** Everything is erased: nothing is kept of what is under way. */
      readonly forgets?: boolean
      readonly atMs: number
    }
  | { readonly type: 'attention-dismissed'; readonly atMs: number }
  /** What the audio window works by has changed: devices, volume, warmth. */
  | { readonly type: 'settings-changed'; readonly atMs: number }
  /** Something outside a turn failed that the person should know. */
  | {
      readonly type: 'attention-raised'
      readonly error: CodedError
      /** Another engine does it instead: it is told, and nothing waits for the person. */
      readonly goesOn?: boolean
      readonly atMs: number
    }
  /**
   * Troubles of these kinds are over: nobody needs to be told of them any more. `part`: only those of this
   * part of Warbler.
   */
  | {
      readonly type: 'attention-resolved'
      readonly codes: readonly ErrorCode[]
      readonly part?: string
      readonly atMs: number
    }
  /** Says this, in the language of the voice: it belongs to no exchange, and nothing of it is kept. */
  | { readonly type: 'rehearsed'; readonly text: string; readonly atMs: number }
  /** To be said once, in front of the next reply, in the language of the voice. */
  | { readonly type: 'announcement'; readonly text: string; readonly atMs: number }
  /** The wake phrase was heard. */
  | {
      readonly type: 'woken'
      /** Where the speech that holds the phrase began: what follows it is heard from there. */
      readonly sinceMs: number
      /** Up to where was heard when the phrase was found; it may have ended before. */
      readonly phraseUntilMs: number
      /** Nothing has followed the phrase yet. */
      readonly alone: boolean
      /** Whose voice said it. */
      readonly voice: VoiceFact
      readonly atMs: number
    }
  /**
   * Whose voice an utterance is, as far as it goes. It comes a few times while somebody speaks and at a
   * pause, and not at all where nobody is enrolled: nothing waits for it.
   */
  | {
      readonly type: 'voice'
      readonly utterance: number
      readonly voice: VoiceFact
      readonly atMs: number
    }
  /** It is not true any more, and need not be said. */
  | { readonly type: 'announcement-withdrawn'; readonly text: string; readonly atMs: number }
  | { readonly type: 'timer'; readonly timer: TimerName; readonly atMs: number }
  | { readonly type: 'audio'; readonly event: AudioEvent; readonly atMs: number }
  /** The audio window can take commands. */
  | { readonly type: 'audio-ready'; readonly atMs: number }
  /** The audio window was lost: what it was capturing and playing is gone. */
  | { readonly type: 'audio-lost'; readonly atMs: number }
  | {
      readonly type: 'transcript-partial'
      readonly utterance: number
      readonly committed: string
      readonly tentative: string
      readonly atMs: number
    }
  /**
   * The turn detector's view of the pause that `endSample` names: how likely the person is done, 0
   * to 1. It comes some time after the pause, and not at all where no detector is installed.
   */
  | {
      readonly type: 'turn-score'
      readonly utterance: number
      readonly endSample: number
      readonly probability: number
      readonly atMs: number
    }
  /** The language model's view of the words that it is to answer: how likely they are all, 0 to 1. */
  | {
      readonly type: 'words-score'
      readonly generation: number
      readonly probability: number
      readonly atMs: number
    }
  | {
      readonly type: 'transcript'
      readonly request: number
      readonly text: string
      /** Id of the one that did it, where that is known. */
      readonly engine?: string
      readonly atMs: number
    }
  | {
      readonly type: 'transcription-failed'
      readonly request: number
      readonly error: CodedError
      readonly atMs: number
    }
  | { readonly type: 'words-stored'; readonly exchangeId: string; readonly atMs: number }
  | {
      readonly type: 'text-delta'
      readonly generation: number
      readonly text: string
      /** Id of the one that did it, where that is known. */
      readonly engine?: string
      /** The model says it by itself, as this chunk: nothing is to be synthesised. */
      readonly voicedAs?: number
      readonly atMs: number
    }
  | {
      readonly type: 'generation-done'
      readonly generation: number
      readonly finishReason: FinishReason
      /** Why the provider ended it in the middle. */
      readonly cut?: CodedError
      readonly completionTokens: number
      readonly atMs: number
    }
  | {
      readonly type: 'generation-failed'
      readonly generation: number
      readonly error: CodedError
      readonly atMs: number
    }
  | {
      readonly type: 'clause-synthesized'
      readonly generation: number
      readonly index: number
      /** Id of the one that did it, where that is known. */
      readonly engine?: string
      readonly atMs: number
    }
  | {
      readonly type: 'synthesis-failed'
      readonly generation: number
      /** Null where it is not known which of its clauses. */
      readonly index: number | null
      readonly error: CodedError
      readonly atMs: number
    }
  /** What was ordered in an exchange is done, or not, and this is to be said of it. */
  | {
      readonly type: 'acted'
      readonly exchangeId: string
      readonly answer: SpokenAnswer
      readonly atMs: number
    }
  /** A button was pressed while it waited for a yes. */
  | { readonly type: 'confirm-answered'; readonly yes: boolean; readonly atMs: number }
  /** The language model can answer (again): its prefix should be warm. */
  | { readonly type: 'language-model-ready'; readonly atMs: number }
