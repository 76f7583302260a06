import { z } from 'zod'
import {
  actionOrderSchema,
  type ActionAnswer,
  type ActionView,
  type ChangeNotice,
  type ShowSetting,
} from './actions.ts'
import { audioEventSchema, audioLevelSchema, type AudioCommand } from './audio.ts'
import {
  deviceListSchema,
  soundDevicesSchema,
  type DevicesView,
  type LoudspeakerTest,
} from './devices.ts'
import type { Result } from './errors.ts'
import { firstRunSchema, type FirstRun } from './first-run.ts'
import type { HotkeyPress } from './hotkey.ts'
import type { ModelsSnapshot } from './models.ts'
import {
  providerIdSchema,
  type FoundServer,
  type ProviderKeys,
  type ProviderPreset,
  type ProviderTest,
} from './providers.ts'
import { settingsPatchSchema, type Settings } from './settings.ts'
import { shortcutTrialSchema, type ShortcutsView, type TrialEnd } from './shortcuts.ts'
import type { AppSnapshot } from './snapshot.ts'
import { turnVerdictSchema, type FeedbackChange } from './turn-feedback.ts'
import {
  keptPartSchema,
  packageSchema,
  type AboutView,
  type KeptView,
  type SavedFile,
} from './trust.ts'
import type { TurnLogRecord } from './turn-log.ts'
import type { UsageSnapshot } from './usage.ts'
import { previewSoundSchema, voiceReferenceSchema, type VoicePreview } from './voice-preview.ts'
import type { WakeAttempt } from './wake.ts'
import { personNameSchema, type VoicesSnapshot } from './voices.ts'
import {
  keptPlaybackSchema,
  replySoundSchema,
  soundIdSchema,
  type CorrectedTurn,
  type KeptSpeechChange,
  type KeptSpeechSnapshot,
  type LeftSpeech,
  type PlayableSpeech,
  type PlayKept,
  type SpeechPlayback,
  type TranscribingEngine,
} from './speech-journal.ts'
import { SETTINGS_PANES, type WindowName, type windowRoutes } from './window-routes.ts'
import {
  conversationIdSchema,
  conversationIdsSchema,
  conversationsRequestSchema,
  conversationTitleSchema,
  pageRequestSchema,
  searchRequestSchema,
  turnIdSchema,
  type ConversationSummary,
  type SearchAnswer,
  type TranscriptChange,
  type TranscriptPage,
  type TranscriptTurn,
} from './transcript.ts'
import {
  exportFormatSchema,
  exportScopeSchema,
  type ExportOutcome,
  type ImportOutcome,
  type ImportPreview,
} from './transcript-export.ts'

/**
 * The typed IPC. Requests from windows are zod values and are parsed in main; events to windows are
 * plain types: the difference is the trust boundary. A handler answers a `Result`, it never rejects.
 */

const nothing = z.object({})
const modelIdSchema = z.string().min(1).max(100)
const restartablePart = z.enum(['stt', 'llm', 'tts', 'audio'])

