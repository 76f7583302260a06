import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import type { RequestInput, RequestResult, RequestRoute } from '../../../electron/contracts/ipc.ts'
import type {
  ConversationSummary,
  TranscriptChange,
} from '../../../electron/contracts/transcript.ts'
import {
  createConversationsStore,
  PAGE_CONVERSATIONS,
} from '../../../renderer/transcript/conversations-store.ts'
import { ageGroups } from '../../../renderer/transcript/sidebar/age-groups.ts'

const talk = (n: number, fields: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id: `c${n}`,
  startedAtMs: n,
  lastAtMs: n,
  turnCount: 2,
  title: `Talk ${n}`,
  isNamed: false,
  isPinned: false,
  ...fields,
})

/** Main with `total` conversations, the one of the highest number newest. */
const bridge = (total: number) => {
  const all = Array.from({ length: total }, (_, index) => talk(total - index))
  const asked: string[] = []
  let tell: (change: TranscriptChange) => void = () => undefined
  const refused = new Set<RequestRoute>()
  return {
    asked,
    refused,
    tell: (change: TranscriptChange) => {
      if (change.kind === 'removed') {
        for (const id of change.ids)
          all.splice(
            all.findIndex((one) => one.id === id),
            1,
          )
      }
      tell(change)
    },
    request: <R extends RequestRoute>(
      route: R,
      input: RequestInput<R>,
    ): Promise<RequestResult<R>> => {
      asked.push(route)
      if (refused.has(route)) return Promise.resolve(fail('storage.unavailable'))
      const { after, limit } = input as RequestInput<'transcript.conversations'>
      const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
      const value =
        route === 'transcript.conversations'
          ? all.slice(from, from + limit)
          : route === 'transcript.remove'
            ? { undoMs: 60_000 }
            : null
      // The route says which result it is, which the compiler cannot follow.
      return Promise.resolve(succeed(value) as RequestResult<R>)
    },
    on: (_route: 'transcript.changed', listener: typeof tell) => {
      tell = listener
      return () => undefined
    },
  }
}

const settle = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve()
}

const opened = async (total: number) => {
  const source = bridge(total)
  const store = createConversationsStore(source)
  await settle()
  const ids = () => store.get().conversations.map(({ id }) => id)
  return { source, store, ids }
}

describe('the list of conversations', () => {
  it('comes page by page until its end', async () => {
    const { store, ids, source } = await opened(PAGE_CONVERSATIONS + 5)
    expect(ids()).toHaveLength(PAGE_CONVERSATIONS)
    store.loadMore()
    store.loadMore()
    await settle()
    expect(ids()).toHaveLength(PAGE_CONVERSATIONS + 5)
    expect(store.get().hasMore).toBe(false)
    expect(source.asked).toHaveLength(2)
    store.dispose()
  })

  it('moves a conversation to where it belongs when something is said in it, or it is pinned', async () => {
    const { store, ids, source } = await opened(4)
    source.tell({ kind: 'changed', conversation: talk(2, { lastAtMs: 9 }) })
    expect(ids()).toEqual(['c2', 'c4', 'c3', 'c1'])
    source.tell({ kind: 'changed', conversation: talk(1, { isPinned: true }) })
    expect(ids()).toEqual(['c1', 'c2', 'c4', 'c3'])
    source.tell({ kind: 'changed', conversation: talk(5) })
    expect(ids()).toEqual(['c1', 'c2', 'c5', 'c4', 'c3'])
    store.dispose()
  })

  it('has no conversation back that was deleted while more of them were on their way', async () => {
    const { store, ids, source } = await opened(PAGE_CONVERSATIONS + 5)
    store.loadMore()
    source.tell({ kind: 'removed', ids: ['c64'] })
    await settle()
    expect(ids()).not.toContain('c64')
    store.loadMore()
    await settle()
    expect(ids()).toHaveLength(PAGE_CONVERSATIONS + 4)
    store.dispose()
  })

  it('leaves out a conversation that belongs beyond what is loaded', async () => {
    const { store, ids, source } = await opened(PAGE_CONVERSATIONS + 5)
    source.tell({ kind: 'changed', conversation: talk(0) })
    expect(ids()).not.toContain('c0')
    store.dispose()
  })

  it('offers to undo a deletion, until it was done', async () => {
    const { store, source } = await opened(3)
    const [first] = store.get().conversations
    if (first === undefined) throw new Error('there is none')
    await store.remove([first])
    expect(store.get().removed).toEqual([first])
    expect(await store.undo()).toEqual(succeed(null))
    expect(store.get().removed).toEqual([])
    expect(await store.undo()).toBeNull()
    expect(source.asked.at(-1)).toBe('transcript.restore')
    store.dispose()
  })

  it('still offers to undo what could not be undone at once', async () => {
    const { store, source } = await opened(3)
    const [first] = store.get().conversations
    if (first === undefined) throw new Error('there is none')
    await store.remove([first])
    source.refused.add('transcript.restore')
    expect((await store.undo())?.ok).toBe(false)
    expect(store.get().removed).toEqual([first])
    source.refused.clear()
    expect(await store.undo()).toEqual(succeed(null))
    expect(store.get().removed).toEqual([])
    store.dispose()
  })

  it('ends the picking of several once they are deleted', async () => {
    const { store } = await opened(3)
    store.togglePicked('c1')
    expect(store.get().picked).toBeNull()
    store.startPicking()
    store.togglePicked('c1')
    store.togglePicked('c2')
    store.togglePicked('c1')
    expect([...(store.get().picked ?? [])]).toEqual(['c2'])
    await store.remove(store.get().conversations.filter(({ id }) => id === 'c2'))
    expect(store.get().picked).toBeNull()
    store.dispose()
  })
})

it('names how long ago a conversation was by local days, and pinned ones first', () => {
  const today = new Date(2026, 2, 30).getTime()
  const at = (daysAgo: number) => new Date(2026, 2, 30 - daysAgo, 23).getTime()
  const list = [
    talk(9, { isPinned: true, lastAtMs: at(50) }),
    ...[0, 1, 6, 7, 29, 30].map((daysAgo) => talk(daysAgo, { lastAtMs: at(daysAgo) })),
  ]
  expect(
    ageGroups(list, today).map(({ name, conversations }) => [name, conversations.length]),
  ).toEqual([
    ['pinned', 1],
    ['today', 1],
    ['yesterday', 1],
    ['week', 1],
    ['month', 2],
    ['older', 1],
  ])
})
