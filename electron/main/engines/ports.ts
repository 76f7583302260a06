import type { MicrophoneMessage, PlaybackMessage } from '../../contracts/audio.ts'
import type { CodedError } from '../../contracts/errors.ts'
import type { EngineStatus } from '../../contracts/snapshot.ts'
import type { TurnLogRecord } from '../../contracts/turn-log.ts'
import type {
  EngineInUse,
  EngineMeasured,
  EngineModel,
  EngineUsage,
} from '../../contracts/workers.ts'
import type { ConversationEvent } from '../../core/conversation/events.ts'
import type { SpokenTurn } from '../../core/conversation/spoken-turn.ts'
import type { ChannelName } from '../../workers/transport.ts'
import type { EngineKind } from '../app-state.ts'
import type { ConversationPorts } from '../conversation/driver.ts'
import type { PromptBudget } from '../conversation/prompt.ts'
import type { EngineLines } from '../providers/engine-lines.ts'
import type { SpawnWorker, TransferredPort } from '../workers/process-host.ts'

/** What the engines need of a composition root, and what they tell it. */
export interface EngineSetOptions {
  readonly spawn: SpawnWorker
  /** Where the speech journal lies; null keeps none. */
  readonly journalFolder: string | null
  /** A port that leads to the audio window; null where sound takes the parent's channel. */
  readonly connect: (channel: ChannelName) => TransferredPort | null
  /** Sound of the voice, where it comes over the parent's channel. */
  readonly onPlayback?: (message: PlaybackMessage) => void
  readonly speechSpeed: () => number
  /** Where the sound of an utterance is to be moved to when its words are safe; null: it is not kept. */
  readonly keepUtterance?: (utterance: number, spoken: SpokenTurn) => string | null
  /** It was moved there. */
  readonly onKept?: (path: string) => void
  /** What was understood, in the person's own words. */
  readonly correctWords?: (text: string) => string
  /** Whether the graphics card may be used, and what is to be done when it made a worker crash. */
  readonly gpu?: { readonly allowed: () => boolean; readonly onFailed: () => void }
  /** Whether an exchange is under way, whose engines are to be left to it; absent: never. */
  readonly isTalking?: () => boolean
  readonly dispatch: (event: ConversationEvent) => void
  /** `error` is why it does not serve; null where nothing went wrong. */
  readonly onStatus: (kind: EngineKind, status: EngineStatus, error: CodedError | null) => void
  /** Another engine of a line serves from now on. */
  readonly onInUse: (kind: EngineKind, use: EngineInUse) => void
  /** None of a line serves until `onInUse` is called again. */
  readonly onOut: (kind: EngineKind, because: CodedError) => void
  readonly onUsage: (usage: EngineUsage) => void
  /** How fast an engine was just now. */
  readonly onMeasured: (kind: EngineKind, measured: EngineMeasured) => void
  /** A request is tried again after a while. */
  readonly onWaiting: (kind: EngineKind, forMs: number, because: CodedError) => void
}

export interface EngineExtras {
  /** The turn detector; null: none. */
  readonly turn: EngineModel | null
  /** Tells words while they are spoken; null: the line of recognisers does. */
  readonly streaming?: EngineModel | null
  /** Why nobody is there for a role, where that is not just that a model is missing. */
  readonly lacking?: Readonly<Partial<Record<EngineKind, CodedError>>>
  /** After so long without use an engine gives its memory back; null: never. */
  readonly unloadAfterMs: number | null
}

/** The engines as the conversation uses them. */
export type EnginePorts = Pick<ConversationPorts, 'speechToText' | 'languageModel' | 'textToSpeech'>

/** The three engines as the conversation and the composition roots see them. */
export interface EngineSet extends EnginePorts {
  /**
   * Loads these lines; a kind whose line is empty stays without an engine. One that serves an exchange
   * gets its line when that is over.
   */
  readonly use: (lines: EngineLines, more: EngineExtras) => void
  /** To be called when an exchange may be over. */
  readonly settle: () => void
  /** The person said so, after a worker gave up. */
  readonly restart: (kind: EngineKind) => void
  /** What a test of one of their engines found; an error of null: it serves. */
  readonly tested: (kind: EngineKind, model: string, error: CodedError | null) => void
  /** Ids of the models in use, for the turn log. */
  readonly modelIds: () => TurnLogRecord['engines']
  readonly promptBudget: () => PromptBudget
  /** BCP 47 tag of the language in which the models in use can listen and speak. */
  readonly language: () => string
  /** Words out of a speech journal that a crash left behind. Rejects with a coded failure. */
  readonly transcribeJournal: (path: string) => Promise<string>
  /**
   * Words out of any sound, 16 kHz mono, by an engine of its own. Rejects with a coded failure;
   * `speech.not-now` where it was stopped.
   */
  readonly transcribeSound: (samples: Float32Array, engine: EngineModel) => Promise<string>
  /** Somebody talks: nothing of that kind is transcribed now. */
  readonly stopSounds: () => void
  /** Words that are likely to be said, for engines that can be told. */
  readonly expectWords: (words: readonly string[]) => void
  /** A new audio window: the workers that serve get new ports to it. */
  readonly reattach: () => void
  /** Sound for speech to text, where it goes over the parent's channel. */
  readonly postMicrophone: (message: MicrophoneMessage) => void
  /** Resolves when all three serve; rejects with what keeps one from it. */
  readonly ready: () => Promise<void>
  readonly dispose: () => Promise<void>
}