/** Input of every request route. */
export const requestSchemas = {
  'app.snapshot': nothing,
  'app.copy-text': z.object({ text: z.string().max(2_000_000) }),
  /** `pane`: of the settings. */
  'app.open-window': z.object({
    window: z.enum(['transcript', 'settings', 'welcome']),
    pane: z.enum(SETTINGS_PANES).optional(),
  }),
  'app.dismiss-attention': nothing,
  'app.restart-engine': z.object({ engine: restartablePart }),
  /** Everything that a palette offers. */
  'actions.list': nothing,
  /** `confirmed`: the person was asked, and meant it; without it a destructive one is refused. */
  'actions.run': actionOrderSchema.extend({ confirmed: z.boolean().optional() }),
  'audio.event': audioEventSchema,
  'audio.level': audioLevelSchema,
  /** The devices, whenever they have changed. */
  'audio.devices': soundDevicesSchema,
  /** A reply as it was heard, where that is kept. */
  'audio.reply-sound': replySoundSchema,
  /** What became of a sound that was to be played. */
  'audio.kept-playback': keptPlaybackSchema,
  /** Those that can be chosen, whenever they have changed. */
  'audio.device-list': deviceListSchema,
  /** Somebody speaks, while a window watches the level. */
  'audio.speech': nothing,
  /** The window is loaded and can take commands and ports. */
  'audio.ready': nothing,
  /** Main's clock, ms: see `AtMs` in `audio.ts`. */
  'audio.time': nothing,
  /** Answer to `audio.ping`. */
  'audio.alive': nothing,
  'conversation.toggle-talk': nothing,
  'conversation.cancel': z.object({ by: z.enum(['escape', 'button']) }),
  'conversation.set-open': z.object({ open: z.boolean() }),
  'conversation.set-muted': z.object({ muted: z.boolean() }),
  'conversation.new': nothing,
  /** Yes or no, while it waits for one. */
  'conversation.confirm': z.object({ yes: z.boolean() }),
  /** In CSS pixels of the page. Without a width it is as wide as the card. */
  'overlay.resize': z.object({
    height: z.number().min(40).max(600),
    width: z.number().min(40).max(600).optional(),
  }),
  /** From the pill to the card. */
  'overlay.expand': nothing,
  'overlay.hide': nothing,
  /** The person moves it: it goes with the pointer from `start` to `end`. */
  'overlay.drag': z.object({ to: z.enum(['start', 'pointer', 'end']) }),
  /** Whether the newest turns of the conversation that goes on are in view there. */
  'transcript.live': z.object({ live: z.boolean() }),
  'transcript.page': pageRequestSchema,
  'transcript.search': searchRequestSchema,
  /** The languages that turns are in, as tags. */
  'transcript.languages': nothing,
  'transcript.conversations': conversationsRequestSchema,
  /** An empty name takes the name away. */
  'transcript.rename': z.object({ id: conversationIdSchema, title: conversationTitleSchema }),
  'transcript.pin': z.object({ id: conversationIdSchema, on: z.boolean() }),
  /** They can be restored for as long as the answer says, and are erased then. */
  'transcript.remove': z.object({ ids: conversationIdsSchema }),
  'transcript.restore': z.object({ ids: conversationIdsSchema }),
  /** It becomes the conversation that goes on, with what was said in it. */
  'transcript.continue': z.object({ id: conversationIdSchema }),
  /** Which conversation the window was asked to show before its page was there. */
  'transcript.target': nothing,
  /** Other words for what the person said; of what was left without any the first ones are `speech.take-left`. */
  'transcript.correct': z.object({ turnId: turnIdSchema, text: z.string().trim().max(20_000) }),
  /** Turns whose sound is there. */
  'speech.kept': nothing,
  /** Plays it, and nothing else of its kind. */
  'speech.play': z.object({ id: soundIdSchema }),
  'speech.stop': nothing,
  /** The engines that can transcribe it. */
  'speech.engines': nothing,
  'speech.transcribe': z.object({ id: soundIdSchema, engine: z.string().min(1).max(300) }),
  /** What nobody could make words of. */
  'speech.left': nothing,
  /** It becomes a turn, with these words. */
  'speech.take-left': z.object({ id: soundIdSchema, text: z.string().trim().min(1).max(20_000) }),
  'speech.remove-left': z.object({ id: soundIdSchema }),
  'speech.snapshot': nothing,
  'speech.erase-all': nothing,
  /** Where the system has no key store: it is kept all the same, with a key that lies beside it. */
  'speech.keep-plain': z.object({ on: z.boolean() }),
  /** Asks the person for a file and writes it. */
  'transcript.export': z.object({ format: exportFormatSchema, scope: exportScopeSchema }),
  'transcript.print': z.object({ scope: exportScopeSchema }),
  'transcript.copy': z.object({ scope: exportScopeSchema, as: z.enum(['text', 'quote']) }),
  /** Asks the person for a file and says what it would add. */
  'transcript.look-at-import': nothing,
  'transcript.import': z.object({ token: z.string().min(1).max(100) }),
  /** The log's record of an exchange, for the turn inspector. */
  'turns.record': z.object({ exchangeId: z.string().min(1).max(100) }),
  /** The latest exchanges, oldest first. */
  'turns.recent': z.object({ limit: z.number().int().min(1).max(200) }),
  /** "You cut me off": changes the setting that would have helped, and says which. */
  'turns.feedback': z.object({
    exchangeId: z.string().min(1).max(100),
    verdict: turnVerdictSchema,
  }),
  'devices.get': nothing,
  /** Levels and speech are told while a window watches. */
  'devices.watch': z.object({ on: z.boolean() }),
  /** Tries the microphone once more that could not be opened. */
  'devices.try-again': nothing,
  /** Lets the loudspeaker be heard. */
  'devices.test-loudspeaker': nothing,
  /** Presses of the hotkey are told by `hotkey.pressed`, and begin nothing, or not any more. */
  'hotkey.try': z.object({ on: z.boolean() }),
  'first-run.get': nothing,
  /** Where they are now. */
  'first-run.keep': firstRunSchema,
  /** They are through: the transcript is opened, or nothing is. */
  'first-run.leave': z.object({ show: z.enum(['transcript', 'nothing']) }),
  'settings.get': nothing,
  'settings.change': settingsPatchSchema,
  /** Where the window was asked to go before its page was there. */
  'settings.target': nothing,
  'shortcuts.get': nothing,
  /** A combination is being recorded: none of ours is registered meanwhile. */
  'shortcuts.record': z.object({ on: z.boolean() }),
  /** Keeps the combination once it has come; `shortcuts.tried` tells. */
  'shortcuts.try': shortcutTrialSchema,
  'shortcuts.cancel': nothing,
  /** Plays a sentence in this voice; once more, and it is silent. */
  'voice-preview.toggle': voiceReferenceSchema,
  'voice-preview.stop': nothing,
  'audio.preview': previewSoundSchema,
  'models.snapshot': nothing,
  'models.download': nothing,
  'models.pause': nothing,
  'models.resume': nothing,
  'models.cancel': nothing,
  /** With what it requires. `use`: it becomes the person's choice of its kind once it is here. */
  'models.download-one': z.object({ id: modelIdSchema, use: z.boolean() }),
  /** Refused for a model that is used, or that another model here requires. */
  'models.remove': z.object({ id: modelIdSchema }),
  'providers.presets': nothing,
  'providers.keys': nothing,
  /** An empty key takes it away. `keep`: beyond this run, where the system has a place for it. */
  'providers.set-key': z.object({
    provider: providerIdSchema,
    key: z.string().max(4000),
    keep: z.boolean(),
  }),
  /** One real call per role. */
  'providers.test': z.object({ provider: providerIdSchema }),
  'providers.models': z.object({ provider: providerIdSchema }),
  /** Servers on this machine, on their usual ports. */
  'providers.find-local': nothing,
  'usage.get': nothing,
  'about.get': nothing,
  /** The text of a package's licence. */
  'about.licence': packageSchema,
  /** What is kept of the person, where, and how large it is. */
  'trust.kept': nothing,
  /** Shows it in the system's file manager. */
  'trust.show': keptPartSchema,
  /** Asks the person for a file and writes all that is theirs into it. */
  'trust.export': nothing,
  /** Asks the person for a file and writes what helps to find a fault into it. */
  'trust.diagnostics': nothing,
  /** Tells of every attempt to say the phrase by `wake.heard`, and wakes nobody by them. */
  'wake.try-out': z.object({ on: z.boolean() }),
  'voices.get': nothing,
  /** Begins to enrol somebody; the model for it is fetched first where it is not here. */
  'voices.enrol': z.object({ name: personNameSchema }),
  'voices.cancel-enrolment': nothing,
  'voices.remove': z.object({ id: z.string().min(1).max(100) }),
  'voices.remove-all': nothing,
  /** Where the system has no key store: they are kept all the same, readable by any program. */
  'voices.keep-plain': z.object({ on: z.boolean() }),
} as const
export type RequestRoute = keyof typeof requestSchemas
export type RequestInput<R extends RequestRoute> = z.infer<(typeof requestSchemas)[R]>

