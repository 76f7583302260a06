import type { RequestResult } from '../../electron/contracts/ipc.ts'
import type { UsageSnapshot } from '../../electron/contracts/usage.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'

/** What the store needs of the window's bridge. */
interface UsageBridge {
  readonly request: (
    route: 'usage.get',
    input: Record<string, never>,
  ) => Promise<RequestResult<'usage.get'>>
  readonly on: (route: 'usage.changed', listener: (usage: UsageSnapshot) => void) => () => void
}

/** `get` is null until the usage has come. */
export interface UsageStore extends ReadableStore<UsageSnapshot | null> {
  readonly dispose: () => void
}

/** What providers were used for this month. An event is always newer than the first answer. */
export const createUsageStore = (bridge: UsageBridge): UsageStore => {
  const store = createValueStore<UsageSnapshot | null>(null)
  const dispose = bridge.on('usage.changed', store.set)
  const begin = async (): Promise<void> => {
    const result = await bridge.request('usage.get', {})
    if (result.ok && store.get() === null) store.set(result.value)
  }
  void begin()
  return { get: store.get, subscribe: store.subscribe, dispose }
}
