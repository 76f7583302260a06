import type {
  RequestInput,
  RequestResult,
  RequestRoute,
  WindowEvents,
} from '../../electron/contracts/ipc.ts'
import type { ConversationSummary } from '../../electron/contracts/transcript.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'

type ConversationRoute = Extract<RequestRoute, `transcript.${string}`>

/** What the store needs of the window's bridge. */
export interface ConversationsBridge {
  readonly request: <R extends ConversationRoute>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
  readonly on: (
    route: 'transcript.changed',
    listener: (event: WindowEvents['transcript.changed']) => void,
  ) => () => void
}

interface ConversationsView {
  /** Pinned ones first, then by their last turn, newest first. */
  readonly conversations: readonly ConversationSummary[]
  readonly hasMore: boolean
  readonly isLoading: boolean
  /** Those that are picked; null while none are being picked. */
  readonly picked: ReadonlySet<string> | null
  /** What was deleted last and can be had back. */
  readonly removed: readonly ConversationSummary[]
}

export interface ConversationsStore extends ReadableStore<ConversationsView> {
  readonly loadMore: () => void
  readonly startPicking: () => void
  readonly stopPicking: () => void
  readonly togglePicked: (id: string) => void
  /** Whether it was done. */
  readonly remove: (
    conversations: readonly ConversationSummary[],
  ) => Promise<RequestResult<'transcript.remove'>>
  readonly undo: () => Promise<RequestResult<'transcript.restore'> | null>
  readonly dispose: () => void
}

/** Rows per request: more than the highest screen shows. */
export const PAGE_CONVERSATIONS = 60

const before = (a: ConversationSummary, b: ConversationSummary): boolean =>
  a.isPinned !== b.isPinned
    ? a.isPinned
    : a.lastAtMs !== b.lastAtMs
      ? a.lastAtMs > b.lastAtMs
      : a.id > b.id

/** The list with the conversation in its place. One that belongs beyond what is loaded is left out. */
const withSummary = (
  { conversations, hasMore }: Pick<ConversationsView, 'conversations' | 'hasMore'>,
  summary: ConversationSummary,
): readonly ConversationSummary[] => {
  const others = conversations.filter(({ id }) => id !== summary.id)
  const place = others.findIndex((other) => before(summary, other))
  if (place >= 0) return others.toSpliced(place, 0, summary)
  return hasMore && others.length === conversations.length ? others : [...others, summary]
}

/**
 * The list of conversations.
 *
 * Invariant: what events brought while a page was under way is not undone by that page, because the list is
 * asked for again.
 */
export const createConversationsStore = (bridge: ConversationsBridge): ConversationsStore => {
  const store = createValueStore<ConversationsView>({
    conversations: [],
    hasMore: false,
    isLoading: true,
    picked: null,
    removed: [],
  })
  const update = (fields: Partial<ConversationsView>) => store.set({ ...store.get(), ...fields })
  let asked = 0
  let forget: ReturnType<typeof setTimeout> | undefined

  const load = async (after?: string): Promise<void> => {
    const serial = ++asked
    update({ isLoading: true })
    const known = after === undefined ? [] : store.get().conversations
    const limit =
      after === undefined
        ? Math.max(PAGE_CONVERSATIONS, store.get().conversations.length)
        : PAGE_CONVERSATIONS
    const result = await bridge.request('transcript.conversations', {
      ...(after === undefined ? {} : { after }),
      limit: Math.min(500, limit),
    })
    if (serial !== asked) return
    if (!result.ok) return update({ isLoading: false })
    const page = result.value
    update({
      conversations: [...known, ...page],
      hasMore: page.length >= Math.min(500, limit),
      isLoading: false,
    })
  }

  const dispose = bridge.on('transcript.changed', (change) => {
    switch (change.kind) {
      case 'changed':
        if (store.get().isLoading) void load()
        else update({ conversations: withSummary(store.get(), change.conversation) })
        return
      case 'removed':
        update({
          conversations: store.get().conversations.filter(({ id }) => !change.ids.includes(id)),
        })
        if (store.get().isLoading) void load()
        return
      case 'everything':
        void load()
    }
  })
  void load()

  return {
    get: store.get,
    subscribe: store.subscribe,
    loadMore: () => {
      const { conversations, hasMore, isLoading } = store.get()
      if (hasMore && !isLoading) void load(conversations.at(-1)?.id)
    },
    startPicking: () => update({ picked: new Set() }),
    stopPicking: () => update({ picked: null }),
    togglePicked: (id) => {
      const { picked } = store.get()
      if (picked === null) return
      const next = new Set(picked)
      if (!next.delete(id)) next.add(id)
      update({ picked: next })
    },
    remove: async (conversations) => {
      const result = await bridge.request('transcript.remove', {
        ids: conversations.map(({ id }) => id),
      })
      if (result.ok) {
        clearTimeout(forget)
        update({ removed: conversations, picked: null })
        forget = setTimeout(() => {
          forget = undefined
          update({ removed: [] })
        }, result.value.undoMs)
      }
      return result
    },
    undo: async () => {
      const { removed } = store.get()
      if (removed.length === 0) return null
      const forgetThese = forget
      update({ removed: [] })
      const result = await bridge.request('transcript.restore', {
        ids: removed.map(({ id }) => id),
      })
      // Neither was there time enough to forget them, nor has something else been deleted meanwhile.
      if (forget === forgetThese) {
        if (result.ok) clearTimeout(forget)
        else update({ removed })
      }
      return result
    },
    dispose: () => {
      clearTimeout(forget)
      dispose()
    },
  }
}
