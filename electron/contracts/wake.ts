import { z } from 'zod'
import type { CodedError } from './errors.ts'
import type { VoiceFact, VoiceMatch, VoicePrint, VoiceSample, VoiceStrictness } from './voices.ts'
import type { EngineModel } from './workers.ts'

/** Listening for a phrase: what the audio window, the wake worker and main tell each other. */

export const MOST_PHRASES = 5

/** Phrases that the person chose, by which they call. */
export const wakePhrasesSchema = z.array(z.string().trim().min(1).max(60)).min(1).max(MOST_PHRASES)

/** How sure it must be: fewer wakes that nobody meant, or fewer calls that nobody hears. */
export const wakeSensitivitySchema = z.enum(['careful', 'balanced', 'eager'])
export type WakeSensitivity = z.infer<typeof wakeSensitivitySchema>

/** Hours of the day, local time, in which it does not wait: "22:00" to "07:00". */
export const quietHoursSchema = z.object({
  from: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
  to: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
})
export type QuietHours = z.infer<typeof quietHoursSchema>

/**
 * Audio window to wake worker, over a MessagePort: stretches of speech that are heard while nobody is
 * listened to. Copied as frames are (see `MicrophoneMessage`).
 */
export type WakeMessage =
  | {
      readonly type: 'frame'
      readonly stretch: number
      readonly samples: Float32Array
      /** When its first sample reached the microphone, epoch ms. */
      readonly startedAtMs: number
    }
  /** Speech has paused; more of the same stretch may follow. */
  | { readonly type: 'pause'; readonly stretch: number }
  | { readonly type: 'close'; readonly stretch: number }
  /** Speech of an utterance so far, from its beginning on, 5 s at most: whose voice is it? */
  | { readonly type: 'voice'; readonly utterance: number; readonly samples: Float32Array }

/**
 * The score from which a find wakes. 0.5 is what detectors are balanced at; the others are half a step
 * of their logistic curve above it, and a quarter below.
 */
export const WAKE_SCORES: Readonly<Record<WakeSensitivity, number>> = {
  careful: 0.622,
  balanced: 0.5,
  eager: 0.438,
}

/** What was heard of a phrase. */
export interface WakeHearing {
  readonly phrase: string
  /** How sure the detector is, 0 to 1. */
  readonly score: number
  /** What it must reach. */
  readonly threshold: number
  /** Where the phrase begins and ends, epoch ms. */
  readonly startedAtMs: number
  readonly endedAtMs: number
  /** Nothing has followed it yet. */
  readonly alone: boolean
  /** Whose voice said it; null where nobody asks, or nobody can tell. */
  readonly voice: VoiceMatch | null
}

export type WakeRequest =
  | {
      readonly type: 'load'
      /** By whom each phrase is waited for. Never a provider's: what is heard may not leave. */
      readonly groups: readonly {
        readonly recognizer: EngineModel
        readonly phrases: readonly string[]
      }[]
      readonly sensitivity: WakeSensitivity
      /** A sound file of ordinary talk: a phrase must stand out from it. Null: taken on trust. */
      readonly talkPath: string | null
    }
  /** The port in the message's transfer list carries `WakeMessage`s. */
  | { readonly type: 'attach-wake' }
  /** Tells of every attempt, whether it would wake or not. */
  | { readonly type: 'try-out'; readonly on: boolean }
  | VoicesRequest
  /** Tells of the voice in each stretch of speech, and wakes nobody. */
  | { readonly type: 'enrol'; readonly on: boolean }

/** Who may wake it. */
export interface VoicesRequest {
  readonly type: 'voices'
  /** null: nobody is asked whose voice it is, and no model is held in memory. */
  readonly speaker: EngineModel | null
  /** Nobody: everybody may. */
  readonly people: readonly VoicePrint[]
  readonly strictness: VoiceStrictness
}

/** While it is tried out: what was heard, and what speech to text made of it. */
export type WakeAttempt = { readonly words: string } & WakeHearing

export type WakeEvent =
  | {
      readonly type: 'ready'
      readonly model: string
      readonly loadMs: number
      /** Phrases that are heard in ordinary talk, and are not waited for. */
      readonly tooCommon: readonly string[]
    }
  | ({ readonly type: 'woken' } & WakeHearing)
  | ({ readonly type: 'heard' } & WakeAttempt)
  /** Whose voice an utterance is, as far as it goes; told where somebody is enrolled. */
  | { readonly type: 'voice'; readonly utterance: number; readonly voice: VoiceFact }
  | ({ readonly type: 'sample' } & VoiceSample)
  | { readonly type: 'failed'; readonly error: CodedError }
