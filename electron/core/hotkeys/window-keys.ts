import { combinationLabel, parseCombination, type Modifier } from './combination.ts'
import { recorded, type KeyPress } from './recorded.ts'

/**
 * The keys of Warbler's own windows: what handlers go by, and what the settings show. One table, so that
 * the help is never wrong.
 */

type KeyPlace = 'everywhere' | 'settings' | 'transcript' | 'overlay'

export const WINDOW_KEYS = {
  palette: { keys: ['CommandOrControl+K'], place: 'everywhere' },
  undoSetting: { keys: ['CommandOrControl+Z'], place: 'settings' },
  stop: { keys: ['Escape'], place: 'overlay' },
  search: { keys: ['CommandOrControl+F'], place: 'transcript' },
  undoDelete: { keys: ['CommandOrControl+Z'], place: 'transcript' },
  rename: { keys: ['F2'], place: 'transcript' },
  remove: { keys: ['Delete'], place: 'transcript' },
} as const satisfies Readonly<
  Record<string, { readonly keys: readonly string[]; readonly place: KeyPlace }>
>
type WindowKey = keyof typeof WINDOW_KEYS

/** In the order of the table. */
// The table's type says that its keys are these.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const WINDOW_KEY_NAMES = Object.keys(WINDOW_KEYS) as readonly WindowKey[]

/** As the person reads them. */
export const windowKeyLabels = (name: WindowKey, platform: string): readonly string[] =>
  WINDOW_KEYS[name].keys.flatMap((text) => {
    const combination = parseCombination(text, platform)
    return combination === null ? [] : [combinationLabel(combination, platform)]
  })

const isHeldAlike = (held: readonly Modifier[], wanted: readonly Modifier[]): boolean =>
  held.join() === wanted.join()

/** Whether a press is this key of the window. */
export const isWindowKey = (
  name: WindowKey,
  press: Omit<KeyPress, 'altGraph'>,
  platform: string,
): boolean => {
  // A word is being composed: the key is the input method's.
  if (press.key === 'Process') return false
  // A browser's event has its fields from its prototype: spread, it would have none.
  const { code, key, ctrlKey, altKey, shiftKey, metaKey } = press
  const made = recorded({ code, key, ctrlKey, altKey, shiftKey, metaKey, altGraph: false })
  if (made.kind !== 'combination') return false
  return WINDOW_KEYS[name].keys.some((text) => {
    const wanted = parseCombination(text, platform)
    return (
      wanted !== null &&
      wanted.key === made.combination.key &&
      isHeldAlike(made.combination.modifiers, wanted.modifiers)
    )
  })
}
