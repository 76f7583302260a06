import type { CodedError, Result } from '../../../../electron/contracts/errors.ts'
import type { RequestInput, RequestResult } from '../../../../electron/contracts/ipc.ts'
import type { VoicesSnapshot } from '../../../../electron/contracts/voices.ts'
import { createValueStore, type ReadableStore } from '../../../bridge/value-store.ts'

type VoicesRoute =
  | 'voices.get'
  | 'voices.enrol'
  | 'voices.cancel-enrolment'
  | 'voices.remove'
  | 'voices.remove-all'
  | 'voices.keep-plain'

/** What the store needs of the window's bridge. */
interface VoicesBridge {
  readonly request: <R extends VoicesRoute>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
  readonly on: (route: 'voices.changed', listener: (voices: VoicesSnapshot) => void) => () => void
}

export interface VoicesView {
  /** Null until it has come. */
  readonly voices: VoicesSnapshot | null
  /** Why what was asked for last was refused. */
  readonly refused: CodedError | null
}

export interface VoicesStore extends ReadableStore<VoicesView> {
  readonly enrol: (name: string) => void
  readonly cancel: () => void
  readonly remove: (id: string) => void
  readonly removeAll: () => void
  readonly keepPlain: (on: boolean) => void
  readonly dispose: () => void
}

/** Whose voices are known, as main holds them. An event is always newer than the first answer. */
export const createVoicesStore = (bridge: VoicesBridge): VoicesStore => {
  const store = createValueStore<VoicesView>({ voices: null, refused: null })
  const dispose = bridge.on('voices.changed', (voices) => store.set({ ...store.get(), voices }))
  const begin = async (): Promise<void> => {
    const result = await bridge.request('voices.get', {})
    if (result.ok && store.get().voices === null) {
      store.set({ ...store.get(), voices: result.value })
    }
  }
  const told = async (asked: Promise<Result<null>>): Promise<void> => {
    const result = await asked
    store.set({ ...store.get(), refused: result.ok ? null : result.error })
  }
  void begin()
  return {
    get: store.get,
    subscribe: store.subscribe,
    enrol: (name) => void told(bridge.request('voices.enrol', { name })),
    cancel: () => void told(bridge.request('voices.cancel-enrolment', {})),
    remove: (id) => void told(bridge.request('voices.remove', { id })),
    removeAll: () => void told(bridge.request('voices.remove-all', {})),
    keepPlain: (on) => void told(bridge.request('voices.keep-plain', { on })),
    dispose,
  }
}
