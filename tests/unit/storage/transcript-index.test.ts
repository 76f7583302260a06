import Database from 'libsql'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Result } from '../../../electron/contracts/errors.ts'
import { LibsqlTranscriptStore } from '../../../electron/main/storage/libsql-transcript-store.ts'
import { openDatabase } from '../../../electron/main/storage/open-database.ts'
import { MIGRATIONS } from '../../../electron/main/storage/transcript-schema.ts'
import { transcriptTurn as turn } from '../../support/transcript-turn.ts'

/** The full-text index in its file: how it comes into being, breaks, and forgets. */

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-index-'))
  file = join(folder, 'transcripts.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const NOW = Date.UTC(2026, 2, 14)
const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`)
  return result.value
}
const open = () => {
  const { store, damage } = LibsqlTranscriptStore.open(file, () => NOW)
  expect(damage).toBeNull()
  return store
}
const totalOf = (store: LibsqlTranscriptStore, text: string) =>
  valueOf(store.search({ text, limit: 5 })).total
const edit = (change: (database: Database.Database) => void) => {
  const database = new Database(file)
  change(database)
  database.close()
}
/** As the first version left it. */
const fillOld = (count: number) => {
  const { database } = openDatabase(file, MIGRATIONS.slice(0, 1), NOW)
  database.exec(`INSERT INTO conversations VALUES ('c', 0);
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})
    INSERT INTO turns SELECT 't' || i, 'c', i, 'person', 'moon ' || i, 'complete', i, 1, 'en', 'tap'
      FROM n`)
  database.close()
}

test('what an older version has put in is found once it was caught up with, newest first', () => {
  fillOld(25)
  const store = open()
  expect(totalOf(store, 'moon')).toBe(0)
  expect(valueOf(store.indexSome(10))).toBe(false)
  expect(totalOf(store, 'moon')).toBe(10)
  expect(valueOf(store.search({ text: 'moon', limit: 1 })).found[0]?.turn.id).toBe('t24')
  expect(valueOf(store.indexSome(10))).toBe(false)
  expect(valueOf(store.indexSome(10))).toBe(false)
  expect(valueOf(store.indexSome(10))).toBe(true)
  expect(totalOf(store, 'moon')).toBe(25)
  expect(valueOf(store.conversations({ limit: 5 }))).toMatchObject([{ id: 'c', lastAtMs: 24 }])
  store.close()
  const again = open()
  expect(valueOf(again.indexSome(10))).toBe(true)
  again.close()
})

test('a turn that is stored while the others are caught up with is in the index once', () => {
  fillOld(5)
  const store = open()
  valueOf(store.upsertTurn(turn({ id: 't2', conversationId: 'c', text: 'sun', startedAtMs: 2 })))
  expect(valueOf(store.indexSome(10))).toBe(false)
  expect(totalOf(store, 'moon')).toBe(4)
  expect(totalOf(store, 'sun')).toBe(1)
  store.close()
})

test.each([
  ['a search', (store: LibsqlTranscriptStore) => expect(totalOf(store, 'far')).toBe(300)],
  [
    'a turn',
    (store: LibsqlTranscriptStore) => {
      valueOf(store.upsertTurn(turn({ id: 'new', text: 'sun' })))
      expect(totalOf(store, 'sun')).toBe(1)
    },
  ],
  [
    'a deletion',
    (store: LibsqlTranscriptStore) => {
      valueOf(store.remove([turn().conversationId]))
      expect(totalOf(store, 'far')).toBe(0)
    },
  ],
])('a damaged index is made anew by %s that meets it, and costs no word', (_name, act) => {
  const filling = open()
  for (let index = 0; index < 300; index += 1) {
    valueOf(filling.upsertTurn(turn({ id: `${index}`, startedAtMs: index })))
  }
  filling.close()
  edit((database) => database.exec("UPDATE turn_index_data SET block = x'0000' WHERE id > 10"))
  const store = open()
  act(store)
  expect(valueOf(store.search({ text: 'moon', limit: 5 })).total).toBe(
    valueOf(store.page({ limit: 500 })).turns.filter(({ text }) => text.includes('moon')).length,
  )
  store.close()
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([])
})

test('several thousand turns of one millisecond are all found', () => {
  const store = open()
  const turns = Array.from({ length: 2500 }, (_, index) =>
    turn({ id: `${index}`, text: index % 2 === 0 ? 'moon' : 'sun' }),
  )
  const { id, startedAtMs } = { id: turn().conversationId, startedAtMs: 0 }
  const conversation = { id, startedAtMs, title: null, isNamed: false, isPinned: false }
  expect(valueOf(store.addConversation({ conversation, turns }))).toBe(2500)
  expect(totalOf(store, 'moon')).toBe(1250)
  store.close()
})

test('nothing of what was erased is left in any file: database, index, log, and older copies', () => {
  const WORDS = ['zanzibar', 'quetzalcoatl']
  fillOld(3)
  edit((database) => database.exec("UPDATE turns SET text = 'zanzibar' WHERE id = 't1'"))
  const store = open()
  valueOf(store.indexSome(10))
  for (let index = 0; index < 400; index += 1) {
    const kept = { id: `${index}`, text: `kept ${index}`, startedAtMs: NOW + index }
    valueOf(store.upsertTurn(turn(kept)))
    const gone = { conversationId: 'c', id: `gone ${index}`, startedAtMs: NOW + index }
    valueOf(store.upsertTurn(turn({ ...gone, text: `quetzalcoatl ${index}` })))
  }
  const traces = () =>
    readdirSync(folder).flatMap((name) => {
      const bytes = readFileSync(join(folder, name)).toString('latin1')
      return WORDS.filter((word) => bytes.includes(word)).map((word) => `${name}: ${word}`)
    })
  expect(traces().length).toBeGreaterThanOrEqual(3)
  valueOf(store.remove(['c']))
  let steps = 1
  while (!valueOf(store.eraseSome(100))) steps += 1
  expect(steps).toBe(5)
  expect(traces()).toEqual([])
  expect(totalOf(store, 'kept')).toBe(400)
  store.close()
  expect(traces()).toEqual([])
})

test('most of a transcript is erased at once, and the rest is found afterwards as before', () => {
  fillOld(2600)
  const store = open()
  while (!valueOf(store.indexSome(1000))) continue
  valueOf(store.upsertTurn(turn({ id: 'kept', text: 'the moon and zanzibar' })))
  valueOf(store.remove(['c']))
  expect(totalOf(store, 'moon')).toBe(1)
  expect(valueOf(store.eraseSome(10))).toBe(true)
  expect(totalOf(store, 'moon')).toBe(1)
  expect(totalOf(store, 'zanzi')).toBe(1)
  valueOf(store.remove([turn().conversationId]))
  valueOf(store.eraseSome(10))
  expect(totalOf(store, 'moon')).toBe(0)
  store.close()
})
