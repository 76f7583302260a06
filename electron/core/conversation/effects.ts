import type { ActionOrder } from '../../contracts/actions.ts'
import type { EarconName } from '../../contracts/audio.ts'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { TimerName } from './events.ts'
import type { ExchangeRecord } from './records.ts'
import type { HistoryTurn } from './state.ts'

/** What the driver must do; data only. Every request among them is answered by an event or voided. */
export type ConversationEffect =
  | { readonly type: 'set-timer'; readonly timer: TimerName; readonly delayMs: number }
  | { readonly type: 'clear-timer'; readonly timer: TimerName }
  | { readonly type: 'allow-microphone'; readonly allowed: boolean }
  | {
      readonly type: 'listen'
      readonly utterance: number
      readonly capture: 'now' | 'on-speech'
      /** What was heard from this time on belongs to it, epoch ms. */
      readonly sinceMs?: number
    }
  | { readonly type: 'finish-utterance'; readonly utterance: number }
  /**
   * The utterance is over: its words are safe, or it is void. `keepJournal`: its words could not be
   * made out, so the journal stays for the next start.
   */
  | { readonly type: 'drop-utterance'; readonly utterance: number; readonly keepJournal: boolean }
  | {
      readonly type: 'transcribe'
      readonly request: number
      readonly utterance: number
      readonly endSample: number
    }
  /** Commit the person's words, then say `words-stored`. */
  | { readonly type: 'store-words'; readonly turn: TranscriptTurn }
  | { readonly type: 'store-turn'; readonly turn: TranscriptTurn }
  /** The turn as it stands now, for windows; it is stored a little later. */
  | { readonly type: 'show-turn'; readonly turn: TranscriptTurn }
  | {
      readonly type: 'generate'
      readonly generation: number
      readonly history: readonly HistoryTurn[]
      readonly text: string
      /** The answer's beginning, where the model is to go on with one; deltas hold only what is new. */
      readonly continuing: string | null
      /** The sound of `text`, where it comes from one utterance: for a model that hears by itself. */
      readonly speech: { readonly utterance: number; readonly endSample: number } | null
    }
  /** Something is said in front of this reply, also where the model speaks by itself. */
  | { readonly type: 'make-room'; readonly generation: number }
  /** So much was heard of what the model said by itself, before it was cut off. */
  | { readonly type: 'heard'; readonly generation: number; readonly heardMs: number }
  /** Abort the language model, the voice and the playback of this generation together. */
  | { readonly type: 'abort'; readonly generation: number }
  /** Makes the prompt's beginning warm; `text` is what the person has said of their turn so far. */
  | {
      readonly type: 'prewarm'
      readonly history: readonly HistoryTurn[]
      readonly text: string | null
    }
  | {
      readonly type: 'speak'
      readonly generation: number
      readonly index: number
      readonly text: string
    }
  /** Nothing (more) of this chunk will be heard: what comes behind it is not to wait. */
  | { readonly type: 'skip'; readonly generation: number; readonly index: number }
  | { readonly type: 'play'; readonly generation: number }
  /** Says something short while the reply has no sound yet; it makes way for the reply by itself. */
  | { readonly type: 'interlude'; readonly generation: number; readonly text: string }
  | { readonly type: 'close-playback'; readonly generation: number; readonly chunkCount: number }
  | { readonly type: 'duck'; readonly generation: number; readonly ducked: boolean }
  | { readonly type: 'earcon'; readonly name: EarconName }
  /** Do what was ordered, and say `acted`, where it was ordered in an exchange. */
  | {
      readonly type: 'act'
      readonly exchangeId: string | null
      readonly order: ActionOrder
      /** The person has said yes. */
      readonly confirmed: boolean
    }
  /** Pauses inside a turn after which the person went on, ms. */
  | {
      readonly type: 'learn-pauses'
      readonly exchangeId: string
      readonly pausesMs: readonly number[]
    }
  /** What could not be stored yet is not tried again, and its sound goes. */
  | { readonly type: 'forget-unsaved' }
  | { readonly type: 'log-turn'; readonly record: ExchangeRecord }
