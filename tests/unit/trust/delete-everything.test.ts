import Conf from 'conf'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { succeed } from '../../../electron/contracts/errors.ts'
import { forgottenSettings } from '../../../electron/contracts/personal-settings.ts'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import { copyName } from '../../../electron/main/storage/copies.ts'
import { copyTranscripts } from '../../../electron/main/storage/copy-transcripts.ts'
import { openStorage, type Storage } from '../../../electron/main/storage/open-storage.ts'
import { deleteEverything } from '../../../electron/main/trust/delete-everything.ts'
import { unwritable } from '../../../electron/main/storage/write-whole.ts'
import { exportedFiles } from '../../../electron/main/trust/export-everything.ts'
import { keptParts } from '../../../electron/main/trust/kept-files.ts'
import { transcriptTurn } from '../../support/transcript-turn.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-delete-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const SECRET = 'zugzwang'
const open = () => openStorage(folder, (options) => new Conf(options), Date.now())

/** A profile in which the word is wherever it can be. */
const lived = (): Storage => {
  const storage = open()
  storage.transcripts.upsertTurn(transcriptTurn({ id: 'a', text: `The word is ${SECRET}` }))
  storage.turnLog.append(turnLogRecord({ personText: SECRET }))
  storage.settings.change({ instructions: SECRET, wakePhrases: [`Hey ${SECRET}`], volume: 0.4 })
  for (const name of ['keys', 'usage', 'voices'] as const) {
    storage.openJson(name).store = { [SECRET]: SECRET }
    writeFileSync(join(folder, `${name}.damaged-2026.json`), SECRET)
  }
  for (const name of ['journal', 'speech', 'logs']) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, '1-2.pcm'), SECRET)
  }
  writeFileSync(join(folder, 'transcripts.damaged-2026.db'), SECRET)
  writeFileSync(join(folder, 'transcripts.db.before-version-2'), SECRET)
  writeFileSync(join(folder, 'settings.before-version-1.json'), SECRET)
  const file = join(folder, 'transcripts.db')
  const part = copyName(folder, 'transcripts', '.db', Date.now())
  expect(copyTranscripts({ file, part })).toEqual({ type: 'copied' })
  return storage
}

/** Files below the folder in which the word is. */
const withSecret = (at = folder): readonly string[] =>
  readdirSync(at).flatMap((name) => {
    const path = join(at, name)
    if (statSync(path).isDirectory()) return withSecret(path)
    return readFileSync(path).includes(SECRET) ? [name] : []
  })

const erase = (storage: Storage, steps: string[] = []) => {
  const empty = (name: 'keys' | 'usage' | 'voices') => () => {
    storage.openJson(name).store = {}
    return succeed(null)
  }
  return deleteEverything({
    profile: folder,
    startAnew: () => void steps.push('anew'),
    eraseTranscript: () => storage.transcripts.eraseAll(),
    removeVoices: empty('voices'),
    removeSpeech: () => succeed(null),
    removeKeys: empty('keys'),
    clearUsage: empty('usage'),
    changeSettings: (patch) => {
      const changed = storage.settings.change(patch)
      return changed.ok ? succeed(null) : changed
    },
    unsaved: () => storage.settings.unsaved,
    forgetChanges: () => void steps.push('changes'),
    clearPages: () => void steps.push('pages'),
    onDone: () => void steps.push('done'),
  })
}

test('of everything that was kept no file holds a word any more, and the transcript goes on', () => {
  const storage = lived()
  expect(withSecret().length).toBeGreaterThan(14)
  const steps: string[] = []
  expect(erase(storage, steps)).toEqual({ ok: true, value: null })
  expect(withSecret()).toEqual([])
  expect(steps).toEqual(['anew', 'changes', 'pages', 'done'])
  expect(storage.settings.get()).toEqual({ ...defaultSettings(), volume: 0.4 })
  expect(storage.transcripts.upsertTurn(transcriptTurn({ text: 'Fresh words' })).ok).toBe(true)
  expect(storage.transcripts.search({ text: 'fresh', limit: 5 })).toMatchObject({
    value: { total: 1 },
  })
  expect(storage.transcripts.search({ text: SECRET, limit: 5 })).toMatchObject({
    value: { total: 0 },
  })
  storage.close()
  expect(open().startErrors).toEqual([])
})

