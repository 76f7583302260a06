import type { CodedError, Result } from '../../electron/contracts/errors.ts'
import type { RequestResult } from '../../electron/contracts/ipc.ts'
import type { ModelsSnapshot } from '../../electron/contracts/models.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'

type ModelsCommand = 'download' | 'pause' | 'resume' | 'cancel'

/** What the store needs of the window's bridge. */
export interface ModelsBridge {
  readonly request: {
    (
      route: 'models.snapshot',
      input: Record<string, never>,
    ): Promise<RequestResult<'models.snapshot'>>
    (route: `models.${ModelsCommand}`, input: Record<string, never>): Promise<Result<unknown>>
  }
  readonly on: (
    route: 'models.snapshot',
    listener: (snapshot: ModelsSnapshot) => void,
  ) => () => void
}

export interface ModelsView {
  /** Null until it has come. */
  readonly snapshot: ModelsSnapshot | null
  /** Why the last command could not be carried out. */
  readonly error: CodedError | null
}

export interface ModelsStore extends ReadableStore<ModelsView> {
  readonly command: (command: ModelsCommand) => void
  readonly dispose: () => void
}

/** The models and their downloads. An event is always newer than the answer to the first request. */
export const createModelsStore = (bridge: ModelsBridge): ModelsStore => {
  const store = createValueStore<ModelsView>({ snapshot: null, error: null })
  const dispose = bridge.on('models.snapshot', (snapshot) =>
    store.set({ ...store.get(), snapshot }),
  )
  const begin = async (): Promise<void> => {
    const result = await bridge.request('models.snapshot', {})
    const shown = store.get()
    if (!result.ok) store.set({ ...shown, error: result.error })
    else if (shown.snapshot === null) store.set({ ...shown, snapshot: result.value })
  }
  void begin()

  const command = async (name: ModelsCommand): Promise<void> => {
    const result = await bridge.request(`models.${name}`, {})
    store.set({ ...store.get(), error: result.ok ? null : result.error })
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    command: (name) => void command(name),
    dispose,
  }
}
