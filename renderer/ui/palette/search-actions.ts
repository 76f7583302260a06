import type { ActionOrder, ActionView } from '../../../electron/contracts/actions.ts'

/** Which actions a palette shows, and in which order. */

/** The same action with the same input is the same entry, across starts. */
export const keyOf = ({ action, input }: ActionOrder): string => {
  const told = Object.entries(input)
  return told.length === 0 ? action : `${action} ${JSON.stringify(told)}`
}

/** Letters without accents, in lower case: "Überblick" is found by "uber". */
const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** How well a word stands in a name: at its beginning, at that of a word, or somewhere; 0: nowhere. */
const pointsIn = (name: string, word: string): number => {
  if (name.startsWith(word)) return 3
  const at = name.indexOf(word)
  // "setup" begins "Set up again".
  if (at < 0) return name.replaceAll(/\s+/g, '').startsWith(word) ? 2 : 0
  return /[\p{L}\p{N}]/u.test(name[at - 1] ?? ' ') && !/\p{Script=Han}/u.test(word) ? 1 : 2
}

/** Every word must be in the name of one language; null: it is not what is looked for. */
const pointsOf = (name: string, words: readonly string[]): number | null => {
  const found = words.map((word) => pointsIn(name, word))
  return found.includes(0) ? null : found.reduce((sum, one) => sum + one, 0)
}

/**
 * Those that the words name, in either language, the best first; without words all of them, those that were
 * used last first.
 * @param recent keys, latest first
 */
export const searchActions = (
  actions: readonly ActionView[],
  query: string,
  recent: readonly string[],
): readonly ActionView[] => {
  const words = plain(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  const placeOf = ({ order }: ActionView): number => {
    const at = recent.indexOf(keyOf(order))
    return at < 0 ? recent.length : at
  }
  return actions
    .map((view) => ({
      view,
      points:
        words.length === 0
          ? 0
          : Math.max(
              ...Object.values(view.names).map((name) => pointsOf(plain(name), words) ?? -1),
            ),
    }))
    .filter(({ points }) => points >= 0)
    .sort((a, b) => b.points - a.points || placeOf(a.view) - placeOf(b.view))
    .map(({ view }) => view)
}

/** More are not "recent" any more. */
const MOST_RECENT = 5

export const withRecent = (recent: readonly string[], order: ActionOrder): readonly string[] =>
  [keyOf(order), ...recent.filter((key) => key !== keyOf(order))].slice(0, MOST_RECENT)