/** Answer of the routes that answer with more than "done". */
interface RequestValues {
  'actions.list': readonly ActionView[]
  'actions.run': ActionAnswer
  'audio.time': number
  'app.snapshot': AppSnapshot
  'transcript.page': TranscriptPage
  'transcript.search': SearchAnswer
  'transcript.languages': readonly string[]
  'transcript.conversations': readonly ConversationSummary[]
  'transcript.target': string | null
  'transcript.remove': { readonly undoMs: number }
  'transcript.correct': CorrectedTurn
  'transcript.export': ExportOutcome
  'speech.kept': readonly string[]
  'speech.play': PlayableSpeech
  'speech.engines': readonly TranscribingEngine[]
  'speech.transcribe': string
  'speech.left': readonly LeftSpeech[]
  'speech.snapshot': KeptSpeechSnapshot
  'transcript.look-at-import': ImportPreview | null
  'transcript.import': ImportOutcome
  'turns.record': TurnLogRecord | null
  'turns.recent': readonly TurnLogRecord[]
  'turns.feedback': FeedbackChange
  'devices.get': DevicesView
  'devices.test-loudspeaker': LoudspeakerTest
  'first-run.get': FirstRun
  'settings.get': Settings
  'settings.change': Settings
  'settings.target': ShowSetting | null
  'shortcuts.get': ShortcutsView
  'models.snapshot': ModelsSnapshot
  'providers.presets': readonly ProviderPreset[]
  'providers.keys': ProviderKeys
  'providers.set-key': ProviderKeys
  'providers.test': readonly ProviderTest[]
  'providers.models': readonly string[]
  'providers.find-local': readonly FoundServer[]
  'usage.get': UsageSnapshot
  'about.get': AboutView
  'about.licence': string
  'trust.kept': KeptView
  'trust.export': SavedFile
  'trust.diagnostics': SavedFile
  'voices.get': VoicesSnapshot
}
type RequestValue<R extends RequestRoute> = R extends keyof RequestValues ? RequestValues[R] : null
export type RequestResult<R extends RequestRoute> = Result<RequestValue<R>>

