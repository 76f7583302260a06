import { z } from 'zod'
import type { CodedError } from './errors.ts'

/** "Only my voice": people whose voices are known, and what windows see of them. */

export const MAXIMUM_PEOPLE = 8
export const MAXIMUM_NAME_CHARACTERS = 40
export const personNameSchema = z.string().trim().min(1).max(MAXIMUM_NAME_CHARACTERS)

/** Who may wake it: everybody, or only those enrolled, by a lenient or by a careful look. */
export const onlyMyVoiceSchema = z.enum(['off', 'relaxed', 'strict'])
export type OnlyMyVoice = z.infer<typeof onlyMyVoiceSchema>
export type VoiceStrictness = Exclude<OnlyMyVoice, 'off'>

/** A person as their voice is known: never sent to a window, never part of a log line. */
export const voicePrintSchema = z.object({
  id: z.string().min(1).max(100),
  name: personNameSchema,
  /** The model whose numbers these are: those of another say nothing. */
  model: z.string().min(1).max(100),
  enrolledAtMs: z.number(),
  /** The middle of the phrases, and that of what was read aloud. */
  prototypes: z.array(z.array(z.number().finite()).min(1).max(2000)).min(1).max(4),
})
export type VoicePrint = z.infer<typeof voicePrintSchema>

/** What a voice was found to be. */
export interface VoiceMatch {
  /** The name of the person that it is; null for a stranger. */
  readonly person: string | null
  /** Of the person that it is nearest to, -1 to 1. */
  readonly score: number
  /** What that must reach, for a sound of this length. */
  readonly threshold: number
}

/** Whose voice it is, as far as that was asked and could be told. */
export type VoiceFact = 'enrolled' | 'stranger' | 'unknown'

/** A stretch of speech, while somebody is enrolled. */
export interface VoiceSample {
  /** null: too little of a voice in it. */
  readonly voice: readonly number[] | null
  /** From its first loud sound to its last. */
  readonly voicedMs: number
  /** Loudness, dB below full scale. */
  readonly levelDb: number
  /** Share of samples at full scale, 0 to 1. */
  readonly clipped: number
}

/** Why a sample is asked for again. */
export type SampleFault = 'too-short' | 'too-quiet' | 'too-loud' | 'another-voice'

/** What is asked of the person now, and what became of their last try. */
export interface EnrolmentView {
  readonly name: string
  readonly step: 'fetching' | 'preparing' | 'phrase' | 'reading'
  /** Phrases that count so far, and how many are wanted. */
  readonly phrases: number
  readonly phrasesWanted: number
  /** Seconds read aloud that count so far, and how many are wanted. */
  readonly readSeconds: number
  readonly readSecondsWanted: number
  readonly last: {
    readonly fault: SampleFault | null
    /** How well it agrees with what was said before, 0 to 1; null where there is nothing before. */
    readonly agreement: number | null
    /** What that must reach to count. */
    readonly agreementWanted: number
    readonly levelDb: number
  } | null
  /** What is quieter does not count, dB below full scale. */
  readonly quietestDb: number
}

export interface KnownPerson {
  readonly id: string
  readonly name: string
  readonly enrolledAtMs: number
}

export interface VoicesSnapshot {
  readonly people: readonly KnownPerson[]
  /** How they are kept: by the system's key store, for this run only, or, as the person chose, openly. */
  readonly kept: 'encrypted' | 'session' | 'plain'
  /** Whether the system has a key store. */
  readonly canEncrypt: boolean
  /** The catalogue's model, and whether it is here. */
  readonly model: { readonly id: string; readonly isReady: boolean } | null
  readonly enrolment: EnrolmentView | null
  /** Guests are here until then, epoch ms; null where they are not. */
  readonly guestsUntilMs: number | null
  readonly error: CodedError | null
}
