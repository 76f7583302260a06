import type { Provider } from '../../electron/contracts/providers.ts'
import type { ProvidersView } from '../ui/providers/providers-store.ts'

/** What a provider still needs so that it could be asked; null: one of them has all. */
export type ProviderLack =
  { readonly lack: 'none' } | { readonly lack: 'key'; readonly provider: Provider }

/** Whether one of the providers that are set up could be asked. What it would answer is for its test to find. */
export const providerLack = (
  providers: readonly Provider[],
  { presets, keys }: Pick<ProvidersView, 'presets' | 'keys'>,
): ProviderLack | null => {
  const [first] = providers
  if (first === undefined) return { lack: 'none' }
  const hasAll = ({ id, preset }: Provider): boolean => {
    const needsKey = presets.find((one) => one.id === preset)?.keyRequired ?? false
    // Of keys that have not been looked up yet none is said to be missing.
    return !needsKey || keys === null || (keys.keys[id] ?? 'none') !== 'none'
  }
  return providers.some(hasAll) ? null : { lack: 'key', provider: first }
}
