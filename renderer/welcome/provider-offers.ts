import type { FoundServer, Provider, ProviderPreset } from '../../electron/contracts/providers.ts'
import {
  draftFromPreset,
  providerOfDraft,
  withoutNamelessRoles,
} from '../ui/providers/provider-draft.ts'

/** A provider that can be set up with a key and no more; servers found here first. */
export interface ProviderOffer {
  readonly id: string
  readonly preset: ProviderPreset
  readonly server: FoundServer | null
  /** Nobody knows its models beforehand: one is named. */
  readonly needsModel: boolean
}

/** An address that the person has to put their own name into is typed in the settings. */
const TEMPLATE = /\bYOUR-/

/** What can be chosen; a preset for a server on this computer only where one was found. */
export const offersOf = (
  presets: readonly ProviderPreset[],
  found: readonly FoundServer[],
): readonly ProviderOffer[] => {
  const here = found.flatMap((server): ProviderOffer[] => {
    const preset = presets.find(({ id }) => id === server.preset)
    if (preset === undefined) return []
    return [{ id: server.baseUrl, preset, server, needsModel: (preset.llm?.length ?? 0) === 0 }]
  })
  const known = presets
    .filter(({ keyRequired, baseUrl, llm }) => keyRequired && baseUrl !== '' && llm !== null)
    .filter(({ baseUrl }) => !TEMPLATE.test(baseUrl))
    .map((preset): ProviderOffer => ({
      id: preset.id,
      preset,
      server: null,
      needsModel: preset.llm?.length === 0,
    }))
  return [...here, ...known]
}

/**
 * The provider as it would be saved: the one that is set up for this offer already, or a new one; null: a
 * model is still to be named.
 */
export const providerFrom = (
  { preset, server, needsModel }: ProviderOffer,
  providers: readonly Provider[],
  model: string | null,
): Provider | null => {
  const baseUrl = server?.baseUrl ?? preset.baseUrl
  const known = providers.find((one) => one.preset === preset.id && one.baseUrl === baseUrl)
  if (known !== undefined && model === null) return known
  const taken = providers.filter((one) => one !== known).map(({ id }) => id)
  const draft = draftFromPreset(preset, taken, server ?? undefined)
  const named = needsModel && model !== null ? { ...draft, llm: { ...draft.llm, model } } : draft
  const made = providerOfDraft(withoutNamelessRoles({ ...named, id: known?.id ?? named.id }))
  return made.ok && made.provider.llm !== null ? made.provider : null
}
