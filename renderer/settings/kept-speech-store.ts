import type { CodedError, Result } from '../../electron/contracts/errors.ts'
import type { RequestInput, RequestResult } from '../../electron/contracts/ipc.ts'
import type { KeptSpeechSnapshot } from '../../electron/contracts/speech-journal.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'

type Routes = 'speech.snapshot' | 'speech.erase-all' | 'speech.keep-plain'

/** What the store needs of the window's bridge. */
interface KeptSpeechBridge {
  readonly request: <R extends Routes>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
  readonly on: (
    route: 'speech.snapshot',
    listener: (kept: KeptSpeechSnapshot) => void,
  ) => () => void
}

interface KeptSpeechView {
  /** Null until it has come. */
  readonly kept: KeptSpeechSnapshot | null
  /** Why what was asked for last was refused. */
  readonly refused: CodedError | null
}

export interface KeptSpeechStore extends ReadableStore<KeptSpeechView> {
  readonly eraseAll: () => void
  readonly keepPlain: (on: boolean) => void
  readonly dispose: () => void
}

/** What is kept of speech, as main holds it. An event is always newer than the first answer. */
export const createKeptSpeechStore = (bridge: KeptSpeechBridge): KeptSpeechStore => {
  const store = createValueStore<KeptSpeechView>({ kept: null, refused: null })
  const dispose = bridge.on('speech.snapshot', (kept) => store.set({ ...store.get(), kept }))
  const begin = async (): Promise<void> => {
    const result = await bridge.request('speech.snapshot', {})
    if (result.ok && store.get().kept === null) store.set({ ...store.get(), kept: result.value })
  }
  const told = async (asked: Promise<Result<null>>): Promise<void> => {
    const result = await asked
    store.set({ ...store.get(), refused: result.ok ? null : result.error })
  }
  void begin()
  return {
    get: store.get,
    subscribe: store.subscribe,
    eraseAll: () => void told(bridge.request('speech.erase-all', {})),
    keepPlain: (on) => void told(bridge.request('speech.keep-plain', { on })),
    dispose,
  }
}
