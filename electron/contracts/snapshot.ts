import type { Settings } from './settings.ts'
import type { MicrophoneStatus } from './audio.ts'
import type { DeviceNotice } from './devices.ts'
import type { EngineSpeeds } from './engine-speed.ts'
import type { CodedError } from './errors.ts'
import type { OtherShortcut } from './shortcuts.ts'
import type { Locale } from './locales.ts'

export type Phase = 'idle' | 'listening' | 'thinking' | 'confirming' | 'speaking' | 'failed'
/**
 * How an utterance came about: a key held or tapped, the open conversation, a file, the wake phrase, or
 * what is said after an answer while the ear is still open.
 */
export type WayIn = 'hold' | 'tap' | 'open' | 'file' | 'wake' | 'follow-up'

/** Why it does not wait for its phrase although it should. */
export type PauseReason =
  | 'muted'
  | 'asleep'
  | 'locked'
  | 'quiet-hours'
  | 'call'
  | 'model-missing'
  | 'detector-failed'
  | 'phrase-too-common'
  | 'no-microphone'

/** Whether it waits for its phrase. */
export type WaitingStatus =
  | { readonly state: 'off' | 'preparing' | 'waiting' }
  /** Somebody enrols their voice: all that is heard is for that. `wanted`: else it would wait. */
  | { readonly state: 'enrolling'; readonly wanted: boolean }
  | {
      readonly state: 'paused'
      readonly because: PauseReason
      /** The application that uses the microphone, where its name is known. */
      readonly app: string | null
    }

/**
 * Whether this system tells what a rule goes by: that another application uses the microphone, that the
 * screen is locked. `unknown`: it does not, or has not shown yet that it does.
 */
export interface WaitingRules {
  readonly calls: 'told' | 'unknown'
  readonly lock: 'told' | 'unknown'
}

/** The overlay as a card with everything in it, or as a pill that says what is waited for. */
export type OverlayShape = 'card' | 'pill'

/** How the overlay is drawn and moved, as this desktop allows it. */
export interface OverlayStyle {
  /** `solid`: nothing is transparent here, and what is not drawn would be black. */
  readonly surface: 'glass' | 'solid'
  /** `system`: only the system may move a window (Wayland). */
  readonly movedBy: 'us' | 'system'
}

/** What windows see of the conversation. A projection: no window holds truth. */
export interface ConversationSnapshot {
  readonly phase: Phase
  /** The way in of the utterance being heard, null when none is. */
  readonly way: WayIn | null
  /** The person asked to talk and frames do not flow yet (cold microphone). */
  readonly preparing: boolean
  readonly openConversation: boolean
  readonly muted: boolean
  readonly microphone: MicrophoneStatus
  readonly person: { readonly committed: string; readonly tentative: string }
  /** `heard` has been played; `coming` is written and not heard yet. */
  readonly reply: { readonly heard: string; readonly coming: string }
  readonly conversationId: string
  /** What the person should know or do; the phase is `failed` while a turn is held up by it. */
  readonly attention: CodedError | null
  /** The action that waits for a yes; null: none does. */
  readonly confirming: string | null
}

/** `capped`: its engines cost money, and this month's is used up. */
export type EngineStatus = 'missing' | 'capped' | 'loading' | 'ready' | 'restarting' | 'failed'

export interface HotkeySnapshot {
  /** As Electron spells it, and as the person reads it on this platform. */
  readonly accelerator: string
  readonly label: string
  /** `hold`: key-up is seen, hold or tap; `toggle`: tap only; `none`: it could not be registered. */
  readonly mode: 'hold' | 'toggle' | 'none'
  readonly error: CodedError | null
}

export interface EngineUse {
  readonly model: string
  /** Name of the provider whose model it is; null for the engine on this computer. */
  readonly provider: string | null
  readonly because: CodedError | null
}

/** What is supervised: the engines' workers and the audio window. */
export type RestartablePart = 'stt' | 'llm' | 'tts' | 'audio'

/** What a person wishes of every window beyond what the system has. */
export type Appearance = Pick<Settings, 'contrast' | 'motion' | 'transparency'>

/** Everything the windows show of the running app, newest revision wins. */
export interface AppSnapshot {
  readonly revision: number
  readonly conversation: ConversationSnapshot
  readonly engines: {
    readonly stt: EngineStatus
    readonly llm: EngineStatus
    readonly tts: EngineStatus
  }
  /** The person goes by a provider and has none set up: that is missing then, and no model. */
  readonly lacksProvider: boolean
  /** Which engine of each line serves, by the model's id, and why it is not the one before it. */
  readonly inUse: {
    readonly stt: EngineUse | null
    readonly llm: EngineUse | null
    readonly tts: EngineUse | null
  }
  /** Why none of a line serves; null while one does, or nobody knows yet. */
  readonly out: {
    readonly stt: CodedError | null
    readonly llm: CodedError | null
    readonly tts: CodedError | null
  }
  /** How fast engines are here, by the model's id; those that were never used are not in it. */
  readonly speeds: EngineSpeeds
  /** A part that crashed three times in five minutes waits for the person's word. */
  readonly restartOffered: readonly RestartablePart[]
  readonly hotkey: HotkeySnapshot
  /** Those of other actions that have a key, or should. */
  readonly shortcuts: Readonly<Partial<Record<OtherShortcut, HotkeySnapshot>>>
  readonly locale: Locale
  readonly appearance: Appearance
  /** What became of a microphone or loudspeaker that changed by itself, for some seconds. */
  readonly deviceNotice: DeviceNotice | null
  readonly waiting: WaitingStatus
  readonly waitingRules: WaitingRules
  /** The first of the phrases by which the person calls. */
  readonly wakePhrase: string
  /** Attempts to say the phrase are told of by `wake.heard`, and wake nobody. */
  readonly tryingPhrase: boolean
  readonly overlayShape: OverlayShape
  readonly overlayStyle: OverlayStyle
  /** Wake phrases that are heard in ordinary talk, and are not waited for. */
  readonly phrasesTooCommon: readonly string[]
}
