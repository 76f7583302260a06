import { z } from 'zod'
import type { Locale } from './locales.ts'
import { ENGINE_ROLES } from './providers.ts'
import { settingsPatchSchema } from './settings.ts'
import type { ReadableSetting, SettingName } from './setting-table.ts'
import { SETTINGS_PANES, type SettingsPane } from './window-routes.ts'

/**
 * What a person can ask of Warbler, whichever way: by voice, key, button, tray, palette, link, or terminal,
 * and what a language model can be offered.
 */

/**
 * `harmless` changes nothing that stays; `changes` can be undone; `destructive` cannot, and is done only
 * after a yes.
 */
export const ACTION_RISKS = ['harmless', 'changes', 'destructive'] as const
export type ActionRisk = (typeof ACTION_RISKS)[number]

const idSchema = z.string().min(1).max(100)

/** What an action is told; each parses its own. */
const actionInputSchema = z.record(z.string().max(100), z.unknown())
export type ActionInput = Readonly<z.infer<typeof actionInputSchema>>

/** An action, and what it is told. */
export const actionOrderSchema = z.object({ action: idSchema, input: actionInputSchema })
export interface ActionOrder {
  readonly action: string
  readonly input: ActionInput
}

/** A day is as long as anybody means by "for a while". */
const MAXIMUM_WHILE_MS = 24 * 60 * 60_000

/** What the actions that are not a setting's own are told. */
export const ACTION_PARAMETERS = {
  talk: z.object({}),
  stop: z.object({}),
  mute: z.object({}),
  'mute-for': z.object({ forMs: z.number().min(1000).max(MAXIMUM_WHILE_MS) }),
  unmute: z.object({}),
  'toggle-mute': z.object({}),
  'stop-listening': z.object({}),
  'open-conversation': z.object({}),
  'close-conversation': z.object({}),
  'new-conversation': z.object({}),
  /** Without words: the one before this. */
  'continue-conversation': z.object({ about: z.string().min(1).max(200).optional() }),
  guests: z.object({ forMs: z.number().min(1000).max(MAXIMUM_WHILE_MS) }),
  'guests-gone': z.object({}),
  'show-transcript': z.object({}),
  'show-conversation': z.object({ id: idSchema }),
  'show-welcome': z.object({}),
  'show-settings': z.object({ pane: z.enum(SETTINGS_PANES).optional() }),
  'use-voice': z.object({ name: z.string().min(1).max(100) }),
  'tell-voice': z.object({}),
  'use-engine': z.object({ role: z.enum(ENGINE_ROLES), name: z.string().min(1).max(100) }),
  'tell-engine': z.object({ role: z.enum(ENGINE_ROLES) }),
  'forget-pauses': z.object({}),
  'delete-everything': z.object({}),
  undo: z.object({}),
  help: z.object({}),
  quit: z.object({}),
} as const
export type OwnActionId = keyof typeof ACTION_PARAMETERS
export type OwnActionInput<A extends OwnActionId> = z.infer<(typeof ACTION_PARAMETERS)[A]>

/** What can be done with every setting that can be asked for; the action's id is `<setting>.<verb>`. */
export const SETTING_VERBS = ['reset', 'set', 'step', 'tell', 'show'] as const
export type SettingVerb = (typeof SETTING_VERBS)[number]

export const settingParameters = (setting: SettingName, verb: SettingVerb): ActionParameters => {
  switch (verb) {
    case 'set':
      return z.object({ value: settingsPatchSchema.shape[setting].unwrap() })
    case 'step':
      return stepSchema
    case 'reset':
    case 'tell':
    case 'show':
      return z.object({})
  }
}

/** So many steps up or down, or by so much in the setting's own measure. */
const stepSchema = z.object({
  steps: z.number().int().min(-10).max(10).optional(),
  by: z.number().optional(),
})

/** Something that parses what an action is told. */
export type ActionParameters = z.ZodType<ActionInput>

const ACTION_GROUPS = ['talking', 'conversation', 'windows', 'voice', 'settings', 'app'] as const
export type ActionGroup = (typeof ACTION_GROUPS)[number]

/** An action as a palette offers it. */
export interface ActionView {
  readonly order: ActionOrder
  /** In each language, so that it is found by any. */
  readonly names: Readonly<Record<Locale, string>>
  readonly group: ActionGroup
  /** As the person reads them; null: none. */
  readonly keys: string | null
  readonly risk: ActionRisk
}

/** What is told of a run, in the language of the windows; empty: it is seen. */
export interface ActionAnswer {
  readonly text: string
}

/** A setting was changed, and can be changed back: "Speaking speed: 0.85×". */
export interface ChangeNotice {
  readonly id: number
  readonly text: string
  readonly canUndo: boolean
}

/** Where the settings window is to go; `setting`: to the control of this one. */
export interface ShowSetting {
  readonly pane: SettingsPane
  readonly setting: ReadableSetting | null
}
