import Conf from 'conf'
import { execFileSync, spawn } from 'node:child_process'
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { succeed } from '../../electron/contracts/errors.ts'
import { defaultSettings } from '../../electron/contracts/settings.ts'
import { copyTranscripts } from '../../electron/main/storage/copy-transcripts.ts'
import { copyName } from '../../electron/main/storage/copies.ts'
import { openStorage } from '../../electron/main/storage/open-storage.ts'
import { deleteEverything } from '../../electron/main/trust/delete-everything.ts'
import { spawnChildProcess } from '../../electron/main/workers/child-process-host.ts'
import { bundleEntry } from '../support/bundle-entry.ts'
import { transcriptTurn } from '../support/transcript-turn.ts'
import { turnLogRecord } from '../support/turn-log-record.ts'

/** Inside the repository, so that the built entry finds its native module. */
const CACHE = join(import.meta.dirname, '../../.cache')

let folder = ''
let entry = ''
beforeAll(async () => {
  mkdirSync(CACHE, { recursive: true })
  folder = mkdtempSync(join(CACHE, 'storage-survives-'))
  const source = join(import.meta.dirname, '../support/profile-writer-entry.ts')
  entry = await bundleEntry(source, join(folder, 'writer'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const open = (profile: string) =>
  openStorage(profile, (options) => new Conf(options), Date.now(), 'thorough')

/** The same chances in every run. */
const chances = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}

/** Lets the writer write and kills it so long after its first acknowledgement; returns the last one. */
const runUntilKilled = (profile: string, first: number, afterMs: number) =>
  new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [entry, profile, String(first)])
    let said = ''
    let complaint = ''
    child.stderr.on('data', (piece: Buffer) => (complaint += piece.toString()))
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
    child.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
    child.on('close', (_code, signal) => {
      // What follows the last line end was torn by the kill and counts for nothing.
      const last = said.split('\n').at(-2)
      if (signal === 'SIGKILL' && last !== undefined) resolve(Number(last))
      else reject(new Error(`it ended by itself: ${complaint}`))
    })
  })

const KILLS = 8

it('nothing that was acknowledged is lost when the writer is killed at any moment, again and again', async () => {
  const profile = join(folder, 'killed')
  const chance = chances(7)
  let next = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    next = (await runUntilKilled(profile, next, chance() * 60)) + 1
    const storage = open(profile)
    const keys = storage.openJson('keys').store
    const usage = storage.openJson('usage').store
    expect(storage.startErrors).toEqual([])
    const last = storage.settings.get().overlayPositions['display']?.x ?? -1
    // The step that the kill cut off may have come to it.
    expect([next - 1, next]).toContain(last)
    expect([next - 1, next]).toContain(Reflect.get(Object(usage['2026-03']), 'one'))
    expect(JSON.stringify(keys)).toMatch(new RegExp(`sealed (?:${next - 1}|${next})"`))
    const page = storage.transcripts.page({ limit: 100_000 })
    storage.close()
    if (!page.ok) throw new Error(page.error.detail)
    const kept = new Set(page.value.turns.map(({ text }) => text))
    const all = Array.from({ length: next }, (_, number) => `words ${number}`)
    expect(all.filter((words) => !kept.has(words))).toEqual([])
    const log = readFileSync(join(profile, 'turns.jsonl'), 'utf8')
    expect(all.filter((_, number) => !log.includes(`"exchange-${number}"`))).toEqual([])
  }
  expect(next).toBeGreaterThan(KILLS)
})

/** A profile as a week leaves it: everything saved, with a copy of the transcript of a day. */
const lived = (profile: string): void => {
  const storage = open(profile)
  for (let number = 0; number < 40; number += 1) {
    const turn = { id: `turn-${number}`, text: `words ${number} `.repeat(20), startedAtMs: number }
    storage.transcripts.upsertTurn(transcriptTurn(turn))
  }
  storage.settings.change({ hotkey: 'Alt+Space', wakePhrases: ['Okay Zephyr'] })
  storage.openJson('keys').store = { one: { origin: 'https://a.example', secret: 'sealed' } }
  storage.openJson('usage').store = { '2026-03': { one: 1 } }
  storage.close()
  const file = join(profile, 'transcripts.db')
  const copy = copyName(profile, 'transcripts', '.db', Date.UTC(2026, 2, 14))
  expect(copyTranscripts({ file, part: copy })).toEqual({ type: 'copied' })
}

