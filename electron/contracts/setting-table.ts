import type { Settings } from './settings.ts'
import type { SettingsPane } from './window-routes.ts'

/**
 * What each setting is to whoever asks for it by voice, in the palette or by a link. A new setting does
 * not compile until it stands here: as something that can be asked for, or with the reason why not.
 */

export type SettingName = Exclude<keyof Settings, 'version'>

export type SettingUnit = 'times' | 'percent' | 'seconds' | 'minutes'

interface InPane {
  readonly pane: SettingsPane
  /** Key of its label there. */
  readonly label: string
}

export type SettingEntry =
  | (InPane & {
      readonly kind: 'number'
      readonly unit: SettingUnit
      readonly min: number
      readonly max: number
      /** What "more" and "less" move it by. */
      readonly step: number
      /** A value that means "not at all"; absent: there is none. */
      readonly off?: 0 | null
    })
  | (InPane & { readonly kind: 'switch' })
  | (InPane & {
      readonly kind: 'choice'
      readonly values: readonly string[]
      /** From least to most: "more" and "less" mean something. */
      readonly ordered: boolean
    })
  | (InPane & { readonly kind: 'hours' })
  /** It can be asked, and is changed by hand. */
  | (InPane & { readonly kind: 'told'; readonly why: string })
  /** It has actions of its own. */
  | { readonly kind: 'own'; readonly actions: readonly string[] }
  | { readonly kind: 'none'; readonly why: string }

