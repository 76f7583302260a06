import {
  ACTION_PARAMETERS,
  SETTING_VERBS,
  settingParameters,
  type ActionGroup,
  type ActionRisk,
  type OwnActionId,
  type SettingVerb,
} from '../../contracts/actions.ts'
import {
  entryOf,
  isChangeable,
  isReadable,
  SETTING_NAMES,
  type ReadableSetting,
  type SettingEntry,
} from '../../contracts/setting-table.ts'
import { SETTINGS_PANES } from '../../contracts/window-routes.ts'
import type { ActionDefinition, Offer } from './definition.ts'
import { ownForms } from './spoken/own-forms.ts'
import { formsOf } from './spoken/setting-forms.ts'

/** Every action there is: those of their own, and a few of each setting, out of the table of settings. */

interface OwnFacts {
  readonly group: ActionGroup
  readonly risk?: ActionRisk
  readonly answers?: ActionDefinition['answers']
  readonly goesOn?: boolean
  readonly byLink?: boolean
  readonly offered?: readonly Offer[]
}

const ONCE: readonly Offer[] = [{ input: {} }]
const HOUR_MS = 3_600_000

const OWN: Readonly<Record<OwnActionId, OwnFacts>> = {
  talk: { group: 'talking', answers: 'nothing', byLink: true, offered: ONCE },
  stop: { group: 'talking', answers: 'nothing', byLink: true, offered: ONCE },
  mute: { group: 'talking', risk: 'changes', byLink: true },
  'toggle-mute': { group: 'talking', risk: 'changes', offered: ONCE },
  'mute-for': {
    group: 'talking',
    risk: 'changes',
    offered: [{ title: 'actions.muteForHour', input: { forMs: HOUR_MS } }],
  },
  unmute: { group: 'talking', risk: 'changes' },
  'stop-listening': { group: 'talking', risk: 'changes' },
  'open-conversation': { group: 'talking', risk: 'changes', offered: ONCE },
  'close-conversation': { group: 'talking', risk: 'changes', offered: ONCE },
  'new-conversation': { group: 'conversation', offered: ONCE },
  'continue-conversation': { group: 'conversation', offered: ONCE },
  guests: {
    group: 'talking',
    risk: 'changes',
    offered: [{ title: 'actions.guestsForHour', input: { forMs: HOUR_MS } }],
  },
  'guests-gone': { group: 'talking', risk: 'changes', offered: ONCE },
  'show-transcript': { group: 'windows', byLink: true, offered: ONCE },
  'show-conversation': { group: 'windows', answers: 'nothing', byLink: true },
  'show-welcome': { group: 'windows', byLink: true, offered: ONCE },
  'show-settings': {
    group: 'windows',
    byLink: true,
    offered: [
      ...ONCE,
      ...SETTINGS_PANES.map((pane) => ({ title: `settings.${pane}`, input: { pane } })),
    ],
  },
  'use-voice': { group: 'voice', risk: 'changes', goesOn: true },
  'tell-voice': { group: 'voice', goesOn: true, offered: ONCE },
  'use-engine': { group: 'voice', risk: 'changes' },
  'tell-engine': { group: 'voice', goesOn: true },
  'forget-pauses': { group: 'settings', risk: 'changes', goesOn: true, offered: ONCE },
  'delete-everything': { group: 'conversation', risk: 'destructive', offered: ONCE },
  undo: { group: 'settings', risk: 'changes', goesOn: true, offered: ONCE },
  help: { group: 'app', offered: ONCE },
  quit: { group: 'app', risk: 'destructive', offered: ONCE },
}

const ownDefinition = (id: OwnActionId): ActionDefinition => {
  const facts = OWN[id]
  return {
    id,
    title: `actions.own.${id}`,
    setting: null,
    group: facts.group,
    parameters: ACTION_PARAMETERS[id],
    risk: facts.risk ?? 'harmless',
    answers: facts.answers ?? 'sentence',
    goesOn: facts.goesOn ?? false,
    byLink: facts.byLink ?? false,
    spoken: ownForms(id),
    offered: facts.offered ?? [],
  }
}

/** What a palette offers of a setting without asking for a value. */
const offersOf = (entry: SettingEntry, verb: SettingVerb): readonly Offer[] => {
  switch (verb) {
    case 'show':
    case 'tell':
      return verb === 'show' ? ONCE : []
    case 'set':
      return entry.kind === 'switch'
        ? [
            { title: 'actions.setting.on', input: { value: true } },
            { title: 'actions.setting.off', input: { value: false } },
          ]
        : []
    case 'step':
      return entry.kind === 'number'
        ? [
            { title: 'actions.setting.up', input: { steps: 1 } },
            { title: 'actions.setting.down', input: { steps: -1 } },
          ]
        : []
    case 'reset':
      return []
  }
}

const settingDefinition = (setting: ReadableSetting, verb: SettingVerb): ActionDefinition => {
  const changes = verb === 'set' || verb === 'step' || verb === 'reset'
  return {
    id: `${setting}.${verb}`,
    title: `actions.setting.${verb}`,
    setting,
    group: 'settings',
    parameters: settingParameters(setting, verb),
    risk: changes ? 'changes' : 'harmless',
    answers: verb === 'show' ? 'nothing' : 'sentence',
    goesOn: verb !== 'show',
    byLink: false,
    spoken: formsOf(setting, verb),
    offered: offersOf(entryOf(setting), verb),
  }
}

const verbsOf = (setting: ReadableSetting): readonly SettingVerb[] => {
  if (!isChangeable(setting)) return ['tell', 'show']
  const entry = entryOf(setting)
  const steps = entry.kind === 'number' || (entry.kind === 'choice' && entry.ordered)
  return SETTING_VERBS.filter((verb) => steps || (verb !== 'step' && verb !== 'reset'))
}

// The table's type says that its keys are these.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const OWN_IDS = Object.keys(OWN) as readonly OwnActionId[]

export const isOwnAction = (id: string): id is OwnActionId => id in OWN

/** Those of their own first: where two could be meant by the same words, the first is. */
export const ACTIONS: readonly ActionDefinition[] = [
  ...OWN_IDS.map(ownDefinition),
  ...SETTING_NAMES.filter(isReadable).flatMap((setting) =>
    verbsOf(setting).map((verb) => settingDefinition(setting, verb)),
  ),
]

const BY_ID: ReadonlyMap<string, ActionDefinition> = new Map(
  ACTIONS.map((definition) => [definition.id, definition]),
)

export const actionOf = (id: string): ActionDefinition | null => BY_ID.get(id) ?? null
