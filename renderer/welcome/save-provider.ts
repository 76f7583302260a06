import type { CodedError } from '../../electron/contracts/errors.ts'
import type { FirstRunWay } from '../../electron/contracts/first-run.ts'
import type { Provider } from '../../electron/contracts/providers.ts'
import { orderFor } from '../../electron/core/first-run/engine-order.ts'
import type { TypedKey } from '../ui/providers/key-field.tsx'
import type { SettingsView } from '../bridge/settings-store.ts'
import type { WelcomeStores } from './welcome-stores.ts'

/** Saves the provider with its key, has it used as the way says, and tries it. Null: it is saved. */
export const saveProvider = async (
  { settings, providers }: Pick<WelcomeStores, 'settings' | 'providers'>,
  wish: {
    readonly provider: Provider
    readonly key: TypedKey
    readonly way: FirstRunWay
    readonly view: SettingsView
  },
): Promise<CodedError | null> => {
  const { provider, key, way, view } = wish
  const others = view.settings.providers.filter(({ id }) => id !== provider.id)
  const saved = await settings.save({
    providers: [...others, provider],
    engineOrder: orderFor(way, provider),
  })
  if (saved !== null) return saved
  providers.forget(provider.id)
  if (key.text !== '') {
    const refused = await providers.setKey(provider.id, key.text, key.keep)
    if (refused !== null) return refused
  }
  providers.test(provider.id)
  return null
}
