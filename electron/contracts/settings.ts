import { z } from 'zod'
import { engineOrderSchema, LOCAL_ONLY, MOST_PROVIDERS, providerSchema } from './providers.ts'
import { FIRST_RUN_DONE, firstRunSchema } from './first-run.ts'
import { quietHoursSchema, wakePhrasesSchema, wakeSensitivitySchema } from './wake.ts'
import { shortcutsSchema } from './shortcuts.ts'
import { dictionarySchema, keepSpeechSchema, KEPT_DAYS, KEPT_MEGABYTES } from './speech-journal.ts'
import { onlyMyVoiceSchema } from './voices.ts'
import { interruptionsSchema, patienceSchema } from './turn-feedback.ts'

/** Version of the stored form; `main/storage` migrates older ones. */
export const SETTINGS_VERSION = 1

/** Where the overlay stands on a display. */
const overlayAnchorSchema = z.object({
  /** Its bottom centre, from the corner of the work area. */
  x: z.number(),
  y: z.number(),
  /** It stands at that edge, or in the middle, whatever its size. */
  atX: z.enum(['start', 'middle', 'end']).optional(),
  atY: z.enum(['start', 'end']).optional(),
})
export type OverlayAnchor = z.infer<typeof overlayAnchorSchema>
export const themeSchema = z.enum(['system', 'light', 'dark'])
export type Theme = z.infer<typeof themeSchema>

/** How much an answer says, from least to most. */
export const answerLengthSchema = z.enum(['brief', 'balanced', 'thorough'])
export type AnswerLength = z.infer<typeof answerLengthSchema>

/** Whether answers are spoken; where not, they are shown all the same. */
export const answersAloudSchema = z.enum(['always', 'unless-screen-reader', 'never'])
export type AnswersAloud = z.infer<typeof answersAloudSchema>

/** About 400 tokens of every prompt: a small model keeps the larger part of its context for what was said. */
export const LONGEST_INSTRUCTIONS = 1500

/** Without defaults: a patch holds only what it names. */
const fields = {
  /** `system` follows the system's language; else a tag of `locales.ts`. */
  locale: z.string().min(2).max(35),
  theme: themeSchema,
  /** `system`: as the system has it; else whatever the system has. */
  contrast: z.enum(['system', 'more']),
  motion: z.enum(['system', 'less']),
  transparency: z.enum(['system', 'less']),
  hotkey: z.string().min(1).max(100),
  /** Keys of other actions that work in every program, too. */
  shortcuts: shortcutsSchema,
  openConversation: z.boolean(),
  muted: z.boolean(),
  /** Muted for a time: until then, epoch ms; null: until somebody unmutes it. */
  mutedUntilMs: z.number().nullable(),
  /** Keeps the microphone open between utterances so that the first word is never clipped. */
  keepMicrophoneWarm: z.boolean(),
  /** null: whichever the system prefers. Kept also while the device is not there. */
  inputDeviceId: z.string().nullable(),
  outputDeviceId: z.string().nullable(),
  /** Their names: by these they are found again where their ids have changed. */
  inputDeviceName: z.string().max(500).nullable(),
  outputDeviceName: z.string().max(500).nullable(),
  earcons: z.boolean(),
  volume: z.number().min(0).max(1),
  /** Other programs' sound is lowered while Warbler listens or speaks. */
  duckOtherSound: z.boolean(),
  /** 1 is the voice's own pace. */
  speechSpeed: z.number().min(0.5).max(2),
  overlayHideAfterSeconds: z.number().min(2).max(120),
  /** Where the person put the overlay, by display id. */
  overlayPositions: z.record(z.string(), overlayAnchorSchema),
  /** Also over a program that fills the screen; else it keeps away. */
  overlayOverFullScreen: z.boolean(),
  /** The person's choice per kind; null is what the machine can do best. */
  models: z.object({
    stt: z.string().nullable(),
    llm: z.string().nullable(),
    tts: z.string().nullable(),
  }),
  /** Who speaks, by the id of a model that has several voices; left out: the model's own. */
  voices: z.record(z.string().max(100), z.string().max(100)),
  /** Servers that the person set up; their keys are not here. */
  providers: z
    .array(providerSchema)
    .max(MOST_PROVIDERS)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
      error: 'two providers have the same id',
    }),
  /** Per role, which engine is used first, and which takes its place. */
  engineOrder: engineOrderSchema,
  /** Whether the language model may use the graphics card; switched off where that crashed. */
  useGpu: z.boolean(),
  /** Minutes after which a local engine that nobody uses gives its memory back; null: never. */
  unloadAfterMinutes: z
    .number()
    .min(1)
    .max(24 * 60)
    .nullable(),
  /** Waits for the wake phrase whenever nothing else is going on. */
  wake: z.boolean(),
  wakePhrases: wakePhrasesSchema,
  wakeSensitivity: wakeSensitivitySchema,
  /** After an answer to somebody who used the phrase the ear stays open for so long; 0: not at all. */
  followUpSeconds: z.number().min(0).max(60),
  /** It does not wait while another application uses the microphone, or the screen is locked. */
  wakePausesInCalls: z.boolean(),
  wakePausesWhenLocked: z.boolean(),
  quietHours: quietHoursSchema.nullable(),
  /** The overlay stays in view, small, while it waits. */
  overlayWhileWaiting: z.boolean(),
  /** Once somebody is enrolled: whether others may wake it, too. */
  onlyMyVoice: onlyMyVoiceSchema,
  /** Guests are here: everybody may wake it until then, epoch ms. */
  guestsUntilMs: z.number().nullable(),
  /** What all providers together may cost in a month, US dollars; null: no limit. */
  monthlyCapDollars: z.number().min(0).max(100_000).nullable(),
  patience: patienceSchema,
  interruptions: interruptionsSchema,
  /** Says "one moment" where an answer takes long. */
  acknowledge: z.boolean(),
  /** How long this person's latest pauses inside a sentence were, ms; oldest first. */
  learnedPausesMs: z.array(z.number().min(0).max(10_000)).max(24),
  /** `warbler://` links are opened by this Warbler: registered with the system while it is on. */
  links: z.boolean(),
  /** The system starts this Warbler when the person logs in: registered with it while this is on. */
  startAtLogin: z.boolean(),
  /** However it is started, it shows no window by itself. */
  startHidden: z.boolean(),
  /** The system tells what happened while no window of ours was in view. */
  notifications: z.boolean(),
  answersAloud: answersAloudSchema,
  answerLength: answerLengthSchema,
  /** What every answer is to heed, in the person's own words. */
  instructions: z.string().max(LONGEST_INSTRUCTIONS),
  /** Conversations are erased so many days after their last word, but for pinned ones; null: never. */
  keepTranscriptDays: z.number().int().min(1).max(3650).nullable(),
  /** Adds what was said to `turns.jsonl`. */
  logText: z.boolean(),
  /** Whose speech is kept with the transcript, for how many days, and how much of it in all. */
  keepSpeech: keepSpeechSchema,
  keepSpeechDays: z.number().int().min(KEPT_DAYS.min).max(KEPT_DAYS.max),
  keepSpeechMegabytes: z.number().int().min(KEPT_MEGABYTES.min).max(KEPT_MEGABYTES.max),
  /** Words that are heard wrong, with those that are meant; the newest first. */
  dictionary: dictionarySchema,
  /** How far somebody who is new has come with setting Warbler up. */
  firstRun: firstRunSchema,
}

