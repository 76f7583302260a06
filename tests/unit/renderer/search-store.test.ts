import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import type { RequestInput, RequestResult } from '../../../electron/contracts/ipc.ts'
import type { SearchAnswer } from '../../../electron/contracts/transcript.ts'
import { periodOf } from '../../../renderer/transcript/search-period.ts'
import { createSearchStore, isSearching } from '../../../renderer/transcript/search-store.ts'
import { transcriptTurn } from './transcript-turn.ts'

const NOW = new Date(2026, 2, 30, 15).getTime()

const answer = (ids: readonly number[], hasMore = false): SearchAnswer => ({
  found: ids.map((n) => ({
    turn: transcriptTurn(n),
    conversation: {
      id: 'c1',
      startedAtMs: 0,
      lastAtMs: 0,
      turnCount: 1,
      title: 'Talk',
      isNamed: false,
      isPinned: false,
    },
  })),
  hasMore,
  total: 9,
})

type Route = 'transcript.search' | 'transcript.languages'

/** A bridge whose searches are answered one by one, when the test says so. */
const bridge = () => {
  const asked: RequestInput<'transcript.search'>[] = []
  const waiting: ((result: RequestResult<'transcript.search'>) => void)[] = []
  return {
    asked,
    answer: async (result: RequestResult<'transcript.search'>) => {
      waiting.shift()?.(result)
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
    },
    request: <R extends Route>(route: R, input: RequestInput<R>): Promise<RequestResult<R>> =>
      new Promise((resolve) => {
        if (route === 'transcript.languages') {
          // The route says which result it is, which the compiler cannot follow.
          resolve(succeed(['en', 'zh']) as RequestResult<R>)
          return
        }
        asked.push(input as RequestInput<'transcript.search'>)
        waiting.push(resolve as (result: RequestResult<'transcript.search'>) => void)
      }),
  }
}

describe('the search', () => {
  it('asks one question at a time, and of what is typed meanwhile only the last', async () => {
    const source = bridge()
    const store = createSearchStore(source, () => NOW)
    store.setText('m')
    store.setText('mo')
    store.setText('moo')
    expect(source.asked.map(({ text }) => text)).toEqual(['m'])
    await source.answer(succeed(answer([1, 2])))
    expect(store.get().found).toBeNull()
    expect(source.asked.map(({ text }) => text)).toEqual(['m', 'moo'])
    await source.answer(succeed(answer([3])))
    expect(store.get()).toMatchObject({ total: 9, active: 0 })
    expect(store.get().found?.map(({ turn }) => turn.id)).toEqual(['t3'])
  })

  it('shows nothing of an answer that comes after the search was ended', async () => {
    const source = bridge()
    const store = createSearchStore(source, () => NOW)
    store.setText('moon')
    store.clear()
    await source.answer(succeed(answer([1])))
    expect(isSearching(store.get())).toBe(false)
    expect(store.get().found).toBeNull()
    expect(source.asked).toHaveLength(1)
  })

  it('puts the next page behind the last, and keeps the place of the keys', async () => {
    const source = bridge()
    const store = createSearchStore(source, () => NOW)
    store.setText('moon')
    await source.answer(succeed(answer([5, 4], true)))
    store.setActive(1)
    store.loadMore()
    store.loadMore()
    expect(source.asked).toHaveLength(2)
    expect(source.asked[1]).toMatchObject({ text: 'moon', before: 't4' })
    await source.answer(succeed(answer([3])))
    expect(store.get().found?.map(({ turn }) => turn.id)).toEqual(['t5', 't4', 't3'])
    expect(store.get()).toMatchObject({ active: 1, hasMore: false })
  })

  it('asks by filters alone, and leaves out those that are not set', () => {
    const source = bridge()
    const store = createSearchStore(source, () => NOW)
    store.setFilters({ speaker: 'person', period: 'today' })
    expect(source.asked).toEqual([
      { text: '', speaker: 'person', fromMs: new Date(2026, 2, 30).getTime(), limit: 50 },
    ])
  })

  it('says why nothing could be found', async () => {
    const source = bridge()
    const store = createSearchStore(source, () => NOW)
    store.setText('moon')
    await source.answer(fail('storage.unavailable'))
    expect(store.get().error?.code).toBe('storage.unavailable')
  })
})

describe('a period', () => {
  const day = (date: number) => new Date(2026, 2, date).getTime()
  it.each([
    ['any', {}],
    ['today', { fromMs: day(30) }],
    // A day of 23 hours in Europe.
    ['yesterday', { fromMs: day(29), toMs: day(30) }],
    ['week', { fromMs: day(24) }],
    ['month', { fromMs: day(1) }],
  ] as const)('of %s begins and ends at local midnight', (name, expected) => {
    expect(periodOf(name, { from: '', to: '' }, NOW)).toEqual(expected)
  })

  it('of chosen days has both days in it, and may be open at either end', () => {
    expect(periodOf('days', { from: '2026-03-28', to: '2026-03-29' }, NOW)).toEqual({
      fromMs: day(28),
      toMs: day(30),
    })
    expect(periodOf('days', { from: '', to: '2026-03-29' }, NOW)).toEqual({ toMs: day(30) })
    expect(periodOf('days', { from: '2026-03-28', to: '' }, NOW)).toEqual({ fromMs: day(28) })
  })
})
