import Database from 'libsql'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Result } from '../../../electron/contracts/errors.ts'
import { copyName } from '../../../electron/main/storage/copies.ts'
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

test('as many turns of one millisecond as another program may export are put in, and all found', () => {
  const store = open()
  const turns = Array.from({ length: 20_000 }, (_, index) =>
    turn({ id: `${index}`, text: index % 2 === 0 ? 'moon' : 'sun' }),
  )
  const { id, startedAtMs } = { id: turn().conversationId, startedAtMs: 0 }
  const conversation = { id, startedAtMs, title: null, isNamed: false, isPinned: false }
  expect(valueOf(store.addConversation({ conversation, turns }))).toBe(20_000)
  expect(totalOf(store, 'moon')).toBe(10_000)
  store.close()
})

test.each([8e15, -8e15, 0])(
  'turns of the moment %d, of which clocks say odd ones, are told apart',
  (atMs) => {
    const store = open()
    for (const id of ['a', 'b', 'c']) {
      valueOf(store.upsertTurn(turn({ id, text: 'moon', startedAtMs: atMs })))
    }
    valueOf(store.upsertTurn(turn({ id: 'now', text: 'moon', startedAtMs: NOW })))
    valueOf(store.upsertTurn(turn({ id: 'd', text: 'moon', startedAtMs: atMs })))
    const found = valueOf(store.search({ text: 'moon', limit: 9 })).found.map(
      ({ turn: { id } }) => id,
    )
    expect(found).toEqual(atMs > NOW ? ['d', 'c', 'b', 'a', 'now'] : ['now', 'd', 'c', 'b', 'a'])
    store.close()
  },
)

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

test('what another process still reads is not called erased until it has gone, from file and log', () => {
  const inFile = () => readFileSync(file).includes('zanzibar')
  const store = open()
  valueOf(store.upsertTurn(turn({ id: 'a', conversationId: 'c', text: 'zanzibar' })))
  store.close()
  const after = open()
  const other = new Database(file)
  const read = () => {
    other.exec('BEGIN')
    other.prepare('SELECT id FROM turns').all()
  }
  read()
  valueOf(after.remove(['c']))
  expect(valueOf(after.eraseSome(100))).toBe(false)
  expect(valueOf(after.eraseSome(100))).toBe(false)
  expect(inFile()).toBe(true)
  other.exec('COMMIT')
  expect(valueOf(after.eraseSome(100))).toBe(true)
  expect(inFile()).toBe(false)

  valueOf(after.upsertTurn(turn({ id: 'b', text: 'zanzibar' })))
  read()
  expect(after.eraseAll()).toMatchObject({ ok: false, error: { code: 'storage.unavailable' } })
  other.exec('COMMIT')
  other.close()
  expect(after.eraseAll().ok).toBe(true)
  expect(inFile()).toBe(false)
  after.close()
})

test('what a crash has left in the log of what was erased is gone with the next start', () => {
  const store = open()
  valueOf(store.upsertTurn(turn({ id: 'a', conversationId: 'c', text: 'zanzibar' })))
  store.close()
  const crashed = new Database(file)
  crashed.pragma('secure_delete = ON')
  crashed.pragma('wal_autocheckpoint = 0')
  crashed.exec('DELETE FROM turn_words; DELETE FROM turns; DELETE FROM conversations')
  const left = [file, `${file}-wal`].map((each) => [each, readFileSync(each)] as const)
  crashed.close()
  for (const [each, bytes] of left) writeFileSync(each, bytes)
  const after = open()
  expect(readFileSync(file).includes('zanzibar')).toBe(true)
  expect(valueOf(after.eraseSome(100))).toBe(true)
  expect(readFileSync(file).includes('zanzibar')).toBe(false)
  after.close()
})

test('copies, and what was damaged, are gone before what they have in them is erased', () => {
  const store = open()
  for (const id of ['a', 'b']) {
    valueOf(store.upsertTurn(turn({ id, conversationId: 'c', text: 'zanzibar' })))
  }
  valueOf(store.remove(['c']))
  const asides = [
    'transcripts.damaged-2026-03-14T15-09-26-000Z.db',
    'transcripts.damaged-2026-03-14T15-09-26-000Z.db-wal',
    'transcripts.db.part',
    'transcripts.db.before-version-2',
  ]
  for (const name of asides) writeFileSync(join(folder, name), 'zanzibar')
  mkdirSync(join(folder, 'backups'))
  writeFileSync(copyName(folder, 'transcripts', '.db', NOW), 'zanzibar')
  // A crash here would leave what the next start still knows to be removed.
  expect(valueOf(store.eraseSome(1))).toBe(false)
  expect(readdirSync(join(folder, 'backups'))).toEqual([])
  expect(readdirSync(folder).filter((name) => asides.includes(name))).toEqual([])
  store.close()
})
