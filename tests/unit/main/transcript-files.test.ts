import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fail } from '../../../electron/contracts/errors.ts'
import type { TranscriptChange } from '../../../electron/contracts/transcript.ts'
import { MemoryTranscriptStore } from '../../../electron/main/storage/memory-transcript-store.ts'
import { Messages } from '../../../electron/main/messages.ts'
import { exportWords } from '../../../electron/main/transcripts/export-words.ts'
import { readTranscript } from '../../../electron/main/transcripts/read-transcript.ts'
import { TranscriptFiles } from '../../../electron/main/transcripts/transcript-files.ts'
import { transcriptTurn as turn } from '../../support/transcript-turn.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const NOW = Date.UTC(2026, 2, 14, 12)

const filled = () => {
  const store = new MemoryTranscriptStore()
  store.upsertTurn(turn({ id: 'a', conversationId: 'moon', startedAtMs: NOW }))
  store.upsertTurn(
    turn({ id: 'b', conversationId: 'sun', text: 'And the sun?', startedAtMs: NOW + 1 }),
  )
  return store
}

const openFiles = (store = filled(), target: string | null = 'out') => {
  const changes: TranscriptChange[] = []
  const suggested: string[] = []
  const copied: string[] = []
  const files = new TranscriptFiles({
    store,
    words: () => exportWords(new Messages('en'), 'en-GB'),
    nowMs: () => NOW,
    chooseTarget: (name) => {
      suggested.push(name)
      return Promise.resolve(target === null ? null : join(folder, target))
    },
    chooseSource: () => Promise.resolve(target === null ? null : join(folder, target)),
    read: readTranscript,
    pdfOf: (html) => Promise.resolve(Buffer.from(`%PDF ${html.length}`)),
    printOnPaper: () => Promise.resolve(),
    copyText: (text) => copied.push(text),
    onChange: (change) => changes.push(change),
  })
  return { files, suggested, copied, changes }
}

test('one conversation is named after itself, and all of them after the day', async () => {
  const { files, suggested } = openFiles()
  expect(await files.export('markdown', ['moon'])).toEqual({
    ok: true,
    value: { file: join(folder, 'out'), turns: 1 },
  })
  await files.export('srt', 'all')
  expect(suggested).toEqual(['How far is the moon.md', 'Conversations with Warbler 2026-03-14.srt'])
  expect(readFileSync(join(folder, 'out'), 'utf8')).toContain('You: And the sun?')
})

test('a person who chooses no file gets none', async () => {
  const { files } = openFiles(filled(), null)
  expect(await files.export('json', 'all')).toEqual({ ok: true, value: { file: null, turns: 0 } })
  expect(await files.look()).toEqual({ ok: true, value: null })
  expect(readdirSync(folder)).toEqual([])
})

test('a file that cannot be written is named, and nothing of it is left', async () => {
  const { files } = openFiles(filled(), 'no-such-folder/out')
  expect(await files.export('html', 'all')).toMatchObject({
    ok: false,
    error: { code: 'output.unwritable', params: { file: join(folder, 'no-such-folder/out') } },
  })
  expect(readdirSync(folder)).toEqual([])
})

test('what was exported is imported into another transcript as it was, and only once', async () => {
  const source = filled()
  source.rename('moon', 'Moon')
  source.pin('moon', true)
  await openFiles(source).files.export('json', 'all')
  const store = new MemoryTranscriptStore()
  store.upsertTurn(turn({ id: 'a', conversationId: 'moon', text: 'as it was', startedAtMs: NOW }))
  const { files } = openFiles(store)
  const look = await files.look()
  expect(look).toMatchObject({
    ok: true,
    value: { file: 'out', conversations: 2, newTurns: 1, knownTurns: 1 },
  })
  const token = look.ok ? (look.value?.token ?? '') : ''
  expect(await files.take(token)).toEqual({ ok: true, value: { conversations: 1, turns: 1 } })
  expect(await files.take(token)).toMatchObject({ ok: false })
  expect(store.recentTurns('moon', 9)).toMatchObject({ value: [{ text: 'as it was' }] })
  expect(store.recentTurns('sun', 9)).toMatchObject({ value: [{ text: 'And the sun?' }] })
})

const tokenOf = async (files: TranscriptFiles): Promise<string> => {
  const look = await files.look()
  return look.ok ? (look.value?.token ?? '') : ''
}

