import type { RequestInput, RequestResult, WindowEvents } from '../../electron/contracts/ipc.ts'
import type { CodedError } from '../../electron/contracts/errors.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'
import type { ReadingPlace } from './reading-place.ts'
import {
  EMPTY_LIST,
  MORE_TURNS,
  PAGE_TURNS,
  withConversation,
  withNewerPage,
  withNewestPage,
  withOlderPage,
  withoutConversations,
  withPageAround,
  withTurn,
  type ListTarget,
  type TurnList,
} from './turn-list.ts'

/** What the store needs of the window's bridge. */
interface TranscriptBridge {
  readonly request: (
    route: 'transcript.page',
    input: RequestInput<'transcript.page'>,
  ) => Promise<RequestResult<'transcript.page'>>
  readonly on: <E extends 'transcript.turn' | 'transcript.changed'>(
    route: E,
    listener: (event: WindowEvents[E]) => void,
  ) => () => void
}

/** Where the list stands: of which conversation, and at which turn; at the end where it names none. */
export interface ListPlace {
  readonly conversationId: string | null
  readonly target: ListTarget | null
}

export interface TranscriptStore extends ReadableStore<TurnList> {
  /** Shows that place, from whatever the list shows now. */
  readonly open: (place: ListPlace) => void
  readonly loadNewest: () => void
  /** Does nothing while a page is under way or where there is nothing older. */
  readonly loadOlder: () => void
  readonly loadNewer: () => void
  /** Asks once more for what could not be read. */
  readonly retry: () => void
  /** Whether the person looks at the newest turns; what has been seen is no longer counted. */
  readonly setFollowing: (following: boolean) => void
  readonly isFollowing: ReadableStore<boolean>
  /** Where the person reads, null at the end. */
  readonly setPlace: (place: ReadingPlace | null) => void
  /** Where the person is, to come back to. */
  readonly place: () => ListPlace
  readonly dispose: () => void
}

/** The turns that the transcript window shows: pages on request, live turns as they come. */
export const createTranscriptStore = (bridge: TranscriptBridge): TranscriptStore => {
  const store = createValueStore(EMPTY_LIST)
  const isFollowing = createValueStore(true)
  let reading: ReadingPlace | null = null
  /** Of conversations that were removed: what is still being said in them is not shown. */
  const removed = new Set<string>()
  /** What was asked for before the list was opened elsewhere counts for nothing. */
  let opened = 0
  let retry: () => void = () => undefined
  const fail = (error: CodedError, again: () => void): void => {
    retry = again
    store.set({ ...store.get(), loading: null, error })
  }
  const scope = () => {
    const { conversationId } = store.get()
    return conversationId === null ? {} : { conversationId }
  }

  /** `anew`: nothing of what is shown now stays that the answer does not hold. */
  const open = async ({ conversationId, target }: ListPlace, anew = false): Promise<void> => {
    const serial = ++opened
    const shown = store.get()
    const old = new Set(anew ? shown.turns.map(({ id }) => id) : [])
    // What is shown stays until there is something else to show.
    const kept =
      shown.conversationId === conversationId
        ? shown
        : {
            ...EMPTY_LIST,
            conversationId,
            opened: shown.opened,
            conversations: shown.conversations,
          }
    store.set({ ...kept, loading: 'first', error: null })
    const around = target === null ? {} : { around: target.turnId }
    const result = await bridge.request('transcript.page', {
      ...scope(),
      ...around,
      limit: PAGE_TURNS,
    })
    if (serial !== opened) return
    if (!result.ok) {
      return fail(result.error, () => void open({ conversationId, target }, anew))
    }
    if (target !== null && result.value.turns.length === 0) {
      // It was deleted meanwhile.
      return open({ conversationId, target: null }, anew)
    }
    isFollowing.set(target === null)
    reading = null
    const list = store.get()
    const fresh = { ...list, turns: list.turns.filter(({ id }) => !old.has(id)) }
    store.set(
      target === null
        ? withNewestPage(fresh, result.value)
        : withPageAround(store.get(), target, result.value),
    )
  }

  const more = async (side: 'older' | 'newer', limit = MORE_TURNS): Promise<void> => {
    const { turns, hasOlder, hasNewer, loading } = store.get()
    const edge = (side === 'older' ? turns[0] : turns.at(-1))?.id
    if (!(side === 'older' ? hasOlder : hasNewer) || loading !== null || edge === undefined) return
    const serial = opened
    store.set({ ...store.get(), loading: side, error: null })
    const from = side === 'older' ? { before: edge } : { after: edge }
    const result = await bridge.request('transcript.page', {
      ...scope(),
      ...from,
      limit,
    })
    if (serial !== opened) return
    if (!result.ok) return fail(result.error, () => void more(side, limit))
    const withPage = side === 'older' ? withOlderPage : withNewerPage
    store.set(withPage(store.get(), edge, result.value))
  }

  const place = (): ListPlace => {
    const { conversationId, turns } = store.get()
    const turn =
      reading === null ? undefined : turns.find((one) => one.exchangeId === reading?.exchangeId)
    return turn === undefined
      ? { conversationId, target: null }
      : {
          conversationId,
          target: { turnId: turn.id, offsetPx: reading?.offsetPx, isFound: false },
        }
  }

  const disposers = [
    bridge.on('transcript.turn', (turn) => {
      if (!removed.has(turn.conversationId))
        store.set(withTurn(store.get(), turn, isFollowing.get()))
    }),
    bridge.on('transcript.changed', (change) => {
      switch (change.kind) {
        case 'changed':
          store.set(withConversation(store.get(), change.conversation))
          return
        case 'removed': {
          for (const id of change.ids) removed.add(id)
          const list = withoutConversations(store.get(), change.ids)
          store.set(list)
          const isShown = list.conversationId !== null && change.ids.includes(list.conversationId)
          if (isShown || list.turns.length === 0) void open({ conversationId: null, target: null })
          // What is left may be lower than the window, and what cannot be scrolled asks for nothing.
          else if (list.turns.length < PAGE_TURNS) {
            void more(list.hasOlder ? 'older' : 'newer', PAGE_TURNS)
          }
          return
        }
        case 'everything':
          removed.clear()
          void open(place(), true)
      }
    }),
  ]
  void open({ conversationId: null, target: null })

  return {
    get: store.get,
    subscribe: store.subscribe,
    open: (at) => void open(at),
    loadNewest: () => void open({ conversationId: store.get().conversationId, target: null }),
    loadOlder: () => void more('older'),
    loadNewer: () => void more('newer'),
    retry: () => retry(),
    isFollowing,
    setFollowing: (next) => {
      isFollowing.set(next)
      if (next && store.get().unseen.length > 0) store.set({ ...store.get(), unseen: [] })
    },
    setPlace: (next) => {
      reading = next
    },
    place,
    dispose: () => {
      for (const dispose of disposers) dispose()
    },
  }
}
