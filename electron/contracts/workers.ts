import type { EngineSpeed } from './engine-speed.ts'
import type { CodedError } from './errors.ts'

/**
 * Messages between main and the engine workers. Both ends are ours, so these are plain types;
 * what comes from windows is parsed (`audio.ts`, `ipc.ts`).
 */

/** Absolute paths of a model's files by their catalogue name, ready to load. */
type ModelFiles = Readonly<Record<string, string>>

export interface EngineModel {
  readonly id: string
  /**
   * Which adapter loads it: a `ModelEngine` of the catalogue, `provider-chat`, `provider-responses`,
   * `provider-realtime`, `provider-transcription`, `provider-speech`, or `scripted`.
   */
  readonly engine: string
  readonly files: ModelFiles
  readonly options: Readonly<Record<string, unknown>>
  readonly threads: number
  /** BCP 47 tags of what it understands or speaks, `mul` for many; absent where nobody knows. */
  readonly languages?: readonly string[]
  /** How fast it is here is not known for sure: a short spoken sentence, by its path, to find out with. */
  readonly measureWith?: string
  /** Key of a provider: sent to its origin only, and never written or logged. */
  readonly secret?: string
}

/**
 * The engines of a role in the order of their use: each takes the place of those before it while
 * they cannot serve. Never empty.
 */
export type EngineLine = readonly EngineModel[]

/** What the next request will be served by, and why it is not the first of the line. */
export interface EngineInUse {
  readonly type: 'in-use'
  readonly model: string
  /** Why the one before it is not used; null where the first of the line serves. */
  readonly because: CodedError | null
}

/** None of the line can serve; told until one does (`in-use`). */
export interface EngineOut {
  readonly type: 'out'
  /** Why the first of the line is not used. */
  readonly because: CodedError
}

/** What a provider will charge for, as far as it can be told. */
export interface EngineUsage {
  readonly type: 'usage'
  readonly model: string
  readonly promptTokens?: number
  readonly completionTokens?: number
  /** Seconds of sound that were transcribed. */
  readonly audioSeconds?: number
  /** Characters that were spoken. */
  readonly characters?: number
}

/**
 * A request is tried again after a while, or by the next engine at once (`forMs` 0): it is alive, and
 * whoever waits can be told.
 */
export interface EngineWaiting {
  readonly type: 'waiting'
  /** The request's number, or the generation. */
  readonly serial: number
  readonly forMs: number
  readonly because: CodedError
}

/** How fast an engine was on this machine just now. */
export interface EngineMeasured {
  readonly type: 'measured'
  readonly model: string
  readonly speed: EngineSpeed
  /** Others were in the way: it may be faster. */
  readonly busy: boolean
}

/** A language model of the line can be asked now: what is known of it since it was opened. */
export interface EngineOpened {
  readonly type: 'opened'
  readonly model: string
  /** Tokens that a prompt and its answer may have together. */
  readonly contextTokens: number
  /** The graphics card's interface that it runs on; null: the processor, or elsewhere. */
  readonly gpu: string | null
}

/** What a line tells of itself, unasked. */
export type LineEvent =
  EngineInUse | EngineOut | EngineUsage | EngineWaiting | EngineMeasured | EngineOpened

export type WorkerReady = {
  readonly type: 'ready'
  readonly model: string
  readonly loadMs: number
}

/** Somebody else has asked an engine just now, and how that went: what the line knows of it holds no more. */
export interface EngineTested {
  readonly type: 'tested'
  readonly model: string
  /** Null: it serves. */
  readonly error: CodedError | null
}

export type SttRequest =
  | EngineTested
  | {
      readonly type: 'load'
      readonly line: EngineLine
      readonly unloadAfterMs: number | null
      /** Silero VAD (ONNX) that cuts long speech at pauses and keeps silence from becoming text. */
      readonly vadModelPath: string
      /** Tells words while they are spoken, in place of the line; what counts comes from the line. */
      readonly streaming?: EngineModel | null
      /** Where the speech journal lies; null keeps no journal. */
      readonly journalFolder: string | null
      /**
       * When main started, in epoch milliseconds: utterances are counted anew at every start, and
       * journals that began before this belong to another utterance of the same number.
       */
      readonly journalsSinceMs?: number
    }
  /** The port in the message's transfer list carries `MicrophoneMessage`s. */
  | { readonly type: 'attach-microphone' }
  /**
   * Text of the utterance up to `endSample` (waits until that much has arrived). More speech of the
   * same utterance may follow.
   */
  | {
      readonly type: 'transcribe'
      readonly request: number
      readonly utterance: number
      readonly endSample: number
    }
  /** Text of a sound that is no live utterance: a recovered journal. */
  | { readonly type: 'transcribe-journal'; readonly request: number; readonly path: string }
  /** Text of any sound, 16 kHz mono, by an engine that is opened for it and closed again. */
  | {
      readonly type: 'transcribe-sound'
      readonly request: number
      readonly samples: Float32Array
      readonly engine: EngineModel
    }
  /** Somebody talks: what `transcribe-sound` asked for ends, as `failed`, before the next piece is decoded. */
  | { readonly type: 'stop-sounds' }
  /** Words that are likely to be said: engines that can be told are. */
  | { readonly type: 'expect-words'; readonly words: readonly string[] }
  /**
   * The utterance's words are safe (or were cancelled): memory of it may go. So may its journal, unless it
   * is to be kept under that name, in the same file system.
   */
  | { readonly type: 'forget'; readonly utterance: number; readonly keepAs?: string }

