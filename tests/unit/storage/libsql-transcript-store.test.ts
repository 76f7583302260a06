import Database from 'libsql'
import {
  existsSync,
  mkdtempSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LibsqlTranscriptStore } from '../../../electron/main/storage/libsql-transcript-store.ts'
import { inTransaction, openDatabase } from '../../../electron/main/storage/open-database.ts'
import { storageError } from '../../../electron/main/storage/storage-failure.ts'
import { MIGRATIONS } from '../../../electron/main/storage/transcript-schema.ts'
import { transcriptTurn as turn } from '../../support/transcript-turn.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-storage-'))
  file = join(folder, 'transcripts.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const NOW = Date.UTC(2026, 2, 14, 15, 9, 26)
const ASIDE = 'transcripts.damaged-2026-03-14T15-09-26-000Z.db'
const open = () => LibsqlTranscriptStore.open(file, () => NOW)

/** A database larger than the cache in memory, all of it in the main file. */
const TURNS = 20_000
const fill = () => {
  const { store } = open()
  store.upsertTurn(turn({ id: '0' }))
  store.close()
  const database = new Database(file)
  database.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${TURNS - 1})
    INSERT INTO turns SELECT i, conversation_id, i, speaker, text || hex(zeroblob(100)), status,
      started_at_ms + i, duration_ms, language, way FROM n, turns WHERE id = '0'`)
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}

/** Writes over pages in the middle of the file, as a failing disk does. */
const scribble = () => {
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, Buffer.alloc(statSync(file).size - 8192, 0xff), 0, undefined, 4096)
  closeSync(descriptor)
}

const countOf = (store: LibsqlTranscriptStore): number => {
  const page = store.page({ limit: 1_000_000 })
  if (!page.ok) throw new Error(page.error.detail)
  return page.value.turns.length
}

test.each([
  ['no database at all', () => writeFileSync(file, 'a shopping list '.repeat(500))],
  ['cut off', () => truncateSync(file, 9000)],
  ['damaged in the middle', scribble],
])('a file that is %s is set aside untouched, and a new one begun', (_name, harm) => {
  fill()
  harm()
  const before = readFileSync(file)
  const { store, damage } = open()
  expect(damage).toMatchObject({
    code: 'storage.damaged',
    params: { file: join(folder, ASIDE) },
  })
  expect(readFileSync(join(folder, ASIDE)).equals(before)).toBe(true)
  expect(store.upsertTurn(turn()).ok).toBe(true)
  expect(countOf(store)).toBe(1)
  store.close()
})

test('a file that is damaged while it is open fails one call and keeps the words of the next', () => {
  fill()
  const { store } = open()
  scribble()
  const failed = store.page({ limit: 1_000_000 })
  expect(failed).toMatchObject({ ok: false, error: { code: 'storage.damaged' } })
  expect(store.upsertTurn(turn()).ok).toBe(true)
  expect(countOf(store)).toBe(1)
  expect(existsSync(join(folder, ASIDE))).toBe(true)
  store.close()
})

test('a file that another process holds is unavailable and neither damaged nor set aside', () => {
  const { store } = open()
  store.upsertTurn(turn())
  const other = new Database(file)
  other.exec('BEGIN IMMEDIATE')
  expect(store.upsertTurn(turn({ id: '2' }))).toMatchObject({
    ok: false,
    error: { code: 'storage.unavailable' },
  })
  other.exec('ROLLBACK')
  other.close()
  expect(store.upsertTurn(turn({ id: '2' })).ok).toBe(true)
  store.close()
})

test('a full disk is called so, with how much to free', () => {
  const database = new Database(file)
  database.exec('CREATE TABLE a (b TEXT)')
  database.pragma('max_page_count = 3')
  let thrown: unknown = null
  try {
    database.prepare('INSERT INTO a VALUES (?)').run('x'.repeat(100_000))
  } catch (error) {
    thrown = error
  }
  database.close()
  expect(storageError(thrown, file)).toMatchObject({
    code: 'disk.full',
    params: { megabytes: expect.any(Number) },
  })
  const writing = Object.assign(new Error('write'), { code: 'ENOSPC' })
  expect(storageError(writing, file).code).toBe('disk.full')
})

test('a disk that fills up while a turn is stored is called full, and the next turn is kept', () => {
  const { database } = openDatabase(file, MIGRATIONS, NOW)
  database.exec('CREATE TABLE a (b TEXT)')
  const limit = (count: number) => database.pragma(`max_page_count = ${count}`)
  // Never fewer than the file has already.
  limit(1)
  let thrown: unknown = null
  try {
    inTransaction(database, () => {
      database.prepare('INSERT INTO a VALUES (?)').run('x'.repeat(100_000))
    })
  } catch (error) {
    thrown = error
  }
  expect(storageError(thrown, file).code).toBe('disk.full')
  limit(1000)
  inTransaction(database, () => database.exec("INSERT INTO a VALUES ('kept')"))
  expect(database.prepare('SELECT b FROM a').all()).toEqual([{ b: 'kept' }])
  database.close()
})

test('what fails within a transaction is undone and thrown as it was', () => {
  const { database } = openDatabase(file, ['CREATE TABLE a (b TEXT NOT NULL)'], NOW)
  const twice = () =>
    inTransaction(database, () => {
      database.exec("INSERT INTO a VALUES ('one')")
      database.exec('INSERT INTO a VALUES (NULL)')
    })
  expect(twice).toThrow(/NOT NULL/)
  expect(database.prepare('SELECT b FROM a').all()).toEqual([])
  database.close()
})

test.each([
  ['an unknown status', "status = 'pondering'", { status: 'complete' }],
  ['a negative duration', 'duration_ms = -5', { durationMs: 0 }],
  ['a time that no date can hold', 'started_at_ms = 1e18', { startedAtMs: 8.64e15 - 86_400_000 }],
  ['an infinite time', 'started_at_ms = 9e999', { startedAtMs: 8.64e15 - 86_400_000 }],
])('a row with %s is shown with its words, and so are the others', (_name, odd, shown) => {
  const { store } = open()
  store.upsertTurn(turn({ id: '1', text: 'Good.' }))
  store.upsertTurn(turn({ id: '2', text: 'Odd.' }))
  const other = new Database(file)
  other.exec(`UPDATE turns SET ${odd} WHERE id = '2'`)
  other.exec(`UPDATE conversations SET started_at_ms = 9e999`)
  other.close()
  const page = store.page({ limit: 10 })
  const turns = [{ text: 'Good.' }, { text: 'Odd.', ...shown }]
  expect(page).toMatchObject({ ok: true, value: { turns } })
  expect(store.recentTurns(turn().conversationId, 10)).toMatchObject({ ok: true, value: turns })
  expect(store.conversations({ limit: 5 })).toMatchObject({ ok: true, value: [{ turnCount: 2 }] })
  store.close()
})

test('a migration keeps all turns and leaves a whole copy of the version before', () => {
  fill()
  const step = "ALTER TABLE turns ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'"
  const { database } = openDatabase(file, [...MIGRATIONS, step], NOW)
  expect(database.prepare('SELECT COUNT(*) AS turns, mood FROM turns').all()).toEqual([
    { turns: TURNS, mood: 'calm' },
  ])
  database.close()
  const copy = openDatabase(`${file}.before-version-${MIGRATIONS.length + 1}`, MIGRATIONS, NOW)
  expect(copy.database.prepare('SELECT COUNT(*) AS turns FROM turns').all()).toEqual([
    { turns: TURNS },
  ])
  copy.database.close()
})

test('a migration that fails changes nothing, and the version before still opens', () => {
  fill()
  const steps = [...MIGRATIONS, 'ALTER TABLE turns ADD COLUMN mood TEXT; SELECT nonsense;']
  expect(() => openDatabase(file, steps, NOW)).toThrow(/nonsense/)
  const { store, damage } = open()
  expect(damage).toBeNull()
  expect(countOf(store)).toBe(TURNS)
  store.close()
})

test('a database of a newer Warbler is left alone', () => {
  const newer = openDatabase(file, [...MIGRATIONS, 'CREATE TABLE newer (a TEXT)'], NOW)
  newer.database.close()
  const before = readFileSync(file)
  expect(open).toThrow(/newer Warbler/)
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([])
})

test('two that open a new profile at once both get a whole database', () => {
  const first = open()
  const second = open()
  expect(first.store.upsertTurn(turn({ id: '1' })).ok).toBe(true)
  expect(second.store.upsertTurn(turn({ id: '2' })).ok).toBe(true)
  expect(countOf(first.store)).toBe(2)
  first.store.close()
  second.store.close()
})

test.each<[string, (store: LibsqlTranscriptStore) => { readonly ok: boolean }]>([
  ['a turn', (store) => store.upsertTurn(turn({ id: 'other' }))],
  ['a name', (store) => store.rename(turn().conversationId, 'Moon')],
  ['a pin', (store) => store.pin(turn().conversationId, true)],
  ['a deletion', (store) => store.remove([turn().conversationId])],
  ['an erasure of all', (store) => store.eraseAll()],
])(
  'once another process lets go of the file, turns are stored again, whatever it kept out: %s',
  (_, change) => {
    const { store } = open()
    store.upsertTurn(turn())
    const another = new Database(file)
    another.exec('BEGIN IMMEDIATE')
    expect(change(store)).toMatchObject({ ok: false, error: { code: 'storage.unavailable' } })
    another.exec('ROLLBACK')
    another.close()
    expect(store.upsertTurn(turn({ id: 'next' }))).toMatchObject({ ok: true })
    expect(countOf(store)).toBeGreaterThan(0)
    store.close()
    expect(countOf(open().store)).toBeGreaterThan(0)
  },
)