/** Events from main to windows. */
export interface WindowEvents {
  'app.snapshot': AppSnapshot
  'audio.command': AudioCommand
  'audio.level': number
  /** Asks the audio window for a sign of life. */
  'audio.ping': Readonly<Record<string, never>>
  /** A turn was added or changed (streaming); the window replaces it by id. */
  'transcript.turn': TranscriptTurn
  'transcript.changed': TranscriptChange
  /** The id of a conversation that is to be shown. */
  'transcript.show': string
  /** An exchange ended and has its line in the log. */
  'turns.logged': TurnLogRecord
  'models.snapshot': ModelsSnapshot
  'devices.changed': DevicesView
  /** Somebody speaks into the microphone. */
  'devices.heard': Readonly<Record<string, never>>
  /** The hotkey, while it is tried. */
  'hotkey.pressed': HotkeyPress
  'settings.changed': Settings
  /** A setting was changed, by whichever way, and can be changed back. */
  'settings.noticed': ChangeNotice
  'settings.show': ShowSetting
  'usage.changed': UsageSnapshot
  'shortcuts.tried': TrialEnd
  'voice-preview.changed': VoicePreview
  'wake.heard': WakeAttempt
  'voices.changed': VoicesSnapshot
  'audio.play-kept': PlayKept
  'audio.stop-kept': { readonly serial: number }
  'speech.changed': KeptSpeechChange
  'speech.playback': SpeechPlayback
  'speech.left-changed': readonly LeftSpeech[]
  'speech.snapshot': KeptSpeechSnapshot
}
export type EventRoute = keyof WindowEvents

/** A route that does not exist falls out here (and fails in the architecture test). */
export type WindowRequests<W extends WindowName> = Extract<
  (typeof windowRoutes)[W]['requests'][number],
  RequestRoute
>
type WindowEventRoutes<W extends WindowName> = Extract<
  (typeof windowRoutes)[W]['events'][number],
  EventRoute
>

/**
 * What a preload exposes as `window.warbler`.
 * `on` returns its disposer. Ports for the audio window come as `window` messages with
 * `data = { type: 'warbler-port', channel }` and the port (`SoundChannel` names the channels).
 */
export interface WindowBridge<W extends WindowName> {
  readonly window: W
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly request: <R extends WindowRequests<W>>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
  readonly on: <E extends WindowEventRoutes<W>>(
    route: E,
    listener: (event: WindowEvents[E]) => void,
  ) => () => void
}

export {
  IPC_EVENT_CHANNEL,
  IPC_PORT_CHANNEL,
  IPC_REQUEST_CHANNEL,
  WINDOW_NAMES,
  windowRoutes,
  type WindowName,
} from './window-routes.ts'
