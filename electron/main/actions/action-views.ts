import type { ActionView } from '../../contracts/actions.ts'
import { LOCALES, type Locale } from '../../contracts/locales.ts'
import { entryOf } from '../../contracts/setting-table.ts'
import type { ActionDefinition, Offer } from '../../core/actions/definition.ts'
import { ACTIONS } from '../../core/actions/definitions.ts'

interface ViewParts {
  /** A text of a locale. */
  readonly text: (locale: Locale, key: string, values?: Readonly<Record<string, string>>) => string
  /** The keys of actions that have some, as the person reads them. */
  readonly keys: (action: string) => string | null
}

const nameOf = (
  { title, setting }: ActionDefinition,
  offer: Offer,
  locale: Locale,
  { text }: ViewParts,
): string => {
  const name = offer.title ?? title
  if (setting === null) {
    const pane = offer.input['pane']
    return pane === undefined
      ? text(locale, name)
      : text(locale, 'actions.openPane', { pane: text(locale, name) })
  }
  const entry = entryOf(setting)
  const label = 'label' in entry ? text(locale, entry.label) : setting
  return text(locale, name, { setting: label })
}

/** Everything that a palette offers, by name in every language. */
export const actionViews = (parts: ViewParts): readonly ActionView[] =>
  ACTIONS.flatMap((definition) =>
    definition.offered.map((offer): ActionView => ({
      order: { action: definition.id, input: offer.input },
      names: Object.fromEntries(
        Object.keys(LOCALES).map((locale) => [locale, nameOf(definition, offer, locale, parts)]),
      ),
      group: definition.group,
      keys: Object.keys(offer.input).length === 0 ? parts.keys(definition.id) : null,
      risk: definition.risk,
    })),
  )