export const settingsSchema = z.object({ version: z.literal(SETTINGS_VERSION), ...fields })
export type Settings = z.infer<typeof settingsSchema>

export const settingsPatchSchema = z.object(fields).partial()
export type SettingsPatch = z.infer<typeof settingsPatchSchema>

export const defaultSettings = (): Settings => ({
  version: SETTINGS_VERSION,
  locale: 'system',
  theme: 'system',
  contrast: 'system',
  motion: 'system',
  transparency: 'system',
  hotkey: 'CommandOrControl+Shift+Space',
  shortcuts: {},
  openConversation: false,
  muted: false,
  mutedUntilMs: null,
  keepMicrophoneWarm: true,
  inputDeviceId: null,
  outputDeviceId: null,
  inputDeviceName: null,
  outputDeviceName: null,
  earcons: true,
  volume: 1,
  duckOtherSound: false,
  speechSpeed: 1,
  overlayHideAfterSeconds: 8,
  overlayPositions: {},
  overlayOverFullScreen: false,
  models: { stt: null, llm: null, tts: null },
  voices: {},
  providers: [],
  engineOrder: LOCAL_ONLY,
  useGpu: true,
  // The default language model gives 310 MB back, and is there again after 1.3 s: a phrase and a question
  // take longer to say. Whoever goes on within minutes waits for nothing.
  unloadAfterMinutes: 5,
  monthlyCapDollars: null,
  patience: 'balanced',
  interruptions: 'balanced',
  wake: false,
  wakePhrases: ['Hey Warbler'],
  wakeSensitivity: 'balanced',
  followUpSeconds: 8,
  wakePausesInCalls: true,
  wakePausesWhenLocked: true,
  quietHours: null,
  overlayWhileWaiting: true,
  onlyMyVoice: 'relaxed',
  guestsUntilMs: null,
  acknowledge: true,
  learnedPausesMs: [],
  links: false,
  startAtLogin: false,
  startHidden: false,
  notifications: true,
  answersAloud: 'always',
  answerLength: 'balanced',
  instructions: '',
  keepTranscriptDays: null,
  logText: false,
  keepSpeech: 'off',
  keepSpeechDays: 30,
  // Some ten hours of speech.
  keepSpeechMegabytes: 1000,
  dictionary: [],
  firstRun: FIRST_RUN_DONE,
})
