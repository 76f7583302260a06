import type { MicrophoneMessage } from '../contracts/audio.ts'
import type { CodedError } from '../contracts/errors.ts'
import type { ChatMessage, FinishReason, SpokenWords } from '../contracts/workers.ts'

/**
 * What an engine is to the rest of Warbler. Adapters in `stt/`, `tts/`, `llm/`, `turn/`, `speaker/` implement these,
 * each with a scripted fake beside them; `tests/contract` runs one suite on both.
 * Failures are thrown as `CodedFailure`.
 */

/**
 * What a text is for: `partial` is shown while the person speaks, and made anew with every word;
 * `final` is what counts.
 */
export type TranscriptPurpose = 'partial' | 'final'

/** Batch speech to text: 16 kHz mono samples, -1 to 1, no longer than `maximumSeconds`. */
export interface SpeechRecognizer {
  readonly id: string
  readonly maximumSeconds: number
  /**
   * Partial texts: `same` come from the engine that makes the final ones, and count if no more was
   * said; `other` come from another one and are only shown; `none`: each costs money or a request.
   */
  readonly partials: 'same' | 'other' | 'none'
  /**
   * Text as a person would write it, trimmed; empty where nothing was understood. `onWords` is told all
   * that is known of it, again and again, by one that tells it while it makes it.
   */
  transcribe(
    samples: Float32Array,
    purpose: TranscriptPurpose,
    onWords?: (text: string) => void,
  ): Promise<string>
  /** Resolves if it serves: see `LineEngine`. */
  probe?(signal: AbortSignal): Promise<void>
  /** Words that are likely to be said: it may hear them where it would hear others. */
  expectWords?(words: readonly string[]): void
  dispose(): Promise<void>
}

/**
 * Speech to text while it is spoken, hearing every sound once. What it says is shown and read ahead;
 * the words that count are a batch recogniser's, which hears the end before it judges the beginning.
 */
export interface StreamingSpeech {
  readonly id: string
  /** A stretch of speech from its first sound on; any number of them side by side. */
  begin(): SpeechStream
  dispose(): Promise<void>
}

export interface SpeechStream {
  /**
   * Takes the next samples, 16 kHz mono, -1 to 1, and returns all that was understood so far, a
   * little behind the sound. Of an earlier answer only the last word may have changed. Decodes on the
   * calling thread, a few milliseconds for a third of a second of sound.
   */
  accept(samples: Float32Array): string
  /** No more comes: the text to the last sound. */
  finish(): string
}

export interface SynthesizedAudio {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

export interface SpeechSynthesizer {
  readonly id: string
  /**
   * Audio of one spoken clause in one or more pieces, in order. Ends early, without an error, when
   * the signal aborts.
   */
  synthesize(
    text: string,
    options: { readonly speed: number; readonly signal: AbortSignal },
  ): AsyncIterable<SynthesizedAudio>
  probe?(signal: AbortSignal): Promise<void>
  dispose(): Promise<void>
}

export type LanguageModelPart =
  /** How likely the person's newest words were all they had to say, 0 to 1; once, before any delta. */
  | { readonly type: 'completeness'; readonly probability: number }
  /** `voiced`: its sound comes along, as `sound` parts, and is not to be synthesised. */
  | { readonly type: 'delta'; readonly text: string; readonly voiced?: boolean }
  | { readonly type: 'sound'; readonly samples: Float32Array; readonly sampleRateHz: number }
  | {
      readonly type: 'finish'
      readonly finishReason: FinishReason
      /** Why the provider ended it in the middle: asked again, it would do the same. */
      readonly cut?: CodedError
      readonly promptTokens: number
      readonly completionTokens: number
    }

interface GenerateOptions {
  readonly maximumTokens: number
  readonly signal: AbortSignal
  /** By which `heard` will name this reply. */
  readonly generation?: number
  /** The sound of the last message, for a model that hears by itself. */
  readonly speech?: SpokenWords | null
}

export interface LanguageModel {
  readonly id: string
  readonly contextTokens: number
  /** The graphics card's interface that it runs on; null or absent: the processor, or elsewhere. */
  readonly gpu?: string | null
  /** How fast it writes here, where it found that out when it was loaded. */
  readonly tokensPerSecond?: number
  /** Others were in the way then: it may be faster. */
  readonly timedWhileBusy?: boolean
  /** Evaluates the prefix; a `generate` that begins with it then starts at once. Abortable. */
  prewarm(messages: readonly ChatMessage[], signal: AbortSignal): Promise<void>
  /**
   * Perhaps a `completeness`, deltas, then exactly one `finish` (`cancelled` when the signal aborted). Where the last message
   * is the assistant's, the deltas are what follows its text, white space between them included.
   */
  generate(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
  ): AsyncIterable<LanguageModelPart>
  /** A model that hears by itself: the person's sound, as it comes. */
  hear?(message: MicrophoneMessage): void
  /** How much of what it said by itself was heard, ms, where it was cut off. */
  heard?(generation: number, heardMs: number): void
  probe?(signal: AbortSignal): Promise<void>
  dispose(): Promise<void>
}

/** Whether a person who pauses is done, told by the sound of the voice. */
export interface TurnDetector {
  readonly id: string
  /**
   * Probability, 0 to 1, that the person is done, from 16 kHz mono samples, -1 to 1, that end with
   * the pause; of longer sound the last 8 s count.
   */
  complete(samples: Float32Array): Promise<number>
  dispose(): Promise<void>
}

/** What a phrase detector found in a piece of speech; samples count from the piece's first one. */
export interface PhraseFound {
  readonly phrase: string
  /** How sure it is, 0 to 1; `WAKE_SCORES` tells from where on it counts. */
  readonly score: number
  /** What was heard instead of the phrase, as far as the detector knows words. */
  readonly words: string
  /** Something was said behind the phrase. */
  readonly more: boolean
  readonly fromSample: number
  readonly toSample: number
  /** Looks for where the phrase begins, more exactly than `fromSample`: as much work as some finds. */
  readonly begins?: () => Promise<number>
}

/** Looks for phrases that the person chose in what is said while nobody is listened to. */
export interface PhraseDetector {
  readonly id: string
  /** Phrases that it hears in ordinary talk, and does not wait for. */
  readonly tooCommon: readonly string[]
  /**
   * The best find in a piece of speech; null where there is nothing like a phrase.
   * @param samples 16 kHz mono, -1 to 1, 1.8 s at most; the phrase may be anywhere in them
   * @param isPaused speech has paused at their end
   */
  find(samples: Float32Array, isPaused: boolean): Promise<PhraseFound | null>
  dispose(): Promise<void>
}

/** Who speaks, as numbers: the nearer two of them, the likelier it is one voice. */
export interface SpeakerEncoder {
  readonly id: string
  /**
   * A vector of length 1 of the voice in 16 kHz mono samples, -1 to 1; null where there is too little
   * sound for any.
   */
  encode(samples: Float32Array): Promise<Float32Array | null>
  dispose(): Promise<void>
}
