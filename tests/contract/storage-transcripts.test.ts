import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Result } from '../../electron/contracts/errors.ts'
import { LibsqlTranscriptStore } from '../../electron/main/storage/libsql-transcript-store.ts'
import { MemoryTranscriptStore } from '../../electron/main/storage/memory-transcript-store.ts'
import type { TranscriptStore } from '../../electron/main/storage/transcript-store.ts'
import { transcriptTurn as turn } from '../support/transcript-turn.ts'

/** What every transcript store promises. */

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const openLibsql = (): TranscriptStore => {
  const folder = mkdtempSync(join(tmpdir(), 'warbler-transcripts-'))
  const { store } = LibsqlTranscriptStore.open(join(folder, 'transcripts.db'), Date.now)
  closers.push(() => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return store
}

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`)
  return result.value
}

const idsOf = (result: Result<readonly { readonly id: string }[]>) =>
  valueOf(result).map(({ id }) => id)

describe.each([
  ['libsql', openLibsql],
  ['memory', () => new MemoryTranscriptStore()],
])('the %s transcript store', (_name, open) => {
  const put = (store: TranscriptStore, ...turns: readonly Parameters<typeof turn>[0][]) => {
    for (const fields of turns) valueOf(store.upsertTurn(turn(fields)))
  }

  test('gives back every field of a turn as it was put in', () => {
    const store = open()
    const full = turn({ text: "Wie weit? 月亮有多远 👋🏽 'quoted'; --", language: 'de', way: 'open' })
    const bare = turn({ id: '01-r', speaker: 'assistant', text: '', language: null, way: null })
    put(store, full, { ...bare, startedAtMs: full.startedAtMs + 0.125 })
    expect(valueOf(store.page({ limit: 9 }))).toEqual([
      full,
      { ...bare, startedAtMs: full.startedAtMs + 0.125 },
    ])
  })

  test('replaces a streaming turn by its id and keeps its place', () => {
    const store = open()
    put(
      store,
      { id: 'a', startedAtMs: 1 },
      { id: 'b', startedAtMs: 2, speaker: 'assistant', text: 'The', status: 'streaming' },
      { id: 'b', startedAtMs: 2, speaker: 'assistant', text: 'The moon', status: 'interrupted' },
    )
    expect(valueOf(store.page({ limit: 9 }))).toMatchObject([
      { id: 'a' },
      { id: 'b', text: 'The moon', status: 'interrupted' },
    ])
  })

  test('never lets the words of a person shrink to nothing, while a reply may be cut to nothing', () => {
    const store = open()
    put(
      store,
      { id: 'p', startedAtMs: 1, text: 'Call the doctor' },
      { id: 'p', startedAtMs: 1, text: '', status: 'failed' },
      { id: 'r', startedAtMs: 2, speaker: 'assistant', text: 'The', status: 'streaming' },
      { id: 'r', startedAtMs: 2, speaker: 'assistant', text: '', status: 'interrupted' },
    )
    expect(valueOf(store.page({ limit: 9 }))).toMatchObject([
      { text: 'Call the doctor', status: 'failed' },
      { text: '', status: 'interrupted' },
    ])
  })

  test('loses no words behind a character that ends texts elsewhere', () => {
    const store = open()
    put(store, { text: 'before\0after' })
    expect(valueOf(store.page({ limit: 1 }))[0]?.text).toBe('before\uFFFDafter')
  })

  test('pages backwards through all turns without a gap or a repetition', () => {
    const store = open()
    const ids = Array.from({ length: 23 }, (_, index) => `turn-${String(index).padStart(3, '0')}`)
    // Several of the same moment, put in out of order.
    for (const id of ids.toReversed()) {
      put(store, { id, startedAtMs: Math.floor(Number(id.slice(-3)) / 4) })
    }
    const seen: string[] = []
    let page = idsOf(store.page({ limit: 5 }))
    while (page.length > 0) {
      seen.unshift(...page)
      page = idsOf(store.page({ before: page[0], limit: 5 }))
    }
    expect(seen).toEqual(ids)
  })

  test('gives an empty page before a turn that it does not know', () => {
    const store = open()
    put(store, {})
    expect(idsOf(store.page({ before: 'unknown', limit: 5 }))).toEqual([])
  })

  test('lists conversations oldest first, each from its first turn, with the number of turns', () => {
    const store = open()
    put(
      store,
      { id: 'c', conversationId: 'later', startedAtMs: 30 },
      { id: 'a', conversationId: 'earlier', startedAtMs: 10 },
      { id: 'b', conversationId: 'earlier', startedAtMs: 20 },
    )
    expect(valueOf(store.conversations())).toEqual([
      { id: 'earlier', startedAtMs: 10, turnCount: 2 },
      { id: 'later', startedAtMs: 30, turnCount: 1 },
    ])
  })

  test('remembers the newest turns of one conversation alone', () => {
    const store = open()
    for (let index = 0; index < 6; index += 1) {
      put(store, {
        id: `${index}`,
        startedAtMs: index,
        conversationId: index % 2 === 0 ? 'even' : 'odd',
      })
    }
    expect(idsOf(store.recentTurns('even', 2))).toEqual(['2', '4'])
    expect(idsOf(store.recentTurns('none', 2))).toEqual([])
  })

  test('closes what a crash left streaming and touches nothing else', () => {
    const store = open()
    put(
      store,
      { id: 'a', startedAtMs: 1, text: '' },
      { id: 'b', startedAtMs: 2, speaker: 'assistant', text: 'It is', status: 'streaming' },
      { id: 'c', startedAtMs: 3, status: 'failed' },
    )
    expect(valueOf(store.closeStreamingTurns())).toBe(1)
    expect(valueOf(store.page({ limit: 9 }))).toMatchObject([
      { id: 'a', text: '', status: 'complete' },
      { id: 'b', text: 'It is', status: 'interrupted' },
      { id: 'c', status: 'failed' },
    ])
    expect(valueOf(store.closeStreamingTurns())).toBe(0)
  })
})
