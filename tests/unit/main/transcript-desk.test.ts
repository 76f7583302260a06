import { expect, onTestFinished, test, vi } from 'vitest'
import type { TranscriptChange } from '../../../electron/contracts/transcript.ts'
import { MemoryTranscriptStore } from '../../../electron/main/storage/memory-transcript-store.ts'
import { TranscriptDesk, UNDO_MS } from '../../../electron/main/transcripts/transcript-desk.ts'
import { transcriptTurn as turn } from '../../support/transcript-turn.ts'

/** A desk over a transcript of two conversations, `old` and `now`, of which the second goes on. */
const openDesk = () => {
  const store = new MemoryTranscriptStore()
  store.upsertTurn(turn({ id: 'a', conversationId: 'old', startedAtMs: 1 }))
  store.upsertTurn(
    turn({ id: 'b', conversationId: 'old', speaker: 'assistant', text: 'Far.', startedAtMs: 2 }),
  )
  store.upsertTurn(turn({ id: 'c', conversationId: 'now', startedAtMs: 3 }))
  let current = 'now'
  let ring: (() => void) | null = null
  const changes: TranscriptChange[] = []
  const begun: unknown[] = []
  const forgotten: string[] = []
  const shown: string[] = []
  const desk = new TranscriptDesk({
    store,
    currentConversation: () => current,
    startConversation: (old) => {
      current = old.id
      begun.push(old)
    },
    startNewConversation: () => {
      current = 'new'
    },
    onChange: (change) => changes.push(change),
    showConversation: (id) => shown.push(id),
    forgetExchanges: (ids) => {
      const waiting = [...ids]
      return () => {
        forgotten.push(...waiting.splice(0, 1))
        return waiting.length === 0
      }
    },
    forgetFiles: () => undefined,
    lookAtClock: () => undefined,
    setTimer: (delayMs, callback) => {
      expect(delayMs).toBe(UNDO_MS)
      ring = callback
      return () => {
        ring = null
      }
    },
  })
  return {
    store,
    desk,
    changes,
    begun,
    forgotten,
    shown,
    current: () => current,
    ring: () => ring?.(),
  }
}

const shownIds = (store: MemoryTranscriptStore) => {
  const list = store.conversations({ limit: 9 })
  return list.ok ? list.value.map(({ id }) => id) : []
}

test('an old conversation goes on with what was said and heard in it', () => {
  const { desk, begun, current } = openDesk()
  expect(desk.goOn('old')).toEqual({ ok: true, value: null })
  expect(current()).toBe('old')
  expect(begun).toEqual([
    {
      id: 'old',
      history: [
        { speaker: 'person', text: 'How far is the moon?', status: 'complete' },
        { speaker: 'assistant', text: 'Far.', status: 'complete' },
      ],
    },
  ])
  desk.dispose()
})

test('the one that goes on already is left as it is, and one that is gone is called gone', () => {
  const { desk, begun } = openDesk()
  expect(desk.goOn('now').ok).toBe(true)
  expect(desk.goOn('never')).toMatchObject({ ok: false, error: { code: 'transcript.gone' } })
  expect(begun).toEqual([])
  desk.dispose()
})

test('what was deleted comes back whole until the undo time is over', () => {
  const { desk, store, changes } = openDesk()
  expect(desk.remove(['old'])).toEqual({ ok: true, value: { undoMs: UNDO_MS } })
  expect(shownIds(store)).toEqual(['now'])
  expect(desk.restore(['old']).ok).toBe(true)
  expect(shownIds(store)).toEqual(['now', 'old'])
  expect(changes.map(({ kind }) => kind)).toEqual(['removed', 'everything'])
  desk.dispose()
})

test('what was deleted is not to be had back once the undo time is over', () => {
  const { desk, ring } = openDesk()
  desk.remove(['old'])
  ring()
  expect(desk.restore(['old'])).toMatchObject({ ok: false, error: { code: 'transcript.gone' } })
  desk.dispose()
})

test('what was deleted is erased when Warbler ends', () => {
  const { desk, store, forgotten } = openDesk()
  desk.remove(['old'])
  expect(forgotten).toEqual([])
  desk.dispose()
  expect(forgotten).toEqual(['01'])
  expect(store.knownTurns(['a', 'b', 'c'])).toEqual({ ok: true, value: new Set(['c']) })
})

test('nothing is erased before all that leads to it has been forgotten, in as many steps as that takes', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { desk, store, forgotten, ring } = openDesk()
  store.upsertTurn(turn({ id: 'd', conversationId: 'old', exchangeId: '02', startedAtMs: 4 }))
  const isThere = () => {
    const known = store.knownTurns(['a', 'd'])
    return known.ok && known.value.size === 2
  }
  desk.remove(['old'])
  ring()
  while (forgotten.length === 0) vi.advanceTimersToNextTimer()
  expect(isThere()).toBe(true)
  vi.advanceTimersToNextTimer()
  expect(forgotten).toEqual(['01', '02'])
  expect(isThere()).toBe(false)
  vi.runAllTimers()
  expect(forgotten).toEqual(['01', '02'])
  desk.dispose()
})

test('who deletes the conversation that goes on talks on in a new one', () => {
  const { desk, current } = openDesk()
  desk.remove(['now'])
  expect(current()).toBe('new')
  desk.dispose()
})

test('a name of nothing takes the name away, and each change is told', () => {
  const { desk, changes } = openDesk()
  desk.rename('old', 'Moon')
  desk.rename('old', '')
  desk.pin('old', true)
  expect(changes).toMatchObject([
    { kind: 'changed', conversation: { title: 'Moon', isNamed: true } },
    { kind: 'changed', conversation: { title: 'How far is the moon?', isNamed: false } },
    { kind: 'changed', conversation: { isPinned: true } },
  ])
  expect(desk.rename('never', 'x')).toMatchObject({ error: { code: 'transcript.gone' } })
  desk.dispose()
})

test('an old conversation is found by what was said in it, goes on and is shown', () => {
  const { desk, current, shown } = openDesk()
  expect(desk.goOnAbout('nothing of the kind')).toEqual({ ok: true, value: null })
  expect(current()).toBe('now')
  expect(desk.goOnAbout('far')).toMatchObject({ ok: true })
  expect(current()).toBe('old')
  expect(desk.show('old')).toEqual({ ok: true, value: true })
  expect(desk.show('gone')).toEqual({ ok: true, value: false })
  expect(shown).toEqual(['old'])
})
