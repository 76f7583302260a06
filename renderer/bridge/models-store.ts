import type { CodedError, Result } from '../../electron/contracts/errors.ts'
import type { RequestInput, RequestResult } from '../../electron/contracts/ipc.ts'
import type { ModelsSnapshot } from '../../electron/contracts/models.ts'
import { createValueStore, type ReadableStore } from './value-store.ts'

type ModelsCommand = 'download' | 'pause' | 'resume' | 'cancel'

/** What the store needs of the window's bridge. */
interface ModelsBridge {
  readonly request: {
    (
      route: 'models.snapshot',
      input: Record<string, never>,
    ): Promise<RequestResult<'models.snapshot'>>
    (route: `models.${ModelsCommand}`, input: Record<string, never>): Promise<Result<unknown>>
    (
      route: 'models.download-one',
      input: RequestInput<'models.download-one'>,
    ): Promise<Result<unknown>>
    (route: 'models.remove', input: RequestInput<'models.remove'>): Promise<Result<unknown>>
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
  /** Fetches one model; with `use` it becomes the chosen one of its kind. */
  readonly download: (id: string, use: boolean) => void
  readonly remove: (id: string) => void
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

  const settle = (result: Result<unknown>): void =>
    store.set({ ...store.get(), error: result.ok ? null : result.error })
  const command = async (name: ModelsCommand): Promise<void> => {
    settle(await bridge.request(`models.${name}`, {}))
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    command: (name) => void command(name),
    download: (id, use) =>
      void (async () => settle(await bridge.request('models.download-one', { id, use })))(),
    remove: (id) => void (async () => settle(await bridge.request('models.remove', { id })))(),
    dispose,
  }
}
