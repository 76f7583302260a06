import Conf from 'conf'
import Database from 'libsql'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openStorage } from '../../../electron/main/storage/open-storage.ts'
import { transcriptTurn as turn } from '../../support/transcript-turn.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'

/** A disk can be full in it. */
vi.mock('node:fs', { spy: true })

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-profile-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (at = folder) => openStorage(at, (options) => new Conf(options), Date.now())
const MINUTE = 60_000

test('after a crash the conversation goes on with what was said and heard', () => {
  const before = open()
  before.transcripts.upsertTurn(turn({ startedAtMs: MINUTE }))
  const reply = {
    id: '01-r',
    speaker: 'assistant',
    text: 'It is',
    startedAtMs: MINUTE + 1,
  } as const
  before.transcripts.upsertTurn(turn({ ...reply, status: 'streaming' }))
  before.close()
  const after = open()
  expect(after.startErrors).toEqual([])
  expect(after.goOnWith(10 * MINUTE)).toEqual({
    id: 'conversation-1',
    history: [
      { speaker: 'person', text: 'How far is the moon?', status: 'complete' },
      { speaker: 'assistant', text: 'It is', status: 'interrupted' },
    ],
  })
  after.close()
})

test('after a long silence, and in a new profile, a new conversation begins', () => {
  const storage = open()
  expect(storage.goOnWith(0)).toBeNull()
  storage.transcripts.upsertTurn(turn({ startedAtMs: 0 }))
  expect(storage.goOnWith(29 * MINUTE)).not.toBeNull()
  expect(storage.goOnWith(31 * MINUTE)).toBeNull()
  // A clock that was ahead, and was put right.
  expect(storage.goOnWith(-31 * MINUTE)).toBeNull()
  storage.close()
})

test('a profile in which everything is damaged opens, says so, and works', () => {
  writeFileSync(join(folder, 'settings.json'), '{')
  writeFileSync(join(folder, 'transcripts.db'), 'x'.repeat(10_000))
  const storage = open()
  expect(storage.startErrors.map(({ code }) => code)).toEqual([
    'settings.damaged',
    'storage.damaged',
  ])
  expect(storage.transcripts.upsertTurn(turn()).ok).toBe(true)
  expect(storage.settings.change({ muted: true }).ok).toBe(true)
  storage.close()
  expect(open().startErrors).toEqual([])
})

test('a profile that cannot be written still has a conversation, which is not kept', () => {
  const file = join(folder, 'profile')
  writeFileSync(file, 'a file where the folder should be')
  const storage = open(file)
  expect(storage.startErrors.map(({ code }) => code)).toEqual([
    'storage.unavailable',
    'storage.unavailable',
  ])
  expect(storage.transcripts.upsertTurn(turn()).ok).toBe(true)
  expect(storage.turnLog.append(turnLogRecord())).toMatchObject({
    ok: false,
    error: { code: 'storage.unavailable' },
  })
  storage.close()
})

test('what was said while the file could not be opened is in it once it can', () => {
  const profile = join(folder, 'profile')
  writeFileSync(profile, 'a file where the folder should be')
  const storage = open(profile)
  storage.transcripts.upsertTurn(turn({ id: 'a-p', text: 'First words' }))
  storage.transcripts.rename(turn().conversationId, 'Named meanwhile')
  storage.transcripts.pin(turn().conversationId, true)
  rmSync(profile)
  expect(storage.transcripts.upsertTurn(turn({ id: 'b-p', text: 'Second words' })).ok).toBe(true)
  const all = storage.transcripts.page({ limit: 9 })
  expect(all.ok && all.value.turns.map(({ text }) => text)).toEqual(['First words', 'Second words'])
  expect(all.ok && all.value.conversations).toMatchObject([
    { title: 'Named meanwhile', isPinned: true, turnCount: 2 },
  ])
  storage.close()
  const again = open(profile).transcripts.page({ limit: 9 })
  expect(again).toEqual(all)
})

test('at the end of the run the file is tried once more', () => {
  const profile = join(folder, 'profile')
  writeFileSync(profile, 'a file where the folder should be')
  const storage = open(profile)
  storage.transcripts.upsertTurn(turn({ text: 'Only words' }))
  rmSync(profile)
  storage.close()
  expect(open(profile).transcripts.page({ limit: 9 })).toMatchObject({
    value: { turns: [{ text: 'Only words' }] },
  })
})

test('a transcript that could not be opened at the start is erased in its file, or it is said that it is not', () => {
  const file = join(folder, 'transcripts.db')
  const before = open()
  before.transcripts.upsertTurn(turn({ id: 'a-p', text: 'Old words' }))
  before.close()
  renameSync(file, `${file}.away`)
  mkdirSync(file)
  const storage = open()
  storage.transcripts.upsertTurn(turn({ id: 'b-p', text: 'New words' }))
  expect(storage.transcripts.eraseAll()).toMatchObject({
    ok: false,
    error: { code: 'storage.unavailable', params: { file } },
  })
  rmSync(file, { recursive: true })
  renameSync(`${file}.away`, file)
  expect(storage.transcripts.eraseAll()).toEqual({ ok: true, value: null })
  storage.close()
  const after = open()
  expect(after.transcripts.page({ limit: 9 })).toMatchObject({ value: { turns: [] } })
  after.close()
})

