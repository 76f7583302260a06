import type { FirstRun, FirstRunWay } from '../../electron/contracts/first-run.ts'
import { LOCAL_ONLY, type EngineOrder } from '../../electron/contracts/providers.ts'
import { orderFor, rolesHere, wayOf } from '../../electron/core/first-run/engine-order.ts'
import type { SettingsView } from '../bridge/settings-store.ts'
import type { ProviderLack } from './provider-lack.ts'
import type { WelcomeStores } from './welcome-stores.ts'

/** The order of engines after this way was chosen; null: it is as it is to be. */
export const newOrder = (
  way: FirstRunWay,
  { engineOrder, providers }: SettingsView['settings'],
): EngineOrder | null => {
  // Whoever had put engines into an order of their own keeps it.
  if (wayOf(engineOrder) === way) return null
  const order = orderFor(way, providers[0] ?? null)
  return JSON.stringify(order) === JSON.stringify(engineOrder) ? null : order
}

/** A provider that cannot be asked is in no line: passed over, this computer does what it can. */
export const skipStep = (
  { settings }: Pick<WelcomeStores, 'settings'>,
  { step }: FirstRun,
  view: SettingsView,
  lack: ProviderLack | null,
): void => {
  if (step !== 'provider' || lack === null) return
  const isHere = wayOf(view.settings.engineOrder) === 'local'
  if (!isHere) settings.change({ engineOrder: LOCAL_ONLY })
}

/** What going on from a step does besides: the way is taken, and what it needs here is fetched. */
export const leaveStep = (
  { settings, models }: Pick<WelcomeStores, 'settings' | 'models'>,
  { step, way }: FirstRun,
  view: SettingsView,
): void => {
  if (step !== 'way' && step !== 'provider') return
  const order = newOrder(way, view.settings)
  if (order !== null) settings.change({ engineOrder: order })
  // Of a provider that nobody has named yet, nobody knows what it leaves to this computer.
  const isDecided = step === 'provider' ? view.settings.providers.length > 0 : way !== 'provider'
  const snapshot = models.get().snapshot
  const isWanted = rolesHere(order ?? view.settings.engineOrder).length > 0
  if (isDecided && isWanted && snapshot?.complete === false && !snapshot.busy) {
    models.command('download')
  }
}