test('what cannot be erased is told, and keeps nothing else from being erased', () => {
  const storage = lived()
  const failing = {
    ...storage,
    transcripts: Object.assign(Object.create(storage.transcripts) as typeof storage.transcripts, {
      eraseAll: () => ({ ok: false, error: { code: 'storage.unavailable' } }) as const,
    }),
  }
  expect(erase(failing)).toMatchObject({ error: { code: 'storage.unavailable' } })
  expect(withSecret().filter((name) => !name.startsWith('transcripts.db'))).toEqual([])
  storage.close()
})

test('settings that could not be written are told, and not as deleted', () => {
  const storage = lived()
  // As on a disk that takes nothing: the change holds for this run.
  rmSync(join(folder, 'settings.json'))
  mkdirSync(join(folder, 'settings.json'))
  expect(erase(storage)).toMatchObject({ error: { code: 'settings.unsaved' } })
  expect(storage.settings.get().instructions).toBe('')
  storage.close()
})

test('every choice stays, and everything that is the person’s own goes', () => {
  expect(Object.keys(forgottenSettings())).toEqual(
    expect.arrayContaining(['providers', 'instructions', 'wakePhrases', 'learnedPausesMs']),
  )
  expect(Object.keys(forgottenSettings())).not.toEqual(
    expect.arrayContaining(['hotkey', 'locale', 'theme', 'volume']),
  )
})

test('what is kept is told part by part, with all that belongs to it', () => {
  const storage = lived()
  const parts = keptParts(folder, join(folder, 'no-models'))
  const filesOf = (id: string) => parts.find((part) => part.id === id)?.files
  expect(filesOf('damaged')).toBe(4)
  expect(filesOf('backups')).toBe(3)
  expect(filesOf('keys')).toBe(2)
  expect(filesOf('journal')).toBe(1)
  expect(filesOf('speech')).toBe(1)
  expect(filesOf('turn-log')).toBe(1)
  expect(filesOf('models')).toBe(0)
  expect(parts.find(({ id }) => id === 'transcript')?.bytes).toBeGreaterThan(4000)
  storage.close()
})

test('what is taken along has everything said and set, and neither keys nor headers', async () => {
  const storage = lived()
  storage.settings.change({
    providers: [
      {
        id: 'one',
        preset: 'custom',
        name: 'One',
        baseUrl: 'https://api.example.com/v1',
        headers: { 'x-key': 'hidden' },
        stt: null,
        llm: null,
        tts: null,
        realtime: null,
      },
    ],
  })
  const files = await exportedFiles({
    profile: folder,
    store: storage.transcripts,
    settings: storage.settings.get(),
    note: 'What this is.',
    nowMs: 0,
  })
  const names = files.map(({ name }) => name)
  expect(names).toEqual([
    'README.txt',
    'transcript.json',
    'settings.json',
    'turns.jsonl',
    'usage.json',
  ])
  const textOf = (name: string) => String(files.find((file) => file.name === name)?.content)
  expect(JSON.parse(textOf('transcript.json'))).toMatchObject({
    format: 'warbler-transcript',
    conversations: [{ turns: [{ text: `The word is ${SECRET}` }] }],
  })
  expect(JSON.parse(textOf('settings.json'))).toMatchObject({ instructions: SECRET })
  expect(files.map(({ content }) => String(content)).join()).not.toContain('hidden')
  storage.close()
})

test('where something cannot be read nothing is exported, and that is named instead of the target', async () => {
  const storage = open()
  const log = join(folder, 'turns.jsonl')
  mkdirSync(log)
  const { transcripts: store, settings } = storage
  const exporting = exportedFiles({
    profile: folder,
    store,
    settings: settings.get(),
    note: '',
    nowMs: 0,
  })
  const thrown: unknown = await exporting.catch((reason: unknown) => reason)
  expect(unwritable(thrown, '/chosen.zip')).toMatchObject({
    code: 'storage.unavailable',
    params: { file: log },
  })
  storage.close()
})

test('between two conversations that are taken along there is room for everything else', async () => {
  const storage = open()
  for (const id of ['a', 'b', 'c']) {
    storage.transcripts.upsertTurn(transcriptTurn({ id, conversationId: id, exchangeId: id }))
  }
  const order: string[] = []
  const store = storage.transcripts
  const read = store.recentTurns.bind(store)
  store.recentTurns = (id, limit) => {
    order.push(id)
    setImmediate(() => order.push('else'))
    return read(id, limit)
  }
  const settings = storage.settings.get()
  const files = await exportedFiles({ profile: folder, store, settings, note: '', nowMs: 0 })
  expect(order.join(' ')).toBe('a else b else c else')
  const transcript = String(files.find(({ name }) => name === 'transcript.json')?.content)
  expect(JSON.parse(transcript)).toMatchObject({
    conversations: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
  })
  storage.close()
})
