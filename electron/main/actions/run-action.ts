import { fail, succeed, type CodedError, type Result } from '../../contracts/errors.ts'
import type { ActionOrder } from '../../contracts/actions.ts'
import {
  entryOf,
  isChangeable,
  isReadable,
  type ReadableSetting,
  type SettingName,
} from '../../contracts/setting-table.ts'
import type { ActionDefinition } from '../../core/actions/definition.ts'
import { actionOf, isOwnAction } from '../../core/actions/definitions.ts'
import { filled, saidOutcome, saidValue } from '../../core/actions/sentences.ts'
import { outcomeOf } from '../../core/actions/setting-change.ts'
import { tellShortcuts } from './keys-of-action.ts'
import { ownActions, type OwnActionParts } from './own-actions.ts'
import { actionPhrases, type PhrasesOfActions } from './phrases.ts'

/** Who asks, in which language the answer is, and whether they were asked if they mean it. */
interface Asker {
  readonly by: 'voice' | 'hand' | 'link'
  readonly language: string
  readonly confirmed: boolean
}

export interface ActionOutcome {
  readonly text: string
  /** `text` is a question: it is done once the person has said yes. */
  readonly asks: boolean
  readonly goesOn: boolean
}

/** How often it is said that a change can be taken back, until everybody knows. */
const HINTS = 3

type RunAction = (order: ActionOrder, asker: Asker) => Result<ActionOutcome>

/** Runs any action by its definition: the one way for voice, palette, buttons, keys, tray and links. */
export const createActionRunner = (parts: OwnActionParts): RunAction => {
  const own = ownActions(parts)
  let hinted = 0

  const tell = (setting: ReadableSetting, phrases: PhrasesOfActions): string => {
    const name = phrases.names[setting]
    if (setting === 'hotkey') {
      const { label, mode } = parts.snapshot().hotkey
      if (mode === 'none') return phrases.noHotkey
      return filled(phrases.tell, { name, value: label.replaceAll('+', ' ') })
    }
    if (setting === 'shortcuts') return tellShortcuts(name, parts.snapshot(), phrases)
    const value = parts.settings()[setting]
    const many = Array.isArray(value) && value.length > 1
    return filled(many ? phrases.tellMany : phrases.tell, {
      name,
      value: saidValue(setting, value, phrases),
    })
  }

  const runSetting = (
    setting: SettingName,
    { verb, input }: { readonly verb: string; readonly input: ActionOrder['input'] },
    { by }: Asker,
    phrases: PhrasesOfActions,
  ): Result<string> => {
    const entry = entryOf(setting)
    if (!isReadable(setting) || !('pane' in entry)) return fail('usage.invalid', setting)
    if (verb === 'show') {
      parts.showSettings({ pane: entry.pane, setting })
      return succeed('')
    }
    if (verb === 'tell' || !isChangeable(setting)) return succeed(tell(setting, phrases))
    const { steps, by: amount, value } = input
    const outcome = outcomeOf(
      {
        setting,
        verb: verb === 'step' || verb === 'reset' ? verb : 'set',
        value,
        steps: typeof steps === 'number' ? steps : undefined,
        by: typeof amount === 'number' ? amount : undefined,
      },
      parts.settings(),
    )
    if (outcome.kind === 'changed') {
      const changed = parts.change(outcome.patch)
      if (!changed.ok) return changed
    }
    const hint = by === 'voice' && outcome.kind === 'changed' && hinted < HINTS
    if (hint) hinted += 1
    return succeed(saidOutcome(setting, outcome, phrases, hint))
  }

  const runParsed = (
    definition: ActionDefinition,
    input: ActionOrder['input'],
    asker: Asker,
    phrases: PhrasesOfActions,
  ): Result<string> => {
    const { id, setting } = definition
    if (setting !== null) {
      const verb = id.slice(id.lastIndexOf('.') + 1)
      return runSetting(setting, { verb, input }, asker, phrases)
    }
    if (!isOwnAction(id)) return fail('usage.invalid', id)
    // The definition's own schema has just parsed it.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const handler = own[id] as (input: unknown, phrases: PhrasesOfActions) => Result<string>
    return handler(input, phrases)
  }

  return ({ action, input }, asker) => {
    const phrases = actionPhrases(asker.language)
    const definition = actionOf(action)
    const parsed = definition?.parameters.safeParse(input)
    if (definition === null || parsed?.success !== true) return fail('usage.invalid', action)
    if (definition.risk === 'destructive' && !asker.confirmed) {
      const questions: Readonly<Partial<Record<string, string>>> = phrases.asked
      const text = questions[action]
      // Nobody says yes to what they were not asked.
      if (text === undefined) return fail('internal.unexpected', `no question for ${action}`)
      return succeed({ text, asks: true, goesOn: false })
    }
    const done = runParsed(definition, parsed.data, asker, phrases)
    return done.ok ? succeed({ text: done.value, asks: false, goesOn: definition.goesOn }) : done
  }
}

/** What is said of a run: also where it failed, because somebody waits for an answer. */
export const saidOf = (
  ran: Result<ActionOutcome>,
  errorText: (error: CodedError) => string,
  language: string,
): ActionOutcome =>
  ran.ok
    ? ran.value
    : {
        text: filled(actionPhrases(language).refused, { reason: errorText(ran.error) }),
        asks: false,
        goesOn: false,
      }
