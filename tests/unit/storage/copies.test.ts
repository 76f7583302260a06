import Conf from 'conf'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  copiedAtMs,
  copyName,
  dropDamaged,
  newestCopies,
} from '../../../electron/main/storage/copies.ts'
import {
  copyTranscripts,
  faultOfCopy,
  type CopyRequest,
} from '../../../electron/main/storage/copy-transcripts.ts'
import { createDailyCopies } from '../../../electron/main/storage/daily-copies.ts'
import { LibsqlTranscriptStore } from '../../../electron/main/storage/libsql-transcript-store.ts'
import { openReadOnly } from '../../../electron/main/storage/open-database.ts'
import { openStorage } from '../../../electron/main/storage/open-storage.ts'
import { damagedName } from '../../../electron/main/storage/storage-failure.ts'
import { MIGRATIONS } from '../../../electron/main/storage/transcript-schema.ts'
import type { WorkerProcess } from '../../../electron/main/workers/process-host.ts'
import { transcriptTurn as turn } from '../../support/transcript-turn.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-copies-'))
  file = join(folder, 'transcripts.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const DAY = 24 * 60 * 60_000
const NOW = Date.UTC(2026, 2, 14, 15, 9, 26, 535)
const open = () => LibsqlTranscriptStore.open(file, () => NOW)
const say = (...words: readonly string[]) => {
  const { store } = open()
  for (const text of words) store.upsertTurn(turn({ id: text, text }))
  store.close()
}
const copyAt = (nowMs: number) => {
  const part = copyName(folder, 'transcripts', '.db', nowMs)
  expect(copyTranscripts({ file, part })).toEqual({ type: 'copied' })
  return part
}
const textsOf = (store: LibsqlTranscriptStore) => {
  const page = store.page({ limit: 100 })
  if (!page.ok) throw new Error(page.error.detail)
  return page.value.turns.map(({ text }) => text)
}

test('the name of a copy says when it was made', () => {
  expect(copiedAtMs(copyName(folder, 'transcripts', '.db', NOW))).toBe(NOW)
  expect(copiedAtMs('transcripts-soon.db')).toBeNull()
})

test('of a damaged transcript the newest whole copy takes its place, and it is said of when it is', () => {
  say('first')
  copyAt(NOW - 2 * DAY)
  say('second')
  const newest = copyAt(NOW - DAY)
  say('third')
  writeFileSync(newest, 'x'.repeat(9000))
  writeFileSync(file, 'y'.repeat(9000))
  const { store, damage } = open()
  expect(damage).toMatchObject({ code: 'storage.restored', params: { atMs: NOW - 2 * DAY } })
  expect(textsOf(store)).toEqual(['first'])
  expect(store.search({ text: 'first', limit: 5 })).toMatchObject({ value: { total: 1 } })
  expect(readFileSync(String(damage?.params?.['file']), 'utf8')).toContain('yyy')
  store.close()
})

test('a transcript that was emptied is known by its copies', () => {
  say('first')
  copyAt(NOW - DAY)
  writeFileSync(file, '')
  rmSync(`${file}-wal`, { force: true })
  expect(open().damage).toMatchObject({ code: 'storage.restored' })
})

test('a transcript that is found damaged while it is open goes on with the copy', () => {
  say('first')
  copyAt(NOW - DAY)
  const { store } = open()
  expect(store.foundDamaged({ code: 'storage.damaged' })).toMatchObject({
    code: 'storage.restored',
  })
  expect(textsOf(store)).toEqual(['first'])
  expect(store.upsertTurn(turn({ id: 'next', text: 'next' })).ok).toBe(true)
  store.close()
})

test('of settings and usage there is a copy of each day on which they changed, five at most', () => {
  for (let day = 0; day < 9; day += 1) {
    const storage = openStorage(folder, (options) => new Conf(options), NOW + day * DAY)
    storage.openJson('usage').store = { '2026-03': { day } }
    storage.settings.change({ volume: day / 10 })
    storage.close()
  }
  expect(newestCopies(folder, 'settings', '.json', Infinity)).toHaveLength(5)
  expect(newestCopies(folder, 'usage', '.json', Infinity)).toHaveLength(5)
  for (const name of ['settings.json', 'settings.last-good.json']) {
    writeFileSync(join(folder, name), '{')
  }
  const after = openStorage(folder, (options) => new Conf(options), NOW + 9 * DAY)
  expect(after.settings.get().volume).toBe(0.7)
  expect(after.startErrors).toMatchObject([{ code: 'settings.damaged' }])
  after.close()
})

test('of keys and voices, which can be taken away, there is no copy of an earlier day', () => {
  for (const name of ['keys', 'voices'] as const) {
    const storage = openStorage(folder, (options) => new Conf(options), NOW)
    storage.openJson(name).store = { one: 1 }
    storage.openJson(name).store = {}
    storage.close()
    const last = readFileSync(join(folder, `${name}.last-good.json`), 'utf8')
    expect(JSON.parse(last)).toEqual({})
  }
  expect(readdirSync(folder).filter((name) => name.includes('one'))).toEqual([])
})

/** The process that copies, run when the test says so; one that was not is ended, and another asked. */
const scene = (wasCutOff = false) => {
  const time = new VirtualTime()
  const damages: string[] = []
  const asked: (() => void)[] = []
  const parts: string[] = []
  const copies = createDailyCopies({
    file,
    clock: time.clock,
    now: () => NOW + time.clock.nowMs(),
    wasCutOff,
    onDamaged: ({ code }) => void damages.push(code),
    spawn: (): WorkerProcess => {
      let tell: (message: unknown) => void = () => undefined
      let exit: () => void = () => undefined
      return {
        pid: 1,
        postMessage: (message) => {
          const request = message as CopyRequest
          parts.push(request.part)
          asked.push(() => tell(copyTranscripts(request)))
        },
        postToChannel: () => undefined,
        onMessage: (listener) => {
          tell = listener
        },
        onChannelMessage: () => undefined,
        onExit: (listener) => {
          exit = () => listener({ code: 0, signal: null })
        },
        kill: () => exit(),
        output: () => '',
      }
    },
  })
  return { time, damages, asked, parts, copies }
}

test('a copy is made each day on which something was said, three are kept, and a damaged one is told', () => {
  const { time, asked, damages, copies } = scene()
  for (let day = 0; day < 5; day += 1) {
    say(`words of day ${day}`)
    time.advance(DAY)
    asked.splice(0).at(-1)?.()
  }
  expect(newestCopies(folder, 'transcripts', '.db', Infinity)).toHaveLength(3)
  writeFileSync(file, 'y'.repeat(9000))
  rmSync(`${file}-wal`, { force: true })
  time.advance(DAY)
  asked.splice(0).at(-1)?.()
  expect(damages).toEqual(['storage.damaged'])
  expect(newestCopies(folder, 'transcripts', '.db', Infinity)).toHaveLength(3)
  copies.dispose()
})

test('a copy from when the clock was years ahead neither keeps newer ones away nor takes the place of one', () => {
  say('old')
  const ahead = copyAt(NOW + 5000 * DAY)
  const { time, asked, copies } = scene()
  for (let day = 0; day < 3; day += 1) {
    say(`words of day ${day}`)
    time.advance(DAY)
    asked.splice(0).at(-1)?.()
    if (day === 0) expect(existsSync(ahead)).toBe(true)
  }
  // It is not so each hour.
  time.advance(3 * 60 * 60_000)
  expect(asked).toEqual([])
  expect(existsSync(ahead)).toBe(false)
  const newest = copiedAtMs(newestCopies(folder, 'transcripts', '.db', Infinity)[0] ?? '')
  const again = copyAt(NOW + 5000 * DAY)
  writeFileSync(file, 'y'.repeat(9000))
  const { store, damage } = LibsqlTranscriptStore.open(file, () => NOW + 4 * DAY)
  expect(damage).toMatchObject({ code: 'storage.restored', params: { atMs: newest } })
  expect(existsSync(again)).toBe(true)
  store.close()
  copies.dispose()
})

test('what is erased while a copy is made is in no copy', () => {
  const { time, asked, copies } = scene()
  say('secret')
  time.advance(DAY)
  const { store } = open()
  const [conversation] = textsOf(store)
  expect(conversation).toBe('secret')
  // The process has written its copy, and main has not given it its name yet.
  mkdirSync(join(folder, 'backups'), { recursive: true })
  const part = `${copyName(folder, 'transcripts', '.db', NOW)}.part`
  expect(copyTranscripts({ file, part })).toEqual({ type: 'copied' })
  store.remove([turn().conversationId])
  while (!(store.eraseSome(10) as { value: boolean }).value);
  expect(readdirSync(join(folder, 'backups'))).toEqual([])
  for (const run of asked.splice(0)) run()
  for (const copy of readdirSync(join(folder, 'backups'))) {
    expect(readFileSync(join(folder, 'backups', copy)).includes('secret')).toBe(false)
  }
  store.close()
  copies.dispose()
})

test('what was said since the copy is read out of the damaged file, and what was deleted is not', () => {
  const { store } = open()
  store.upsertTurn(turn({ id: 'a', text: 'before', conversationId: 'one', startedAtMs: 1 }))
  store.close()
  copyAt(NOW - DAY)
  const { store: later } = open()
  later.upsertTurn(turn({ id: 'b', text: 'since', conversationId: 'one', startedAtMs: 2 }))
  later.upsertTurn(turn({ id: 'c', text: 'more', conversationId: 'two', startedAtMs: 3 }))
  later.upsertTurn(turn({ id: 'd', text: 'deleted', conversationId: 'three', startedAtMs: 4 }))
  later.rename('two', 'By name')
  later.pin('two', true)
  later.remove(['three'])
  expect(later.foundDamaged({ code: 'storage.damaged' })).toMatchObject({
    code: 'storage.restored',
    params: { saved: 2 },
  })
  expect(textsOf(later)).toEqual(['before', 'since', 'more'])
  expect(later.conversation('two')).toMatchObject({ value: { title: 'By name', isPinned: true } })
  expect(later.search({ text: 'since', limit: 5 })).toMatchObject({ value: { total: 1 } })
  later.close()
})

test('a file that is damaged in one place gives what stands before and after it', () => {
  const { store } = open()
  const all = Array.from({ length: 400 }, (_, number) =>
    turn({ id: `t${number}`, text: `${number} ${'WORDS '.repeat(30)}`, startedAtMs: number }),
  )
  for (const one of all) store.upsertTurn(one)
  store.close()
  const bytes = readFileSync(file)
  // A page of the turns themselves: the index has their words in small letters.
  const at = bytes.indexOf('200 WORDS WORDS')
  bytes.fill(0xff, at - (at % 4096), at - (at % 4096) + 4096)
  writeFileSync(file, bytes)
  rmSync(`${file}-wal`, { force: true })
  const { store: after, damage } = open()
  expect(damage).toMatchObject({ code: 'storage.damaged' })
  const saved = Number(damage?.params?.['saved'])
  expect(saved).toBeGreaterThan(370)
  expect(saved).toBeLessThan(400)
  expect(textsOf(after).length).toBe(100)
  after.close()
})

test('a copy that is damaged, or was just removed, says nothing of what it was made of', () => {
  say('first')
  const part = copyAt(NOW - DAY)
  expect(faultOfCopy(part, MIGRATIONS.length)).toBeNull()
  writeFileSync(part, 'y'.repeat(9000))
  expect(faultOfCopy(part, MIGRATIONS.length)).toMatchObject({ code: 'storage.unavailable' })
  rmSync(part)
  expect(faultOfCopy(part, MIGRATIONS.length)).toMatchObject({ code: 'storage.unavailable' })
  expect(existsSync(part)).toBe(false)
  // As it would be where another opened it in between.
  writeFileSync(part, '')
  expect(faultOfCopy(part, MIGRATIONS.length)).toMatchObject({ code: 'storage.unavailable' })
})

test('of a transcript that is not there no copy is made, and it is not made by that', () => {
  const part = copyName(folder, 'transcripts', '.db', NOW)
  expect(copyTranscripts({ file, part })).toMatchObject({
    error: { code: 'storage.unavailable' },
  })
  expect(existsSync(file)).toBe(false)
})

test('what a copy has left that was cut off is removed when its process ends, and at the next start', () => {
  say('first')
  const backups = join(folder, 'backups')
  mkdirSync(backups)
  for (const name of ['.db.part', '.db.part-journal']) {
    writeFileSync(`${copyName(folder, 'transcripts', '', NOW - DAY)}${name}`, 'cut off')
  }
  const { time, parts, copies } = scene()
  expect(readdirSync(backups)).toEqual([])
  time.advance(2 * 60_000)
  expect(parts).toHaveLength(1)
  for (const part of parts) writeFileSync(part, 'cut off')
  copies.stop()
  expect(readdirSync(backups)).toEqual([])
  copies.dispose()
})

test('a damaged transcript stays in its place until a copy is ready to take it', () => {
  say('first')
  copyAt(NOW - DAY)
  writeFileSync(file, 'y'.repeat(9000))
  // As a full disk would.
  mkdirSync(`${file}.part`)
  expect(open).toThrow()
  expect(readFileSync(file, 'utf8')).toContain('yyy')
  rmSync(`${file}.part`, { recursive: true })
  const { store, damage } = open()
  expect(damage).toMatchObject({ code: 'storage.restored' })
  expect(textsOf(store)).toEqual(['first'])
  expect(existsSync(`${file}.part`)).toBe(false)
  store.close()
})

test('a transcript that a crash left set aside is put back, with what was said since, and told', () => {
  say('first')
  copyAt(NOW - DAY)
  const { store: before } = open()
  before.upsertTurn(turn({ id: 'since', text: 'since' }))
  const [main, log] = [readFileSync(file), readFileSync(`${file}-wal`)]
  before.close()
  // It ended before the log, in which the last words are, had its name, too.
  const aside = join(folder, 'transcripts.damaged-2026-03-14T10-00-00-000Z.db')
  writeFileSync(aside, main)
  writeFileSync(`${file}-wal`, log)
  rmSync(file)
  const { store, damage } = open()
  expect(damage).toMatchObject({
    code: 'storage.restored',
    params: { file: aside, atMs: NOW - DAY, saved: 1 },
  })
  expect(textsOf(store)).toEqual(['first', 'since'])
  store.close()
  expect(open().damage).toBeNull()
  // It was read, and nothing of it written: somebody may want to look at it.
  expect(readFileSync(aside).equals(main)).toBe(true)
  expect(readFileSync(`${aside}-wal`).equals(log)).toBe(true)
})

test('a database that is only read takes no change', () => {
  say('first')
  const database = openReadOnly(file)
  expect(database.prepare('SELECT count(*) AS count FROM turns').all()).toEqual([{ count: 1 }])
  expect(() => database.exec('DELETE FROM turns')).toThrow(/readonly/)
  database.close()
})

test('a place that cannot be used for copies keeps nothing else from going on', () => {
  say('first')
  const backups = join(folder, 'backups')
  writeFileSync(backups, 'no folder')
  const { time, asked, copies } = scene()
  time.advance(2 * 60_000)
  asked.splice(0).at(-1)?.()
  expect(readFileSync(backups, 'utf8')).toBe('no folder')
  rmSync(backups)
  time.advance(60 * 60_000)
  asked.splice(0).at(-1)?.()
  expect(newestCopies(folder, 'transcripts', '.db', Infinity)).toHaveLength(1)
  copies.dispose()
})

test('what a copy of the settings has left that was cut off is removed at the next start', () => {
  const storage = openStorage(folder, (options) => new Conf(options), NOW)
  storage.settings.change({ volume: 0.5 })
  storage.close()
  const cutOff = `${copyName(folder, 'settings', '.json', NOW)}.part`
  mkdirSync(join(folder, 'backups'), { recursive: true })
  writeFileSync(cutOff, '{"vol')
  openStorage(folder, (options) => new Conf(options), NOW + DAY).close()
  expect(existsSync(cutOff)).toBe(false)
  expect(newestCopies(folder, 'settings', '.json', Infinity)).toHaveLength(1)
})

test('what was damaged and set aside is removed when its time is over, and nothing else', () => {
  say('first')
  const names = [NOW - 2 * DAY, NOW].flatMap((atMs) => {
    const aside = damagedName(file, atMs)
    return [aside, `${aside}-wal`, `${aside}-shm`]
  })
  for (const name of [...names, join(folder, 'keys.damaged-2020-03-14T15-09-26-000Z.json')]) {
    writeFileSync(name, 'words')
  }
  dropDamaged(file, { beforeMs: NOW - DAY, wrong: [] })
  expect(names.filter((name) => existsSync(name))).toEqual(names.slice(3))
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(4)
  expect(existsSync(file)).toBe(true)
})
