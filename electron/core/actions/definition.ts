import type {
  ActionGroup,
  ActionInput,
  ActionParameters,
  ActionRisk,
} from '../../contracts/actions.ts'
import type { SettingName } from '../../contracts/setting-table.ts'

/**
 * One action, as data: the same definition serves a button, a key, the tray, the palette, a link, what is
 * said aloud, and a language model that is offered it as a tool.
 */
export interface ActionDefinition {
  readonly id: string
  /** Key of its name in the locales; with a setting, its label is the value `setting`. */
  readonly title: string
  readonly setting: SettingName | null
  readonly group: ActionGroup
  readonly parameters: ActionParameters
  readonly risk: ActionRisk
  /** `sentence`: what it did, or what was asked; `nothing`: it is seen. */
  readonly answers: 'sentence' | 'nothing'
  /** A reply that was spoken over to ask for it goes on afterwards. */
  readonly goesOn: boolean
  /** May be asked for by a `warbler://` link, which any page can hold. */
  readonly byLink: boolean
  readonly spoken: readonly SpokenForm[]
  /** What a palette offers it with; with nothing, it is not offered there. */
  readonly offered: readonly Offer[]
}

export interface Offer {
  /** Key of the name, where the input makes it another than the action's. */
  readonly title?: string
  readonly input: ActionInput
}

/**
 * A way of saying it. `saying` is a regular expression over normalised words that stand for the whole
 * turn (`spoken/normalise.ts`); in Chinese, over characters without blanks.
 */
export interface SpokenForm {
  readonly language: 'en' | 'zh'
  readonly saying: string
  /** What is told by what was said; null: these words mean something else after all. */
  readonly input: (found: Readonly<Record<string, string>>) => ActionInput | null
}

const NOTHING = (): ActionInput => ({})

/** Sayings that mean the same, whatever is in them. */
export const said = (
  language: SpokenForm['language'],
  sayings: readonly string[],
  input: SpokenForm['input'] = NOTHING,
): readonly SpokenForm[] => sayings.map((saying) => ({ language, saying, input }))
