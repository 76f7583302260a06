import type { CodedError } from './errors.ts'

/**
 * Messages between main and the engine workers. Both ends are ours, so these are plain types;
 * what comes from windows is parsed (`audio.ts`, `ipc.ts`).
 */

/** Absolute paths of a model's files by their catalogue name, ready to load. */
export type ModelFiles = Readonly<Record<string, string>>

export interface EngineModel {
  readonly id: string
  /** Which adapter loads it: a `ModelEngine` of the catalogue, or `scripted`. */
  readonly engine: string
  readonly files: ModelFiles
  readonly options: Readonly<Record<string, unknown>>
  readonly threads: number
  /** BCP 47 tags of what it understands or speaks, `mul` for many; absent where nobody knows. */
  readonly languages?: readonly string[]
}

export type WorkerReady = {
  readonly type: 'ready'
  readonly model: string
  readonly loadMs: number
}

export type SttRequest =
  | {
      readonly type: 'load'
      readonly model: EngineModel
      /** Silero VAD (ONNX) that cuts long speech at pauses and keeps silence from becoming text. */
      readonly vadModelPath: string
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
  /** The utterance's words are safe (or were cancelled): memory and journal of it may go. */
  | { readonly type: 'forget'; readonly utterance: number }

export type SttEvent =
  | WorkerReady
  | {
      readonly type: 'partial'
      readonly utterance: number
      /** Will not change any more. */
      readonly committed: string
      readonly tentative: string
    }
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
  | { readonly type: 'load'; readonly model: EngineModel }
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

export type LlmRequest =
  | { readonly type: 'load'; readonly model: EngineModel }
  /** Evaluate the prefix so that the next `generate` that begins with it starts at once. */
  | { readonly type: 'prewarm'; readonly messages: readonly ChatMessage[] }
  /** Messages that end in the assistant's text ask for the rest of it. */
  | {
      readonly type: 'generate'
      readonly generation: number
      readonly messages: readonly ChatMessage[]
      readonly maximumTokens: number
    }
  | { readonly type: 'cancel'; readonly generation: number }
  /** Write nothing until `resume`, but for `maximumMs` at most: somebody needs the processor more. */
  | { readonly type: 'pause'; readonly generation: number; readonly maximumMs: number }
  | { readonly type: 'resume'; readonly generation: number }

export type FinishReason = 'stop' | 'length' | 'cancelled'

export type LlmEvent =
  | (WorkerReady & { readonly contextTokens: number })
  /**
   * How likely the person's newest words were all they had to say, 0 to 1, as far as a model that reads
   * them can tell. At most once, before any delta.
   */
  | { readonly type: 'completeness'; readonly generation: number; readonly probability: number }
  | { readonly type: 'delta'; readonly generation: number; readonly text: string }
  | {
      readonly type: 'done'
      readonly generation: number
      readonly finishReason: FinishReason
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