const fill = (file: string, from: number, bytes: number): void => {
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, Buffer.alloc(bytes, 0xa5), 0, bytes, from)
  closeSync(descriptor)
}

type Harm = (file: string, at: number) => void
const HARMS: readonly (readonly [string, Harm])[] = [
  ['cut off', (file, at) => truncateSync(file, Math.floor(at * statSync(file).size))],
  ['overwritten', (file, at) => fill(file, Math.floor(at * statSync(file).size), 64)],
]

describe.each(HARMS)('a profile in which a file is %s, anywhere', (harmName, harm) => {
  it.each(['settings.json', 'keys.json', 'usage.json', 'transcripts.db'])(
    'opens with its last good %s, and says so',
    (name) => {
      const whole = join(folder, `${harmName} ${name}`)
      lived(whole)
      let seen = 0
      for (let step = 0; step < 12; step += 1) {
        // Another folder each time: SQLite knows a file of its process by its inode.
        const profile = `${whole} ${step}`
        cpSync(whole, profile, { recursive: true })
        harm(join(profile, name), step / 12)
        const storage = open(profile)
        const keys = storage.openJson('keys').store
        const usage = storage.openJson('usage').store
        expect(keys).toEqual({ one: { origin: 'https://a.example', secret: 'sealed' } })
        expect(usage).toEqual({ '2026-03': { one: 1 } })
        expect(storage.settings.get()).toEqual({
          ...defaultSettings(),
          hotkey: 'Alt+Space',
          wakePhrases: ['Okay Zephyr'],
        })
        const page = storage.transcripts.page({ limit: 100 })
        expect(page).toMatchObject({ value: { turns: { length: 40 } } })
        storage.close()
        const asides = readdirSync(profile).filter((each) => each.includes('.damaged-'))
        // Of letters that became others, and of a page that nothing is on, a database knows nothing.
        const isSeen = storage.startErrors.length === 1 && asides.length > 0
        if (isSeen) seen += 1
        else expect({ name, harmName }).toEqual({ name: 'transcripts.db', harmName: 'overwritten' })
      }
      expect(seen).toBeGreaterThan(2)
    },
  )
})

it('a process of its own copies the transcript while others write to it', async () => {
  const source = join(import.meta.dirname, '../../electron/main/storage/copy-process.ts')
  const copier = await bundleEntry(source, join(folder, 'copier'))
  const profile = join(folder, 'copied')
  const storage = open(profile)
  storage.transcripts.upsertTurn(transcriptTurn({ id: 'a', text: 'kept' }))
  const file = join(profile, 'transcripts.db')
  const part = copyName(profile, 'transcripts', '.db', Date.UTC(2026, 2, 14))
  const worker = spawnChildProcess(copier, { name: 'copy', niceness: 19 })
  const outcome = new Promise((resolve) => worker.onMessage(resolve))
  worker.postMessage({ file, part }, [])
  for (let number = 0; number < 20; number += 1) {
    const turn = transcriptTurn({ id: `b${number}`, text: 'meanwhile' })
    expect(storage.transcripts.upsertTurn(turn).ok).toBe(true)
  }
  expect(await outcome).toEqual({ type: 'copied' })
  worker.kill(true)
  storage.close()
  expect(readFileSync(part).includes('kept')).toBe(true)
})

/** A file system of its own; null where none can be mounted. */
const smallDisk = (name: string, size: string): string | null => {
  const disk = join(folder, name)
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], { stdio: 'ignore' })
    return disk
  } catch {
    return null
  }
}

/** Takes all the room that there is. */
const fillUp = (disk: string): void => {
  const filler = openSync(join(disk, 'filler'), 'a')
  try {
    for (;;) writeSync(filler, Buffer.alloc(4096))
  } catch {
    closeSync(filler)
  }
}