test('a damaged file of keys or usage is set aside, and an empty one takes its place', () => {
  writeFileSync(join(folder, 'keys.json'), '{"groq": {"origin"')
  const storage = open()
  expect(storage.openJson('keys').store).toEqual({})
  expect(readdirSync(folder).filter((name) => name.startsWith('keys.damaged-'))).toHaveLength(1)
  expect(storage.startErrors).toMatchObject([{ code: 'keys.damaged' }])
  storage.openJson('keys').store = { groq: 1 }
  expect(open().openJson('keys').store).toEqual({ groq: 1 })
  expect(storage.openJson('usage').store).toEqual({})
  storage.close()
})

test('of a damaged file of voices the person is told: everybody is let in now', () => {
  writeFileSync(join(folder, 'voices.json'), '{"encrypted": "ab')
  const storage = open()
  expect(storage.openJson('voices').store).toEqual({})
  expect(storage.startErrors).toMatchObject([{ code: 'voices.unreadable' }])
  storage.close()
})

test('where the profile cannot be used, keys and usage last as long as this run', () => {
  const file = join(folder, 'not-a-folder')
  writeFileSync(file, '')
  const storage = open(file)
  const keys = storage.openJson('keys')
  keys.store = { groq: 1 }
  expect(keys.store).toEqual({ groq: 1 })
  storage.close()
})

test('a transcript of a newer Warbler is named as that, and the run goes on without it', () => {
  open().close()
  const database = new Database(join(folder, 'transcripts.db'))
  database.exec('PRAGMA user_version = 7')
  database.close()
  const storage = open()
  expect(storage.startErrors.map(({ code }) => code)).toEqual(['storage.newer'])
  expect(storage.transcripts.upsertTurn(turn()).ok).toBe(true)
  storage.close()
})

test('keys that an editor has put a byte order mark before are kept', () => {
  writeFileSync(join(folder, 'keys.json'), '\uFEFF{ "one": "sealed" }')
  const storage = open()
  expect(storage.openJson('keys').store).toEqual({ one: 'sealed' })
  storage.close()
})

test('a damaged file of keys, usage or voices is put back from its copy, and each is told', () => {
  const NAMES = ['keys', 'usage', 'voices'] as const
  const before = open()
  for (const name of NAMES) before.openJson(name).store = { one: name }
  before.close()
  for (const name of NAMES) writeFileSync(join(folder, `${name}.json`), '{"one": "ke')
  const storage = open()
  for (const name of NAMES) expect(storage.openJson(name).store).toEqual({ one: name })
  expect(storage.startErrors.map(({ code }) => code)).toEqual(
    NAMES.map((name) => `${name}.restored`),
  )
  storage.close()
})

test('a file that an older Warbler has left without a copy has one from then on', () => {
  writeFileSync(join(folder, 'keys.json'), '{"one": "sealed"}')
  open().openJson('keys')
  writeFileSync(join(folder, 'keys.json'), '')
  expect(open().openJson('keys').store).toEqual({ one: 'sealed' })
})

test('a small file that is missing beside its copy is put back, and nothing is told: nothing is lost', () => {
  const NAMES = ['keys', 'voices', 'speech-key'] as const
  const before = open()
  before.settings.change({ volume: 0.4 })
  for (const name of NAMES) before.openJson(name).store = { one: name }
  before.openJson('usage').store = { one: 1 }
  before.openJson('usage').store = {}
  before.close()
  for (const name of ['settings', 'usage', ...NAMES]) rmSync(join(folder, `${name}.json`))
  const storage = open()
  expect(storage.settings.get().volume).toBe(0.4)
  for (const name of NAMES) expect(storage.openJson(name).store).toEqual({ one: name })
  // What was emptied on purpose stays so.
  expect(storage.openJson('usage').store).toEqual({})
  expect(storage.startErrors).toEqual([])
  storage.close()
  // What is removed on purpose has no copy left.
  for (const end of ['.json', '.last-good.json']) rmSync(join(folder, `keys${end}`))
  expect(open().openJson('keys').store).toEqual({})
})

test('a damaged file whose mending was cut off is put back at the next start, and told', () => {
  const before = open()
  before.openJson('keys').store = { one: 'sealed' }
  before.close()
  const aside = join(folder, 'keys.damaged-2026-03-14T15-09-26-000Z.json')
  writeFileSync(aside, '{"one": "se')
  renameSync(join(folder, 'keys.json'), join(folder, 'keys.json.tmp-restored'))
  const storage = open()
  expect(storage.openJson('keys').store).toEqual({ one: 'sealed' })
  expect(storage.startErrors).toMatchObject([{ code: 'keys.restored', params: { file: aside } }])
  storage.close()
})

test('a damaged file stays in its place until its copy is ready to take it', () => {
  const before = open()
  before.openJson('keys').store = { one: 'sealed' }
  before.close()
  const file = join(folder, 'keys.json')
  writeFileSync(file, '{"one": "se')
  const copying = vi.mocked(copyFileSync).mockImplementationOnce(() => {
    throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
  })
  open().openJson('keys')
  expect(copying).toHaveBeenCalled()
  expect(readFileSync(file, 'utf8')).toBe('{"one": "se')
  expect(open().openJson('keys').store).toEqual({ one: 'sealed' })
})

test('a copy that a full disk cuts off is not left there', () => {
  const before = open()
  before.settings.change({ volume: 0.5 })
  before.close()
  vi.mocked(copyFileSync).mockImplementationOnce((_from, to) => {
    writeFileSync(to, '{"volu')
    throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
  })
  open().close()
  expect(readdirSync(join(folder, 'backups'))).toEqual([])
  open().close()
  expect(readdirSync(join(folder, 'backups'))).toHaveLength(1)
})