export type SttEvent =
  | WorkerReady
  | LineEvent
  | {
      readonly type: 'partial'
      readonly utterance: number
      /** Will not change any more. */
      readonly committed: string
      readonly tentative: string
    }
  /** The whole sound of an utterance lies there now. */
  | { readonly type: 'kept'; readonly path: string }
  | {
      readonly type: 'transcript'
      readonly request: number
      readonly utterance: number
      /** Empty where there was no speech. */
      readonly text: string
      readonly audioMs: number
      readonly decodeMs: number
    }
  | { readonly type: 'failed'; readonly request: number | null; readonly error: CodedError }

export type TtsRequest =
  | EngineTested
  | {
      readonly type: 'load'
      readonly line: EngineLine
      readonly unloadAfterMs: number | null
    }
  /** Somebody begins to speak: what was unloaded comes back. */
  | { readonly type: 'wake' }
  /** The port in the message's transfer list carries `PlaybackMessage`s. */
  | { readonly type: 'attach-playback' }
  | {
      readonly type: 'synthesize'
      readonly generation: number
      readonly index: number
      readonly text: string
      /** 1 is the voice's own pace. */
      readonly speed: number
    }
  | { readonly type: 'cancel'; readonly generation: number }

export type TtsEvent =
  | WorkerReady
  | LineEvent
  | {
      readonly type: 'synthesized'
      readonly generation: number
      readonly index: number
      readonly audioMs: number
      readonly computeMs: number
    }
  | {
      readonly type: 'failed'
      readonly generation: number | null
      readonly index: number | null
      readonly error: CodedError
    }

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly text: string
}

/** The part of an utterance from its first sample up to `endSample`. */
export interface SpokenWords {
  readonly utterance: number
  readonly endSample: number
}

export type LlmRequest =
  | EngineTested
  | {
      readonly type: 'load'
      readonly line: EngineLine
      readonly unloadAfterMs: number | null
    }
  /** Somebody begins to speak: what was unloaded comes back. */
  | { readonly type: 'wake' }
  /** Evaluate the prefix so that the next `generate` that begins with it starts at once. */
  | { readonly type: 'prewarm'; readonly messages: readonly ChatMessage[] }
  /** Messages that end in the assistant's text ask for the rest of it. */
  | {
      readonly type: 'generate'
      readonly generation: number
      readonly messages: readonly ChatMessage[]
      readonly maximumTokens: number
      /** The sound that the last message was made out of, where there is one. */
      readonly speech?: SpokenWords | null
    }
  | { readonly type: 'cancel'; readonly generation: number }
  /** The port in the transfer list carries `MicrophoneMessage`s: for a model that hears by itself. */
  | { readonly type: 'attach-speech' }
  /** The port in the transfer list carries `PlaybackMessage`s: for a model that speaks by itself. */
  | { readonly type: 'attach-voice' }
  /** So much of what a model said by itself was heard before it was cut off. */
  | { readonly type: 'heard'; readonly generation: number; readonly heardMs: number }
  /**
   * Something is said in front of this reply: where the model speaks by itself, and has not begun, its
   * sound is chunk 1.
   */
  | { readonly type: 'make-room'; readonly generation: number }
  /** Write nothing until `resume`, but for `maximumMs` at most: somebody needs the processor more. */
  | { readonly type: 'pause'; readonly generation: number; readonly maximumMs: number }
  | { readonly type: 'resume'; readonly generation: number }

export type FinishReason = 'stop' | 'length' | 'cancelled'

export type LlmEvent =
  | WorkerReady
  | LineEvent
  /**
   * How likely the person's newest words were all they had to say, 0 to 1, as far as a model that reads
   * them can tell. At most once, before any delta.
   */
  | { readonly type: 'completeness'; readonly generation: number; readonly probability: number }
  | {
      readonly type: 'delta'
      readonly generation: number
      readonly text: string
      /** Its sound comes from the model itself, as this chunk: it is not to be synthesised. */
      readonly voicedAs?: number
    }
  /** All the sound of what the model said by itself is handed to playback, as this chunk. */
  | {
      readonly type: 'voiced'
      readonly generation: number
      readonly index: number
      readonly audioMs: number
    }
  | {
      readonly type: 'done'
      readonly generation: number
      readonly finishReason: FinishReason
      /** Why the provider ended it in the middle; what there is of it counts. */
      readonly cut?: CodedError
      readonly promptTokens: number
      readonly completionTokens: number
      readonly firstTokenMs: number | null
    }
  | { readonly type: 'failed'; readonly generation: number | null; readonly error: CodedError }

export type TurnRequest =
  | { readonly type: 'load'; readonly model: EngineModel }
  /** The port in the message's transfer list carries `TurnMessage`s. */
  | { readonly type: 'attach-microphone' }

export type TurnEvent =
  | WorkerReady
  /** How likely the person is done, 0 to 1, at the pause that `endSample` names. */
  | {
      readonly type: 'score'
      readonly utterance: number
      readonly endSample: number
      readonly probability: number
      readonly computeMs: number
    }
  /** `utterance` is null where it did not load, or crashed. */
  | { readonly type: 'failed'; readonly utterance: number | null; readonly error: CodedError }
