import type { ActionOrder } from '../../contracts/actions.ts'
import { ACTIONS } from './definitions.ts'
import type { SpokenForm } from './definition.ts'
import { normalise } from './spoken/normalise.ts'

/**
 * What was said, as an order to Warbler itself. A turn is one only as a whole: what has a word more than
 * the grammar knows is for the model. Deterministic, on words alone, and fast enough for every turn.
 */

interface Compiled {
  readonly action: string
  readonly form: SpokenForm
  readonly saying: RegExp
}

const compiled = (language: SpokenForm['language']): readonly Compiled[] =>
  ACTIONS.flatMap(({ id, spoken }) =>
    spoken
      .filter((form) => form.language === language)
      .map((form) => ({ action: id, form, saying: new RegExp(`^(?:${form.saying})$`, 'u') })),
  )

const ENGLISH = compiled('en')
const CHINESE = compiled('zh')

/** Nobody gives an order that is longer. */
const LONGEST_WORDS = 24
const LONGEST_CHARACTERS = 40

const orderIn = (forms: readonly Compiled[], texts: readonly string[]): ActionOrder | null => {
  for (const { action, form, saying } of forms) {
    for (const text of texts) {
      const found = saying.exec(text)
      if (found === null) continue
      const input = form.input({ ...found.groups, all: text })
      if (input !== null) return { action, input }
    }
  }
  return null
}

const understand = (text: string): ActionOrder | null => {
  const { words, order, joined, joinedOrder } = normalise(text)
  if (joined !== '') {
    return joined.length > LONGEST_CHARACTERS
      ? null
      : orderIn(CHINESE, [...new Set([joined, joinedOrder])])
  }
  return words.split(' ').length > LONGEST_WORDS
    ? null
    : orderIn(ENGLISH, [...new Set([words, order])])
}

/**
 * Has the sayings compiled, which takes 0.1 s or so and would come on top of the first turn: an engine for
 * regular expressions compiles each when it is first used, and once more, better, after that.
 */
export const prepareOrders = (): void => {
  for (const text of ['is this an order', 'or is this one', '这是命令吗', '还是这个'])
    understand(text)
}

// The same words are looked at several times in a turn: at the pause, at its end, and when it is logged.
let last: { readonly text: string; readonly order: ActionOrder | null } | null = null

/** What the whole turn orders; null where it is for the model. */
export const orderOf = (text: string): ActionOrder | null => {
  if (last?.text !== text) last = { text, order: text.trim() === '' ? null : understand(text) }
  return last.order
}
