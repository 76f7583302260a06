import { z } from 'zod'
import type { CodedError } from './errors.ts'
import type { TranscriptTurn } from './transcript.ts'

/** The speech journal: the sound of what was said, kept if the person wishes, and their own dictionary. */

/** Whose speech is kept. */
export const keepSpeechSchema = z.enum(['off', 'mine', 'both'])

/** How long it is kept, and how much of it. */
export const KEPT_DAYS = { min: 1, max: 3650 } as const
export const KEPT_MEGABYTES = { min: 10, max: 100_000 } as const

/** Longer than any word, shorter than a sentence. */
const MAXIMUM_ENTRY_CHARACTERS = 60
export const MAXIMUM_DICTIONARY_ENTRIES = 500

const wordsSchema = z.string().trim().min(1).max(MAXIMUM_ENTRY_CHARACTERS)
/** What is heard, and what the person means by it. */
export const dictionaryEntrySchema = z.object({ heard: wordsSchema, meant: wordsSchema })
export type DictionaryEntry = z.infer<typeof dictionaryEntrySchema>

export const dictionarySchema = z.array(dictionaryEntrySchema).max(MAXIMUM_DICTIONARY_ENTRIES)

/** `share` of the text has been said `atMs` after the sound began; both only grow. */
export interface SpeechAnchor {
  readonly atMs: number
  /** 0 to 1. */
  readonly share: number
}

/** A turn's id, or that of a sound that no turn was made of. */
export const soundIdSchema = z.string().min(1).max(200)

export interface PlayableSpeech {
  readonly durationMs: number
  /** At least two: where speech begins, and where it ends. */
  readonly anchors: readonly SpeechAnchor[]
}

/** One sound plays at a time. */
export interface SpeechPlayback {
  readonly id: string
  readonly state: 'started' | 'ended'
}

/** Turns whose sound has come to be there, or has gone. */
export interface KeptSpeechChange {
  readonly added: readonly string[]
  /** Null: all of them. */
  readonly removed: readonly string[] | null
}

/** Speech that nobody could make words of. */
export interface LeftSpeech {
  readonly id: string
  readonly startedAtMs: number
  readonly durationMs: number
}

/** An engine that can transcribe here. */
export interface TranscribingEngine {
  readonly id: string
  /** Whose it is; null: it is on this computer. */
  readonly provider: string | null
}

/** The words of a turn as the person wants them, and what was learned of that. */
export interface CorrectedTurn {
  readonly turn: TranscriptTurn
  readonly learned: readonly DictionaryEntry[]
}

export interface KeptSpeechSnapshot {
  /** How it is kept: by the system's key store, as the person chose with a key that lies beside it, or not. */
  readonly kept: 'encrypted' | 'plain' | 'not'
  /** Whether the system has a key store. */
  readonly canEncrypt: boolean
  readonly turns: number
  readonly bytes: number
  readonly folder: string
  readonly error: CodedError | null
}

/** A reply's sound as it was heard, from the audio window. */
export const replySoundSchema = z.object({
  generation: z.number().int().nonnegative(),
  sampleRateHz: z.number().int().min(8000).max(96_000),
  /** 16-bit mono PCM, little endian; ten minutes at 48 kHz at most. */
  samples: z.instanceof(Uint8Array).refine(({ length }) => length <= 60_000_000),
  /** Where each spoken clause begins, ms. */
  chunks: z
    .array(z.object({ index: z.number().int().nonnegative(), atMs: z.number().nonnegative() }))
    .max(2000),
})
export type ReplySound = z.infer<typeof replySoundSchema>

/** To the audio window: play this, and nothing else of its kind. */
export interface PlayKept {
  readonly serial: number
  readonly sampleRateHz: number
  /** 16-bit mono PCM, little endian. */
  readonly samples: Uint8Array
  /** 0 to 1: it was asked for, and sounds also where answers are only shown. */
  readonly volume: number
}

export const keptPlaybackSchema = z.object({
  serial: z.number().int().nonnegative(),
  state: z.enum(['started', 'ended']),
})
export type KeptPlayback = z.infer<typeof keptPlaybackSchema>
