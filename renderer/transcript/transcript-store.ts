import type { RequestInput, RequestResult, WindowEvents } from '../../electron/contracts/ipc.ts'
import type { CodedError } from '../../electron/contracts/errors.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'
import {
  EMPTY_LIST,
  PAGE_TURNS,
  withNewestPage,
  withOlderPage,
  withTurn,
  type TurnList,
} from './turn-list.ts'

/** What the store needs of the window's bridge. */
export interface TranscriptBridge {
  readonly request: (
    route: 'transcript.page',
    input: RequestInput<'transcript.page'>,
  ) => Promise<RequestResult<'transcript.page'>>
  readonly on: (
    route: 'transcript.turn',
    listener: (turn: WindowEvents['transcript.turn']) => void,
  ) => () => void
}

export interface TranscriptStore extends ReadableStore<TurnList> {
  readonly loadNewest: () => void
  /** Does nothing while a page is under way or where there is nothing older. */
  readonly loadOlder: () => void
  /** Whether the person looks at the newest turns; what has been seen is no longer counted. */
  readonly setFollowing: (following: boolean) => void
  readonly dispose: () => void
}

/** The turns that the transcript window shows: pages on request, live turns as they come. */
export const createTranscriptStore = (bridge: TranscriptBridge): TranscriptStore => {
  const store = createValueStore(EMPTY_LIST)
  let following = true
  const fail = (error: CodedError) => store.set({ ...store.get(), loading: null, error })

  const loadNewest = async (): Promise<void> => {
    store.set({ ...store.get(), loading: 'newest', error: null })
    const result = await bridge.request('transcript.page', { limit: PAGE_TURNS })
    if (!result.ok) return fail(result.error)
    following = true
    store.set(withNewestPage(store.get(), result.value.turns))
  }

  const loadOlder = async (): Promise<void> => {
    const { turns, hasOlder, loading } = store.get()
    const before = turns[0]?.id
    if (!hasOlder || loading !== null || before === undefined) return
    store.set({ ...store.get(), loading: 'older', error: null })
    const result = await bridge.request('transcript.page', { before, limit: PAGE_TURNS })
    if (!result.ok) return fail(result.error)
    store.set(withOlderPage(store.get(), before, result.value.turns))
  }

  const dispose = bridge.on('transcript.turn', (turn) => {
    store.set(withTurn(store.get(), turn, following))
  })
  void loadNewest()

  return {
    get: store.get,
    subscribe: store.subscribe,
    loadNewest: () => void loadNewest(),
    loadOlder: () => void loadOlder(),
    setFollowing: (next) => {
      following = next
      if (next && store.get().unseen.length > 0) store.set({ ...store.get(), unseen: [] })
    },
    dispose,
  }
}
