import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import type { RequestInput, RequestResult, WindowEvents } from '../../../electron/contracts/ipc.ts'
import type { TranscriptChange, TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import { createTranscriptStore } from '../../../renderer/transcript/transcript-store.ts'
import { MORE_TURNS, PAGE_TURNS } from '../../../renderer/transcript/turn-list.ts'
import { transcriptTurn, transcriptTurns } from './transcript-turn.ts'

/** A transcript of `total` turns in main; `failing` pages are refused. */
const bridge = (total: number, failing: readonly number[] = []) => {
  const all = transcriptTurns(0, total)
  const asked: RequestInput<'transcript.page'>[] = []
  const listeners = new Map<string, (event: never) => void>()
  const emit = <E extends 'transcript.turn' | 'transcript.changed'>(
    route: E,
    event: WindowEvents[E],
  ): void => listeners.get(route)?.(event as never)
  return {
    asked,
    emit: (turn: TranscriptTurn) => emit('transcript.turn', turn),
    change: (change: TranscriptChange) => emit('transcript.changed', change),
    request: (
      _route: 'transcript.page',
      input: RequestInput<'transcript.page'>,
    ): Promise<RequestResult<'transcript.page'>> => {
      asked.push(input)
      if (failing.includes(asked.length)) return Promise.resolve(fail('storage.unavailable'))
      const named = input.before ?? input.after ?? input.around
      const index = named === undefined ? total : all.findIndex(({ id }) => id === named)
      if (index < 0) {
        return Promise.resolve(
          succeed({ turns: [], hasOlder: false, hasNewer: false, conversations: [] }),
        )
      }
      const [start, end] =
        input.after !== undefined
          ? [index + 1, index + 1 + input.limit]
          : input.around !== undefined
            ? [index - input.limit / 2, index + input.limit / 2]
            : [index - input.limit, index]
      return Promise.resolve(
        succeed({
          turns: all.slice(Math.max(0, start), end),
          hasOlder: start > 0,
          hasNewer: end < total,
          conversations: [],
        }),
      )
    },
    on: <E extends 'transcript.turn' | 'transcript.changed'>(
      route: E,
      listener: (event: WindowEvents[E]) => void,
    ) => {
      listeners.set(route, listener)
      return () => void listeners.delete(route)
    },
  }
}

/** Everything that is already settled runs its continuations. */
const settle = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve()
}