export const SETTING_TABLE = {
  locale: {
    kind: 'choice',
    pane: 'general',
    label: 'settings.language.label',
    values: ['system', 'en', 'zh'],
    ordered: false,
  },
  theme: {
    kind: 'choice',
    pane: 'general',
    label: 'settings.theme.label',
    values: ['system', 'light', 'dark'],
    ordered: false,
  },
  contrast: {
    kind: 'choice',
    pane: 'general',
    label: 'settings.contrast.label',
    values: ['system', 'more'],
    ordered: false,
  },
  motion: {
    kind: 'choice',
    pane: 'general',
    label: 'settings.motion.label',
    values: ['system', 'less'],
    ordered: false,
  },
  transparency: {
    kind: 'choice',
    pane: 'general',
    label: 'settings.transparency.label',
    values: ['system', 'less'],
    ordered: false,
  },
  hotkey: {
    kind: 'told',
    pane: 'shortcuts',
    label: 'settings.hotkey.label',
    why: 'keys are chosen with the hand that will press them, and tried before they are kept',
  },
  shortcuts: {
    kind: 'told',
    pane: 'shortcuts',
    label: 'shortcuts.others',
    why: 'keys are chosen with the hand that will press them, and tried before they are kept',
  },
  openConversation: { kind: 'own', actions: ['open-conversation', 'close-conversation'] },
  muted: { kind: 'own', actions: ['mute', 'unmute'] },
  mutedUntilMs: { kind: 'own', actions: ['mute-for', 'unmute'] },
  keepMicrophoneWarm: {
    kind: 'switch',
    pane: 'voice-in',
    label: 'settings.keepMicrophoneWarm.label',
  },
  inputDeviceId: {
    kind: 'none',
    why: 'an id of the browser; devices have names that nobody says, and the wrong one is deaf',
  },
  outputDeviceId: {
    kind: 'none',
    why: 'an id of the browser; devices have names that nobody says, and the wrong one is silent',
  },
  inputDeviceName: { kind: 'none', why: 'it goes with the id of the microphone' },
  outputDeviceName: { kind: 'none', why: 'it goes with the id of the loudspeaker' },
  earcons: { kind: 'switch', pane: 'voice-out', label: 'settings.earcons.label' },
  volume: {
    kind: 'number',
    pane: 'voice-out',
    label: 'settings.volume.label',
    unit: 'percent',
    min: 0,
    max: 1,
    step: 0.1,
  },
  duckOtherSound: {
    kind: 'switch',
    pane: 'voice-out',
    label: 'voiceOut.duck.label',
  },
  speechSpeed: {
    kind: 'number',
    pane: 'voice-out',
    label: 'settings.speechSpeed.label',
    unit: 'times',
    min: 0.5,
    max: 2,
    // A sixth is what people hear as slower without hearing it as slow.
    step: 0.15,
  },
  overlayHideAfterSeconds: {
    kind: 'number',
    pane: 'general',
    label: 'settings.overlayHide.label',
    unit: 'seconds',
    min: 2,
    max: 120,
    step: 4,
  },
  overlayPositions: { kind: 'none', why: 'where the overlay was put, by dragging it' },
  overlayOverFullScreen: {
    kind: 'switch',
    pane: 'general',
    label: 'system.overFullScreen.label',
  },
  models: { kind: 'own', actions: ['use-engine', 'use-voice'] },
  voices: { kind: 'own', actions: ['use-voice'] },
  providers: { kind: 'none', why: 'addresses, names of models and keys are typed' },
  engineOrder: { kind: 'own', actions: ['use-engine'] },
  useGpu: { kind: 'switch', pane: 'advanced', label: 'settings.useGpu.label' },
  unloadAfterMinutes: {
    kind: 'number',
    pane: 'advanced',
    label: 'settings.unloadAfter.label',
    unit: 'minutes',
    min: 1,
    max: 24 * 60,
    step: 10,
    off: null,
  },
  wake: { kind: 'switch', pane: 'wake', label: 'wake.on.label' },
  wakePhrases: {
    kind: 'told',
    pane: 'wake',
    label: 'wake.phrases.label',
    why: 'speech to text would have to spell a name that nobody has written before',
  },
  wakeSensitivity: {
    kind: 'choice',
    pane: 'wake',
    label: 'wake.sensitivity.label',
    values: ['careful', 'balanced', 'eager'],
    ordered: true,
  },
  followUpSeconds: {
    kind: 'number',
    pane: 'wake',
    label: 'wake.followUp.label',
    unit: 'seconds',
    min: 0,
    max: 60,
    step: 4,
    off: 0,
  },
  wakePausesInCalls: { kind: 'switch', pane: 'wake', label: 'wake.rules.calls' },
  wakePausesWhenLocked: { kind: 'switch', pane: 'wake', label: 'wake.rules.lock' },
  quietHours: { kind: 'hours', pane: 'wake', label: 'wake.rules.quiet' },
  overlayWhileWaiting: { kind: 'switch', pane: 'wake', label: 'wake.overlay.label' },
  onlyMyVoice: {
    kind: 'told',
    pane: 'wake',
    label: 'voices.only.label',
    why: 'it keeps others out: whoever else is in the room is not to open it by a sentence',
  },
  guestsUntilMs: { kind: 'own', actions: ['guests', 'guests-gone'] },
  monthlyCapDollars: {
    kind: 'told',
    pane: 'usage',
    label: 'usage.cap.label',
    why: 'it is about money, and a number that was misheard costs some',
  },
  patience: {
    kind: 'choice',
    pane: 'voice-in',
    label: 'settings.patience.label',
    values: ['quick', 'balanced', 'patient'],
    ordered: true,
  },
  interruptions: {
    kind: 'choice',
    pane: 'voice-out',
    label: 'settings.interruptions.label',
    // "More" interruptions are easier ones.
    values: ['firm', 'balanced', 'easy'],
    ordered: true,
  },
  acknowledge: { kind: 'switch', pane: 'voice-out', label: 'settings.acknowledge.label' },
  learnedPausesMs: { kind: 'own', actions: ['forget-pauses'] },
  links: { kind: 'switch', pane: 'general', label: 'settings.links.label' },
  startAtLogin: { kind: 'switch', pane: 'general', label: 'system.startAtLogin.label' },
  startHidden: { kind: 'switch', pane: 'general', label: 'system.startHidden.label' },
  notifications: { kind: 'switch', pane: 'general', label: 'system.notifications.label' },
  answersAloud: {
    kind: 'choice',
    pane: 'voice-out',
    label: 'settings.answersAloud.label',
    values: ['always', 'unless-screen-reader', 'never'],
    ordered: false,
  },
  answerLength: {
    kind: 'choice',
    pane: 'brain',
    label: 'settings.answerLength.label',
    values: ['brief', 'balanced', 'thorough'],
    ordered: true,
  },
  instructions: {
    kind: 'told',
    pane: 'brain',
    label: 'settings.instructions.label',
    why: 'it is several sentences, and every answer heeds what was misheard in them',
  },
  keepTranscriptDays: {
    kind: 'told',
    pane: 'privacy',
    label: 'trust.retention.label',
    why: 'a number of days that was misheard erases what cannot be brought back',
  },
  logText: {
    kind: 'told',
    pane: 'privacy',
    label: 'settings.logText.label',
    why: 'what is kept of what was said is decided where its consequences can be read',
  },
  keepSpeech: {
    kind: 'told',
    pane: 'privacy',
    label: 'speechJournal.keep.label',
    why: 'whether a voice is kept is decided where its consequences can be read',
  },
  keepSpeechDays: {
    kind: 'told',
    pane: 'privacy',
    label: 'speechJournal.days.label',
    why: 'a number that was misheard would erase what is older',
  },
  keepSpeechMegabytes: {
    kind: 'told',
    pane: 'privacy',
    label: 'speechJournal.megabytes.label',
    why: 'a number that was misheard would erase what is over it',
  },
  dictionary: {
    kind: 'none',
    why: 'what is heard wrong cannot be said to be heard right; it is written, or learned from corrections',
  },
  firstRun: { kind: 'own', actions: ['show-welcome'] },
} as const satisfies Readonly<Record<SettingName, SettingEntry>>

type NamesOf<K extends SettingEntry['kind']> = {
  [N in SettingName]: (typeof SETTING_TABLE)[N]['kind'] extends K ? N : never
}[SettingName]

/** Settings that can be changed by an action of their own name. */
export type ChangeableSetting = NamesOf<'number' | 'switch' | 'choice' | 'hours'>
/** Settings whose value can be asked for. */
export type ReadableSetting = ChangeableSetting | NamesOf<'told'>

/** All of them, in the order of the table. */
// The table's type says that its keys are these.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const SETTING_NAMES = Object.keys(SETTING_TABLE) as readonly SettingName[]

export const entryOf = (name: SettingName): SettingEntry => SETTING_TABLE[name]

export const isChangeable = (name: SettingName): name is ChangeableSetting =>
  ['number', 'switch', 'choice', 'hours'].includes(SETTING_TABLE[name].kind)

export const isReadable = (name: SettingName): name is ReadableSetting =>
  isChangeable(name) || SETTING_TABLE[name].kind === 'told'
