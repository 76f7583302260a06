import type { RequestResult } from '../../electron/contracts/ipc.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { createValueStore, type ReadableStore } from './value-store.ts'

/** What the store needs of a window's bridge. */
export interface SnapshotBridge {
  readonly request: (
    route: 'app.snapshot',
    input: Record<string, never>,
  ) => Promise<RequestResult<'app.snapshot'>>
  readonly on: (route: 'app.snapshot', listener: (snapshot: AppSnapshot) => void) => () => void
}

/** `get` is null until the first snapshot has come. */
export interface SnapshotStore extends ReadableStore<AppSnapshot | null> {
  readonly dispose: () => void
}

/**
 * The window's one subscription to the app.
 *
 * Invariants:
 * 1. The revision shown never goes back: the answer to the first request may be older than an event
 *    that overtook it.
 * 2. Events are subscribed to before the first request, so that none falls between the two.
 */
export const createStore = (bridge: SnapshotBridge): SnapshotStore => {
  const store = createValueStore<AppSnapshot | null>(null)
  const take = (snapshot: AppSnapshot): void => {
    const shown = store.get()
    if (shown === null || snapshot.revision > shown.revision) store.set(snapshot)
  }
  const dispose = bridge.on('app.snapshot', take)
  const begin = async (): Promise<void> => {
    const result = await bridge.request('app.snapshot', {})
    // Where this fails, the next event brings the snapshot.
    if (result.ok) take(result.value)
  }
  void begin()
  return { get: store.get, subscribe: store.subscribe, dispose }
}