test('a deleted conversation is new again, and is here once it was imported', async () => {
  const store = filled()
  const { files } = openFiles(store)
  await files.export('json', 'all')
  store.remove(['moon'])
  expect(await files.look()).toMatchObject({ value: { newTurns: 1, knownTurns: 1 } })
  expect(await files.take(await tokenOf(files))).toEqual({
    ok: true,
    value: { conversations: 1, turns: 1 },
  })
  store.eraseSome()
  expect(store.recentTurns('moon', 9)).toMatchObject({ value: [{ id: 'a' }] })
})

/** How many turns of a conversation with texts of these lengths are added at once. */
const partsOf = async (lengths: readonly number[]): Promise<readonly (number | 'else')[]> => {
  const source = new MemoryTranscriptStore()
  for (const [index, length] of lengths.entries()) {
    const said = { id: `${index}`, conversationId: 'long', startedAtMs: NOW + index }
    source.upsertTurn(turn({ ...said, text: 'a'.repeat(length) }))
  }
  await openFiles(source).files.export('json', 'all')
  const store = new MemoryTranscriptStore()
  const order: (number | 'else')[] = []
  const add = store.addConversation.bind(store)
  store.addConversation = (whole) => {
    order.push(whole.turns.length)
    setImmediate(() => order.push('else'))
    return add(whole)
  }
  const { files } = openFiles(store)
  expect(await files.take(await tokenOf(files))).toEqual({
    ok: true,
    value: { conversations: 1, turns: lengths.length },
  })
  return order
}

test.each([
  ['in many turns', Array<number>(250).fill(20), [100, 100, 50]],
  ['in a few long ones', [30_000, 20_000, 1, 200_000, 200_000, 5, 5], [2, 1, 1, 1, 2]],
])(
  'a long conversation %s is imported in parts, with room for everything else between them',
  async (_, lengths, parts) => {
    expect(await partsOf(lengths)).toEqual(parts.flatMap((count) => [count, 'else']))
  },
)

test('what was imported before a full disk is shown', async () => {
  await openFiles().files.export('json', 'all')
  const store = new MemoryTranscriptStore()
  const { files, changes } = openFiles(store)
  const add = store.addConversation.bind(store)
  store.addConversation = (whole) =>
    whole.conversation.id === 'moon' ? add(whole) : fail('disk.full')
  expect(await files.take(await tokenOf(files))).toMatchObject({ error: { code: 'disk.full' } })
  expect(store.recentTurns('moon', 9)).toMatchObject({ value: [{ id: 'a' }] })
  expect(changes).toEqual([{ kind: 'everything' }])
})

test('nothing comes of an import any more once everything was deleted', async () => {
  await openFiles().files.export('json', 'all')
  const store = new MemoryTranscriptStore()
  const { files } = openFiles(store)
  const taking = files.take(await tokenOf(files))
  files.forget()
  store.eraseAll()
  await taking
  const token = await tokenOf(files)
  files.forget()
  expect(await files.take(token)).toMatchObject({ error: { code: 'transcript.gone' } })
  expect(store.page({ limit: 9 })).toMatchObject({ value: { turns: [] } })
})

test('a file may have the longest name that there is', async () => {
  const name = 'n'.repeat(255)
  await openFiles(filled(), name).files.export('json', 'all')
  expect(readdirSync(folder)).toEqual([name])
})

test('a file that is no transcript changes nothing and is named', async () => {
  writeFileSync(join(folder, 'out'), '{"format": "warbler-transcript", "version": 1}')
  expect(await openFiles().files.look()).toMatchObject({
    ok: false,
    error: { code: 'transcript.unreadable', params: { file: join(folder, 'out') } },
  })
  expect(await openFiles(filled(), 'missing').files.look()).toMatchObject({
    ok: false,
    error: { code: 'transcript.unreadable' },
  })
})

test('a conversation is copied as text, and as a quote', async () => {
  const { files, copied } = openFiles()
  await files.copy(['moon'], 'text')
  await files.copy(['moon'], 'quote')
  expect(copied).toEqual(['You: How far is the moon?', '> You: How far is the moon?'])
})

test('a conversation that is gone meanwhile is called gone', async () => {
  expect(await openFiles().files.export('pdf', ['never'])).toMatchObject({
    ok: false,
    error: { code: 'transcript.gone' },
  })
})