describe('the transcript store', () => {
  it('shows the newest page, then older ones until the beginning', async () => {
    const source = bridge(100)
    const store = createTranscriptStore(source)
    await settle()
    expect(store.get().turns[0]?.id).toBe('t20')
    store.loadOlder()
    await settle()
    expect(store.get().turns).toHaveLength(100)
    expect(store.get().hasOlder).toBe(false)
    store.loadOlder()
    await settle()
    expect(source.asked).toEqual([{ limit: 80 }, { before: 't20', limit: MORE_TURNS }])
  })

  it('asks for one page at a time', async () => {
    const source = bridge(400)
    const store = createTranscriptStore(source)
    await settle()
    store.loadOlder()
    store.loadOlder()
    await settle()
    expect(source.asked).toHaveLength(2)
    expect(store.get().turns).toHaveLength(PAGE_TURNS + MORE_TURNS)
  })

  it('says why a page could not be read, and reads it at the next try', async () => {
    const store = createTranscriptStore(bridge(100, [2]))
    await settle()
    store.loadOlder()
    await settle()
    expect(store.get()).toMatchObject({ loading: null, error: { code: 'storage.unavailable' } })
    expect(store.get().turns).toHaveLength(80)
    store.loadOlder()
    await settle()
    expect(store.get()).toMatchObject({ error: null, hasOlder: false })
  })

  it('counts what is said while the person reads further up, until they come back', async () => {
    const source = bridge(10)
    const store = createTranscriptStore(source)
    await settle()
    source.emit(transcriptTurn(10))
    expect(store.get().unseen).toEqual([])
    store.setFollowing(false)
    source.emit(transcriptTurn(11))
    expect(store.get().unseen).toEqual(['t11'])
    store.setFollowing(true)
    expect(store.get().unseen).toEqual([])
  })

  it('hears nothing more once it is disposed of', async () => {
    const source = bridge(1)
    const store = createTranscriptStore(source)
    await settle()
    store.dispose()
    source.emit(transcriptTurn(1))
    expect(store.get().turns).toHaveLength(1)
  })

  it('opens at any turn, pages from there to the newest, and then follows again', async () => {
    const store = createTranscriptStore(bridge(400))
    await settle()
    const target = { turnId: 't100', isFound: true }
    store.open({ conversationId: null, target })
    await settle()
    expect(store.get()).toMatchObject({ target, hasOlder: true, hasNewer: true })
    expect(store.get().turns[0]?.id).toBe('t60')
    for (let turn = 140; turn < 400; turn += MORE_TURNS) {
      store.loadNewer()
      await settle()
    }
    expect(store.get().hasNewer).toBe(false)
    expect(store.get().turns.at(-1)?.id).toBe('t399')
  })

  it('knows the place where the person reads, and comes back to it', async () => {
    const store = createTranscriptStore(bridge(400))
    await settle()
    expect(store.place()).toEqual({ conversationId: null, target: null })
    store.setPlace({ exchangeId: 'e170', offsetPx: -12 })
    const place = store.place()
    expect(place.target).toEqual({ turnId: 't340', offsetPx: -12, isFound: false })
    store.open({ conversationId: null, target: { turnId: 't10', isFound: true } })
    await settle()
    store.open(place)
    await settle()
    expect(store.get().turns.map(({ id }) => id)).toContain('t340')
    expect(store.get().target).toEqual(place.target)
  })

  it('shows the end where the turn that it should open at is gone', async () => {
    const store = createTranscriptStore(bridge(10))
    await settle()
    store.open({ conversationId: null, target: { turnId: 'gone', isFound: true } })
    await settle()
    expect(store.get()).toMatchObject({ target: null, loading: null })
    expect(store.get().turns).toHaveLength(10)
  })

  it('drops the page of a place that the person has left again', async () => {
    const store = createTranscriptStore(bridge(400))
    await settle()
    store.open({ conversationId: null, target: { turnId: 't10', isFound: true } })
    store.open({ conversationId: 'c1', target: null })
    await settle()
    expect(store.get()).toMatchObject({ conversationId: 'c1', target: null, hasNewer: false })
  })

  it('has older turns come where a removal leaves less than a page, which cannot be scrolled', async () => {
    const source = bridge(100)
    const store = createTranscriptStore(source)
    await settle()
    source.emit(transcriptTurn(101, { conversationId: 'other' }))
    const gone = store.get().turns.filter(({ conversationId }) => conversationId === 'c1')
    expect(gone).toHaveLength(PAGE_TURNS)
    source.emit(transcriptTurn(102, { conversationId: 'more' }))
    source.change({ kind: 'removed', ids: ['other'] })
    await settle()
    expect(source.asked).toHaveLength(1)
    source.change({ kind: 'removed', ids: ['c1'] })
    await settle()
    expect(source.asked.at(-1)).toEqual({ before: 't102', limit: PAGE_TURNS })
  })

  it('asks once more for what could not be read, and for nothing else', async () => {
    const source = bridge(400, [3, 5])
    const store = createTranscriptStore(source)
    await settle()
    store.open({ conversationId: null, target: { turnId: 't200', isFound: true } })
    await settle()
    store.loadNewer()
    await settle()
    expect(store.get().error?.code).toBe('storage.unavailable')
    store.retry()
    await settle()
    expect(source.asked[3]).toEqual(source.asked[2])
    expect(store.get().error).toBeNull()
    store.open({ conversationId: 'c1', target: null })
    await settle()
    expect(store.get().error?.code).toBe('storage.unavailable')
    store.retry()
    await settle()
    expect(source.asked[5]).toEqual(source.asked[4])
    expect(store.get()).toMatchObject({ conversationId: 'c1', error: null })
  })

  it('shows nothing more of a conversation that was removed, also of what is still said in it', async () => {
    const source = bridge(10)
    const store = createTranscriptStore(source)
    await settle()
    source.emit(transcriptTurn(11, { conversationId: 'other' }))
    source.change({ kind: 'removed', ids: ['c1'] })
    source.emit(transcriptTurn(12))
    await settle()
    expect(store.get().turns.map(({ id }) => id)).toEqual(['t11'])
    source.change({ kind: 'everything' })
    await settle()
    expect(store.get().turns.map(({ id }) => id)).toContain('t9')
  })
})