it('on a full disk everything goes on, nothing that was kept is lost, and all is kept once there is room', ({
  skip,
}) => {
  const disk = smallDisk('disk', '768k')
  if (disk === null) return skip('a small disk can be mounted by root on Linux only')
  try {
    const profile = join(disk, 'profile')
    const storage = open(profile)
    const usage = storage.openJson('usage')
    storage.transcripts.upsertTurn(transcriptTurn({ id: 'before', text: 'before' }))
    storage.settings.change({ wake: true })
    usage.store = { '2026-03': { one: 1 } }
    fillUp(disk)
    const turn = transcriptTurn({ id: 'full', text: 'x'.repeat(50_000) })
    expect(storage.transcripts.upsertTurn(turn)).toMatchObject({ error: { code: 'disk.full' } })
    expect(storage.settings.change({ wake: false })).toMatchObject({ value: { wake: false } })
    expect(storage.settings.unsaved).toMatchObject({ code: 'settings.unsaved' })
    expect(() => (usage.store = { '2026-03': { one: 2 } })).toThrow(/ENOSPC/)
    expect(storage.turnLog.append(turnLogRecord({ exchangeId: 'x'.repeat(90) })).ok).toBe(false)
    // As a crash would find it now.
    const found = open(profile)
    expect(found.settings.get().wake).toBe(true)
    expect(found.openJson('usage').store).toEqual({ '2026-03': { one: 1 } })
    expect(found.transcripts.page({ limit: 9 })).toMatchObject({
      value: { turns: [{ text: 'before' }] },
    })
    found.close()
    rmSync(join(disk, 'filler'))
    expect(storage.transcripts.upsertTurn(turn).ok).toBe(true)
    storage.close()
    const after = open(profile)
    expect(after.startErrors).toEqual([])
    expect(after.settings.get().wake).toBe(false)
    expect(after.transcripts.page({ limit: 9 })).toMatchObject({ value: { turns: { length: 2 } } })
    after.close()
    expect(readdirSync(profile).filter((each) => each.includes('damaged'))).toEqual([])
  } finally {
    // SQLite lets go of a closed file when its statements are collected.
    execFileSync('umount', ['--lazy', disk])
  }
})

it.for([
  ['was just started', true],
  ['has run for long', false],
] as const)(
  'a full disk keeps nothing from being deleted by a Warbler that %s',
  ([name, isNew], { skip }) => {
    const disk = smallDisk(name, '12m')
    if (disk === null) return skip('a small disk can be mounted by root on Linux only')
    try {
      let profile = join(disk, 'profile')
      let storage = open(profile)
      for (let number = 0; number < 300; number += 1) {
        const text = `zugzwang ${number} `.repeat(20)
        storage.transcripts.upsertTurn(
          transcriptTurn({ id: `turn-${number}`, text, startedAtMs: number }),
        )
      }
      storage.settings.change({ instructions: 'zugzwang' })
      storage.openJson('usage').store = { zugzwang: {} }
      if (isNew) {
        storage.close()
        // Another file: of one that was closed SQLite lets go later.
        cpSync(profile, `${profile} again`, { recursive: true })
        profile = `${profile} again`
        storage = open(profile)
      }
      const { transcripts } = storage
      fillUp(disk)
      expect(statfsSync(disk).bavail).toBe(0)
      const deleted = deleteEverything({
        profile,
        startAnew: () => undefined,
        eraseTranscript: () => transcripts.eraseAll(),
        removeVoices: () => succeed(null),
        removeSpeech: () => succeed(null),
        removeKeys: () => succeed(null),
        clearUsage: () => {
          storage.openJson('usage').store = {}
          return succeed(null)
        },
        changeSettings: (patch) => {
          const changed = storage.settings.change(patch)
          return changed.ok ? succeed(null) : changed
        },
        unsaved: () => storage.settings.unsaved,
        forgetChanges: () => undefined,
        clearPages: () => undefined,
        onDone: () => undefined,
      })
      expect(deleted).toEqual({ ok: true, value: null })
      const words = (folder: string): readonly string[] =>
        readdirSync(folder, { withFileTypes: true, recursive: true })
          .filter((found) => found.isFile())
          .map((found) => join(found.parentPath, found.name))
          .filter((path) => readFileSync(path).includes('zugzwang'))
      expect(words(profile)).toEqual([])
      expect(transcripts.upsertTurn(transcriptTurn({ id: 'next', text: 'fresh words' })).ok).toBe(
        true,
      )
      // As a crash would find it now.
      const found = open(profile)
      expect(found.startErrors).toEqual([])
      expect(found.transcripts.search({ text: 'fresh', limit: 9 })).toMatchObject({
        value: { total: 1 },
      })
      expect(found.transcripts.search({ text: 'zugzwang', limit: 9 })).toMatchObject({
        value: { total: 0 },
      })
      found.close()
      storage.close()
    } finally {
      execFileSync('umount', ['--lazy', disk])
    }
  },
)
