import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Result } from '../../electron/contracts/errors.ts'
import type { SearchRequest, TranscriptPage } from '../../electron/contracts/transcript.ts'
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

const turnsOf = (result: Result<TranscriptPage>) => valueOf(result).turns
const pageIds = (result: Result<TranscriptPage>) => turnsOf(result).map(({ id }) => id)

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
    expect(turnsOf(store.page({ limit: 9 }))).toEqual([
      full,
      { ...bare, startedAtMs: full.startedAtMs + 0.125 },
    ])
  })

  test('knows which conversations have been silent since, but for pinned and removed ones', () => {
    const store = open()
    for (const id of ['old', 'older', 'pinned', 'gone', 'new', 'went-on']) {
      put(store, { id, conversationId: id, startedAtMs: id === 'older' ? 1 : 2 })
    }
    put(store, { id: 'new-2', conversationId: 'new', startedAtMs: 3 })
    put(store, { id: 'went-on-2', conversationId: 'went-on', startedAtMs: 9 })
    valueOf(store.pin('pinned', true))
    valueOf(store.remove(['gone']))
    const over = (beforeMs: number) => store.conversationsOver({ beforeMs, wrong: [] })
    expect(valueOf(over(3)).toSorted()).toEqual(['old', 'older'])
    expect(over(1)).toEqual({ ok: true, value: [] })
  })

  test('counts what a wrong clock has told since that was known, whether it was back or ahead', () => {
    const store = open()
    put(
      store,
      { id: 'said-back', conversationId: 'back', startedAtMs: 5 },
      { id: 'said-ahead', conversationId: 'ahead', startedAtMs: 905 },
      { id: 'said-long-ago', conversationId: 'old', startedAtMs: 50 },
      // Gone on with while the clock was back.
      { id: 'begun', conversationId: 'went-on', startedAtMs: 51 },
      { id: 'went-on', conversationId: 'went-on', startedAtMs: 6 },
      // Gone on with once it was no longer ahead.
      { id: 'begun-ahead', conversationId: 'later', startedAtMs: 906 },
      { id: 'later', conversationId: 'later', startedAtMs: 210 },
    )
    const wrong = [
      { fromMs: 0, toMs: 10, rightMs: 200 },
      { fromMs: 900, toMs: 910, rightMs: 200 },
    ]
    const over = (beforeMs: number) =>
      valueOf(store.conversationsOver({ beforeMs, wrong })).toSorted()
    expect(over(200)).toEqual(['old'])
    expect(over(201)).toEqual(['ahead', 'back', 'old', 'went-on'])
    expect(over(211)).toEqual(['ahead', 'back', 'later', 'old', 'went-on'])
  })

  test('replaces a streaming turn by its id and keeps its place', () => {
    const store = open()
    put(
      store,
      { id: 'a', startedAtMs: 1 },
      { id: 'b', startedAtMs: 2, speaker: 'assistant', text: 'The', status: 'streaming' },
      { id: 'b', startedAtMs: 2, speaker: 'assistant', text: 'The moon', status: 'interrupted' },
    )
    expect(turnsOf(store.page({ limit: 9 }))).toMatchObject([
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
    expect(turnsOf(store.page({ limit: 9 }))).toMatchObject([
      { text: 'Call the doctor', status: 'failed' },
      { text: '', status: 'interrupted' },
    ])
  })

  test('loses no words behind a character that ends texts elsewhere', () => {
    const store = open()
    put(store, { text: 'before\0after' })
    expect(turnsOf(store.page({ limit: 1 }))[0]?.text).toBe('before\uFFFDafter')
  })

  test('pages backwards through all turns without a gap or a repetition', () => {
    const store = open()
    const ids = Array.from({ length: 23 }, (_, index) => `turn-${String(index).padStart(3, '0')}`)
    // Several of the same moment, put in out of order.
    for (const id of ids.toReversed()) {
      put(store, { id, startedAtMs: Math.floor(Number(id.slice(-3)) / 4) })
    }
    const seen: string[] = []
    let page = pageIds(store.page({ limit: 5 }))
    while (page.length > 0) {
      seen.unshift(...page)
      page = pageIds(store.page({ before: page[0], limit: 5 }))
    }
    expect(seen).toEqual(ids)
  })

  test('gives an empty page before a turn that it does not know', () => {
    const store = open()
    put(store, {})
    expect(pageIds(store.page({ before: 'unknown', limit: 5 }))).toEqual([])
  })

  test('lists conversations, the one that was talked in last first, with what was said first', () => {
    const store = open()
    put(
      store,
      { id: 'c', conversationId: 'later', startedAtMs: 30, text: 'And the sun?' },
      { id: 'a', conversationId: 'earlier', startedAtMs: 10 },
      { id: 'b', conversationId: 'earlier', startedAtMs: 40 },
    )
    expect(valueOf(store.conversations({ limit: 9 }))).toEqual([
      {
        id: 'earlier',
        startedAtMs: 10,
        lastAtMs: 40,
        turnCount: 2,
        title: 'How far is the moon?',
        isNamed: false,
        isPinned: false,
      },
      {
        id: 'later',
        startedAtMs: 30,
        lastAtMs: 30,
        turnCount: 1,
        title: 'And the sun?',
        isNamed: false,
        isPinned: false,
      },
    ])
  })

  test('lists pinned conversations first, page by page, without a gap or a repetition', () => {
    const store = open()
    for (let index = 0; index < 7; index += 1) {
      put(store, { id: `${index}`, conversationId: `c${index}`, startedAtMs: index >> 1 })
    }
    valueOf(store.pin('c1', true))
    const seen: string[] = []
    let page = idsOf(store.conversations({ limit: 3 }))
    while (page.length > 0) {
      seen.push(...page)
      page = idsOf(store.conversations({ after: page.at(-1), limit: 3 }))
    }
    expect(seen).toEqual(['c1', 'c6', 'c5', 'c4', 'c3', 'c2', 'c0'])
    expect(idsOf(store.conversations({ after: 'unknown', limit: 3 }))).toEqual([])
  })

  test('keeps the name that a person gave, and goes back to the first words without it', () => {
    const store = open()
    put(store, {})
    valueOf(store.rename('conversation-1', 'Moon'))
    put(store, { id: '02-p', text: 'And the sun?' })
    expect(valueOf(store.conversation('conversation-1'))).toMatchObject({
      title: 'Moon',
      isNamed: true,
    })
    valueOf(store.rename('conversation-1', null))
    expect(valueOf(store.conversation('conversation-1'))).toMatchObject({
      title: 'How far is the moon?',
      isNamed: false,
    })
    expect(valueOf(store.conversation('none'))).toBeNull()
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
    expect(turnsOf(store.page({ limit: 9 }))).toMatchObject([
      { id: 'a', text: '', status: 'complete' },
      { id: 'b', text: 'It is', status: 'interrupted' },
      { id: 'c', status: 'failed' },
    ])
    expect(valueOf(store.closeStreamingTurns())).toBe(0)
  })

  test('opens at any turn and pages in both directions without a gap or a repetition', () => {
    const store = open()
    const ids = Array.from({ length: 23 }, (_, index) => `turn-${String(index).padStart(3, '0')}`)
    for (const id of ids) put(store, { id, startedAtMs: Math.floor(Number(id.slice(-3)) / 4) })
    const middle = valueOf(store.page({ around: 'turn-010', limit: 5 }))
    expect(middle).toMatchObject({ hasOlder: true, hasNewer: true })
    const seen = middle.turns.map(({ id }) => id)
    expect(seen).toEqual(['turn-008', 'turn-009', 'turn-010', 'turn-011', 'turn-012'])
    for (;;) {
      const page = valueOf(store.page({ after: seen.at(-1), limit: 5 }))
      seen.push(...page.turns.map(({ id }) => id))
      if (!page.hasNewer) break
    }
    for (;;) {
      const page = valueOf(store.page({ before: seen[0], limit: 5 }))
      seen.unshift(...page.turns.map(({ id }) => id))
      if (!page.hasOlder) break
    }
    expect(seen).toEqual(ids)
    expect(valueOf(store.page({ around: 'gone', limit: 5 })).turns).toEqual([])
  })

  test('shows one conversation alone, also around a turn of another', () => {
    const store = open()
    for (let index = 0; index < 8; index += 1) {
      const conversationId = index % 2 === 0 ? 'even' : 'odd'
      put(store, { id: `${index}`, startedAtMs: index, conversationId })
    }
    expect(pageIds(store.page({ conversationId: 'odd', limit: 2 }))).toEqual(['5', '7'])
    expect(pageIds(store.page({ conversationId: 'odd', before: '5', limit: 9 }))).toEqual([
      '1',
      '3',
    ])
    expect(pageIds(store.page({ conversationId: 'odd', around: '4', limit: 2 }))).toEqual([
      '3',
      '5',
    ])
    expect(
      valueOf(store.page({ conversationId: 'odd', limit: 2 })).conversations.map(({ id }) => id),
    ).toEqual(['odd'])
  })

  const search = (store: TranscriptStore, request: Partial<SearchRequest>) =>
    valueOf(store.search({ text: '', limit: 50, ...request }))
  const foundIds = (store: TranscriptStore, request: Partial<SearchRequest> | string) =>
    search(store, typeof request === 'string' ? { text: request } : request).found.map(
      ({ turn: { id } }) => id,
    )

  test.each([
    ['moon', ['en']],
    ['MOON earth', ['en']],
    ['far mo', ['en']],
    ['oon', []],
    ['moon ', ['en']],
    ['moo ', []],
    ['月亮', ['zh']],
    ['月', ['zh']],
    ['亮月', []],
    ['地球 月亮', ['zh']],
    ['cafe', ['fr']],
    ['CAFÉ creme', ['fr']],
    ['страсе', []],
    ['ёжик', ['ru']],
    ['ежик', ['ru']],
    ['กิน', ['th']],
    ['東京タワー', ['ja']],
    ['ﾀﾜｰ', ['ja']],
    ['한국', ['ko']],
    ['हिन्दी', ['hi']],
    ['strasse', ['de']],
    ["don't", ['quoted']],
    ['naïve ＡＢＣ', ['wide']],
    ['!?', []],
  ])('finds "%s" in whatever script it was said', (text, expected) => {
    const store = open()
    put(
      store,
      { id: 'en', text: 'How far is the Moon from Earth?' },
      { id: 'zh', text: '月亮离地球有多远？' },
      { id: 'fr', text: 'Un café crème, s’il vous plaît.' },
      { id: 'ru', text: 'Ёжик в тумане' },
      { id: 'th', text: 'ฉันกินข้าว' },
      { id: 'ja', text: '東京タワーの高さ' },
      { id: 'ko', text: '한국어를 배워요' },
      { id: 'hi', text: 'मैं हिन्दी बोलता हूँ' },
      { id: 'de', text: 'Die Straße' },
      { id: 'quoted', text: "I don't know" },
      { id: 'wide', text: 'naive abc' },
    )
    expect(foundIds(store, text)).toEqual(expected)
  })

  test.each([
    '"',
    'moon"',
    '* AND',
    'words : moon',
    'NEAR(moon)',
    '{facets} : byperson',
    "'; DROP",
  ])('takes "%s" for words and never for the language of its index', (text) => {
    const store = open()
    put(store, { id: 'a', text: 'moon' })
    expect(store.search({ text, limit: 5 }).ok).toBe(true)
    expect(foundIds(store, { text: `${text} zebra` })).toEqual([])
  })

  test('filters by who spoke, when, whether it was interrupted, and the language', () => {
    const store = open()
    put(
      store,
      { id: 'a', startedAtMs: 10, text: 'moon' },
      { id: 'b', startedAtMs: 20, text: 'moon', speaker: 'assistant', status: 'interrupted' },
      { id: 'c', startedAtMs: 30.5, text: 'moon', language: 'zh-CN' },
      { id: 'd', startedAtMs: 40, text: 'sun', language: null },
    )
    expect(foundIds(store, { text: 'moon', speaker: 'person' })).toEqual(['c', 'a'])
    expect(foundIds(store, { text: 'moon', interrupted: true })).toEqual(['b'])
    expect(foundIds(store, { text: 'moon', language: 'zh' })).toEqual(['c'])
    expect(foundIds(store, { fromMs: 10, toMs: 30 })).toEqual(['b', 'a'])
    expect(foundIds(store, { fromMs: 11 })).toEqual(['d', 'c', 'b'])
    expect(foundIds(store, { speaker: 'person', language: 'en' })).toEqual(['a'])
    expect(valueOf(store.languages())).toEqual(['en', 'zh-CN'])
  })

  test('gives what it finds page by page, newest first, and says how many there are', () => {
    const store = open()
    for (let index = 0; index < 12; index += 1) {
      put(store, {
        id: `t${String(index).padStart(2, '0')}`,
        startedAtMs: index >> 2,
        text: 'moon',
      })
    }
    const seen: string[] = []
    let before: string | undefined
    for (;;) {
      const answer = search(store, { text: 'mo', limit: 5, before })
      expect(answer.total).toBe(12)
      seen.push(...answer.found.map(({ turn: { id } }) => id))
      before = seen.at(-1)
      if (!answer.hasMore) break
    }
    expect(seen.toSorted()).toEqual(
      Array.from({ length: 12 }, (_, n) => `t${String(n).padStart(2, '0')}`),
    )
    expect(new Set(seen.slice(0, 4))).toEqual(new Set(['t08', 't09', 't10', 't11']))
  })

  test('finds what a turn says now, and not what it said before', () => {
    const store = open()
    put(store, { id: 'a', text: 'The', status: 'streaming', speaker: 'assistant' })
    put(store, { id: 'a', text: 'The moon', status: 'interrupted', speaker: 'assistant' })
    put(store, { id: 'a', text: 'The sun', status: 'interrupted', speaker: 'assistant' })
    expect(foundIds(store, 'moon')).toEqual([])
    expect(foundIds(store, { text: 'sun', interrupted: true })).toEqual(['a'])
  })

  test('shows a removed conversation nowhere, and all of it again once it is restored', () => {
    const store = open()
    put(
      store,
      { id: 'a', conversationId: 'gone', text: 'secret' },
      { id: 'b', conversationId: 'kept', text: 'public' },
    )
    valueOf(store.rename('gone', 'Mine'))
    valueOf(store.remove(['gone']))
    expect(pageIds(store.page({ limit: 5 }))).toEqual(['b'])
    expect(pageIds(store.page({ conversationId: 'gone', limit: 5 }))).toEqual([])
    expect(foundIds(store, 'secret')).toEqual([])
    expect(foundIds(store, { speaker: 'person' })).toEqual(['b'])
    expect(idsOf(store.conversations({ limit: 5 }))).toEqual(['kept'])
    // What was still being said when it was deleted.
    put(store, { id: 'c', conversationId: 'gone', text: 'secret too' })
    expect(foundIds(store, 'secret')).toEqual([])
    valueOf(store.restore(['gone']))
    expect(foundIds(store, 'secret').toSorted()).toEqual(['a', 'c'])
    expect(valueOf(store.conversation('gone'))).toMatchObject({ title: 'Mine', turnCount: 2 })
  })

  test('erases what was removed, and only that', () => {
    const store = open()
    put(store, { id: 'a', conversationId: 'gone' }, { id: 'b', conversationId: 'kept' })
    valueOf(store.remove(['gone']))
    expect(valueOf(store.removedExchanges())).toEqual(['01'])
    expect(valueOf(store.eraseSome(10))).toBe(true)
    expect(valueOf(store.removedExchanges())).toEqual([])
    valueOf(store.restore(['gone']))
    expect(pageIds(store.page({ limit: 5 }))).toEqual(['b'])
    expect([...valueOf(store.knownTurns(['a', 'b']))]).toEqual(['b'])
  })

  test('changes nothing of a removed conversation, which comes back as it was', () => {
    const store = open()
    put(store, { id: 'a', conversationId: 'gone' })
    valueOf(store.remove(['gone']))
    valueOf(store.rename('gone', 'Other'))
    valueOf(store.pin('gone', true))
    valueOf(store.restore(['gone']))
    expect(valueOf(store.conversation('gone'))).toMatchObject({ isNamed: false, isPinned: false })
  })

  test('gives a removed conversation back with what is added to it, and does not erase it', () => {
    const store = open()
    put(store, { id: 'a', conversationId: 'gone' }, { id: 'b', conversationId: 'kept' })
    valueOf(store.remove(['gone']))
    expect([...valueOf(store.knownTurns(['a', 'b']))]).toEqual(['a', 'b'])
    expect([...valueOf(store.shownTurns(['a', 'b']))]).toEqual(['b'])
    const conversation = {
      id: 'gone',
      startedAtMs: 1,
      title: null,
      isNamed: false,
      isPinned: false,
    }
    const turns = [
      turn({ id: 'a', conversationId: 'gone' }),
      turn({ id: 'c', conversationId: 'gone' }),
    ]
    expect(valueOf(store.addConversation({ conversation, turns }))).toBe(2)
    expect(valueOf(store.eraseSome(10))).toBe(true)
    expect(pageIds(store.page({ conversationId: 'gone', limit: 5 }))).toEqual(['a', 'c'])
  })

  test('makes no conversation of which there are no turns to add', () => {
    const store = open()
    put(store, { id: 'a', conversationId: 'kept' })
    const conversation = {
      id: 'twice',
      startedAtMs: 1,
      title: 'Twice',
      isNamed: true,
      isPinned: true,
    }
    const turns = [turn({ id: 'a', conversationId: 'twice' })]
    expect(valueOf(store.addConversation({ conversation, turns }))).toBe(0)
    expect(idsOf(store.conversations({ limit: 5 }))).toEqual(['kept'])
  })

  test('adds a whole conversation without touching what is there', () => {
    const store = open()
    put(store, { id: 'a', text: 'as it was' })
    valueOf(store.rename('conversation-1', 'Mine'))
    const conversation = {
      id: 'conversation-1',
      startedAtMs: 1,
      title: 'Theirs',
      isNamed: true,
      isPinned: true,
    }
    const turns = [
      turn({ id: 'a', text: 'changed' }),
      turn({ id: 'b', text: 'new', startedAtMs: 2 }),
    ]
    expect(valueOf(store.addConversation({ conversation, turns }))).toBe(1)
    expect(valueOf(store.addConversation({ conversation, turns }))).toBe(0)
    expect(turnsOf(store.page({ limit: 5 })).map(({ text }) => text)).toEqual(['new', 'as it was'])
    expect(valueOf(store.conversation('conversation-1'))).toMatchObject({
      title: 'Mine',
      isPinned: false,
    })
    expect(foundIds(store, 'new')).toEqual(['b'])
  })
})
