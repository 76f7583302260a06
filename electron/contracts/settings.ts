import { z } from 'zod'

/** Version of the stored form; `main/storage` migrates older ones. */
export const SETTINGS_VERSION = 1

export const settingsSchema = z.object({
  version: z.literal(SETTINGS_VERSION),
  /** `system` follows the system's language. */
  locale: z.enum(['system', 'en', 'zh']).default('system'),
  hotkey: z.string().min(1).max(100).default('CommandOrControl+Shift+Space'),
  openConversation: z.boolean().default(false),
  muted: z.boolean().default(false),
  /** Keeps the microphone open between utterances so that the first word is never clipped. */
  keepMicrophoneWarm: z.boolean().default(true),
  inputDeviceId: z.string().nullable().default(null),
  outputDeviceId: z.string().nullable().default(null),
  earcons: z.boolean().default(true),
  volume: z.number().min(0).max(1).default(1),
  /** 1 is the voice's own pace. */
  speechSpeed: z.number().min(0.5).max(2).default(1),
  overlayHideAfterSeconds: z.number().min(2).max(120).default(8),
  /** Where the person put the overlay, by display id: its bottom centre, from the corner of the work area. */
  overlayPositions: z.record(z.string(), z.object({ x: z.number(), y: z.number() })).default({}),
  /** The person's choice per kind; null is what the machine can do best. */
  models: z
    .object({
      stt: z.string().nullable().default(null),
      llm: z.string().nullable().default(null),
      tts: z.string().nullable().default(null),
    })
    .default({ stt: null, llm: null, tts: null }),
  /** Adds what was said to `turns.jsonl`. */
  logText: z.boolean().default(false),
})
export type Settings = z.infer<typeof settingsSchema>

export const settingsPatchSchema = settingsSchema.omit({ version: true }).partial()
export type SettingsPatch = z.infer<typeof settingsPatchSchema>

export const defaultSettings = (): Settings => settingsSchema.parse({ version: SETTINGS_VERSION })
