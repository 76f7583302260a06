import { defaultSettings, type SettingsPatch } from './settings.ts'
import { SETTING_NAMES, type SettingName } from './setting-table.ts'

/**
 * What each setting holds: a choice among what anybody could choose, or something of the person's own
 * (words, names, addresses, what was learnt of them). A new setting does not compile until it stands here.
 * What is personal is in no diagnostics, and goes with everything else of theirs.
 */
const HOLDS = {
  locale: 'choice',
  theme: 'choice',
  contrast: 'choice',
  motion: 'choice',
  transparency: 'choice',
  hotkey: 'choice',
  openConversation: 'choice',
  muted: 'choice',
  mutedUntilMs: 'personal',
  keepMicrophoneWarm: 'choice',
  inputDeviceId: 'personal',
  outputDeviceId: 'personal',
  inputDeviceName: 'personal',
  outputDeviceName: 'personal',
  earcons: 'choice',
  volume: 'choice',
  speechSpeed: 'choice',
  overlayHideAfterSeconds: 'choice',
  overlayPositions: 'personal',
  models: 'choice',
  voices: 'choice',
  providers: 'personal',
  engineOrder: 'personal',
  useGpu: 'choice',
  unloadAfterMinutes: 'choice',
  wake: 'choice',
  wakePhrases: 'personal',
  wakeSensitivity: 'choice',
  followUpSeconds: 'choice',
  wakePausesInCalls: 'choice',
  wakePausesWhenLocked: 'choice',
  quietHours: 'personal',
  overlayWhileWaiting: 'choice',
  onlyMyVoice: 'choice',
  guestsUntilMs: 'personal',
  monthlyCapDollars: 'personal',
  patience: 'choice',
  interruptions: 'choice',
  acknowledge: 'choice',
  answerLength: 'choice',
  answersAloud: 'choice',
  instructions: 'personal',
  learnedPausesMs: 'personal',
  overlayOverFullScreen: 'choice',
  startAtLogin: 'choice',
  startHidden: 'choice',
  notifications: 'choice',
  shortcuts: 'choice',
  duckOtherSound: 'choice',
  links: 'choice',
  firstRun: 'choice',
  keepTranscriptDays: 'choice',
  keepSpeech: 'choice',
  keepSpeechDays: 'choice',
  keepSpeechMegabytes: 'choice',
  dictionary: 'personal',
  logText: 'choice',
} as const satisfies Readonly<Record<SettingName, 'choice' | 'personal'>>

export const isPersonal = (name: SettingName): boolean => HOLDS[name] === 'personal'

/** The settings of somebody who has said nothing of themselves yet; choices stay as they are. */
export const forgottenSettings = (): SettingsPatch => {
  const fresh = defaultSettings()
  return Object.fromEntries(SETTING_NAMES.filter(isPersonal).map((name) => [name, fresh[name]]))
}
