import type { RequestResult } from '../../electron/contracts/ipc.ts'
import type { ConversationSummary } from '../../electron/contracts/transcript.ts'
import type { TalkActions } from '../bridge/talk-actions.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'
import type { ConversationsBridge, ConversationsStore } from './conversations-store.ts'
import type { FilesStore } from './files/files-store.ts'
import { isSearching, type SearchStore } from './search-store.ts'
import type { ListPlace, TranscriptStore } from './transcript-store.ts'

interface WindowLayout {
  /** The list of conversations lies over the turns, where there is no room beside them. */
  readonly isOpen: boolean
  readonly hasFilters: boolean
  /** Grows when the search is to be typed into. */
  readonly searchFocus: number
}

/** What a person does in the transcript window beyond talking. */
export interface TranscriptWindow {
  readonly turns: TranscriptStore
  readonly conversations: ConversationsStore
  readonly search: SearchStore
  readonly files: FilesStore
  readonly layout: ReadableStore<WindowLayout>
  readonly openSidebar: () => void
  readonly closeSidebar: () => void
  readonly toggleFilters: () => void
  readonly startSearch: (text: string) => void
  /** Back to where the person was before. */
  readonly endSearch: () => void
  readonly showFound: (index: number) => void
  /** Null shows everything. */
  readonly showConversation: (id: string | null) => void
  readonly rename: (conversation: ConversationSummary, title: string) => void
  readonly pin: (conversation: ConversationSummary, on: boolean) => void
  readonly remove: (conversations: readonly ConversationSummary[]) => void
  readonly undo: () => void
  readonly goOn: (conversation: ConversationSummary) => void
}

export const createTranscriptWindow = (
  bridge: Pick<ConversationsBridge, 'request'>,
  stores: Pick<TranscriptWindow, 'turns' | 'conversations' | 'search' | 'files'>,
  { settle }: Pick<TalkActions, 'settle'>,
): TranscriptWindow => {
  const { turns, conversations, search } = stores
  const layout = createValueStore<WindowLayout>({
    isOpen: false,
    hasFilters: false,
    searchFocus: 0,
  })
  const update = (fields: Partial<WindowLayout>) => layout.set({ ...layout.get(), ...fields })
  /** Where the person was when a search first took them elsewhere. */
  let cameFrom: ListPlace | null = null
  const tell = (request: Promise<RequestResult<'transcript.pin'>>) => void settle(request)

  return {
    ...stores,
    layout,
    openSidebar: () => {
      const { searchFocus } = layout.get()
      update({ isOpen: true, searchFocus: searchFocus + 1 })
    },
    closeSidebar: () => update({ isOpen: false }),
    toggleFilters: () => update({ hasFilters: !layout.get().hasFilters }),
    startSearch: (text) => search.setText(text),
    endSearch: () => {
      if (cameFrom !== null) turns.open(cameFrom)
      cameFrom = null
      search.clear()
      update({ hasFilters: false })
    },
    showFound: (index) => {
      const found = search.get().found?.[index]
      if (found === undefined) return
      search.setActive(index)
      cameFrom ??= turns.place()
      turns.open({ conversationId: null, target: { turnId: found.turn.id, isFound: true } })
      update({ isOpen: false })
    },
    showConversation: (id) => {
      // Who chooses where to be does not want to go back.
      cameFrom = null
      turns.open({ conversationId: id, target: null })
      if (isSearching(search.get())) search.clear()
      update({ isOpen: false })
    },
    rename: ({ id }, title) => tell(bridge.request('transcript.rename', { id, title })),
    pin: ({ id }, on) => tell(bridge.request('transcript.pin', { id, on })),
    remove: (removed) => void settle(conversations.remove(removed)),
    undo: () => {
      const undone = conversations.undo()
      void undone.then((result) => (result === null ? undefined : settle(Promise.resolve(result))))
    },
    goOn: ({ id }) => {
      tell(bridge.request('transcript.continue', { id }))
      turns.open({ conversationId: id, target: null })
      update({ isOpen: false })
    },
  }
}
