import type { ConversationItem } from 'openai/resources/realtime/realtime'

/** What the server remembers of one item, beyond what it tells of it. */
export interface RealtimeItem {
  readonly id: string
  readonly item: ConversationItem
  /** What is said in it, whether or not the client is told; null while it is not known. */
  readonly text: string | null
  /** Sound of it that was sent to the client and not cut off again; 0 for what has none. */
  readonly audioMs: number
  /** The client cut off what nobody heard: nothing is added to it any more. */
  readonly isTruncated: boolean
}

export interface RealtimeConversation {
  readonly items: () => readonly RealtimeItem[]
  readonly find: (id: string) => RealtimeItem | undefined
  /** The item before this one; null for the first. */
  readonly before: (id: string) => string | null
  /** After `previousId` (`root` is the beginning), else at the end. */
  readonly insert: (item: RealtimeItem, previousId?: string) => void
  /** No effect on an item that was removed. */
  readonly update: (id: string, change: (item: RealtimeItem) => RealtimeItem) => void
  readonly remove: (id: string) => void
}

/** The items of one session, in order. */
export const createRealtimeConversation = (): RealtimeConversation => {
  let items: readonly RealtimeItem[] = []
  return {
    items: () => items,
    find: (id) => items.find((item) => item.id === id),
    before: (id) => items[items.findIndex((item) => item.id === id) - 1]?.id ?? null,
    insert: (item, previousId) => {
      const at =
        previousId === undefined
          ? items.length
          : previousId === 'root'
            ? 0
            : items.findIndex(({ id }) => id === previousId) + 1
      items = [...items.slice(0, at), item, ...items.slice(at)]
    },
    update: (id, change) => {
      items = items.map((item) => (item.id === id ? change(item) : item))
    },
    remove: (id) => {
      items = items.filter((item) => item.id !== id)
    },
  }
}
