import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExportedConversation } from '../../electron/core/transcripts/export/exported.ts'
import { writeJson } from '../../electron/core/transcripts/export/json.ts'
import { answersOf, readInThread } from '../../electron/main/transcripts/read-transcript.ts'
import { bundleEntry } from '../support/bundle-entry.ts'
import { transcriptTurn } from '../support/transcript-turn.ts'

const CACHE = join(import.meta.dirname, '../../.cache')

let folder = ''
let entry = ''
beforeAll(async () => {
  mkdirSync(CACHE, { recursive: true })
  folder = mkdtempSync(join(CACHE, 'read-transcript-'))
  const source = join(
    import.meta.dirname,
    '../../electron/main/transcripts/read-transcript-thread.ts',
  )
  entry = await bundleEntry(source, join(folder, 'thread'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const conversation = (id: string, turns: number): ExportedConversation => ({
  id,
  title: null,
  isNamed: false,
  isPinned: false,
  startedAtMs: 1,
  turns: Array.from({ length: turns }, (_, number) =>
    transcriptTurn({ id: `${id}-${number}`, conversationId: id, startedAtMs: number }),
  ),
})
const ALL = [
  conversation('a', 3),
  conversation('b', 2500),
  conversation('c', 0),
  conversation('d', 1),
]

it('what is read in a thread is what the file has, and main has room for everything else meanwhile', async () => {
  const file = join(folder, 'all.json')
  writeFileSync(file, [...writeJson(ALL, 0)].join(''))
  let turns = 0
  let isReading = true
  const count = (): void => {
    turns += 1
    if (isReading) setImmediate(count)
  }
  setImmediate(count)
  const read = await readInThread(file, entry)
  isReading = false
  expect(read).toEqual({ ok: true, value: ALL })
  expect(turns).toBeGreaterThan(3)
})

it('no part has more turns than main is to take at once, and none is lost', () => {
  const answers = [...answersOf({ ok: true, value: ALL }, 1000)]
  const counts = answers.map((answer) =>
    answer.type === 'parts'
      ? answer.parts.reduce((sum, part) => sum + part.conversation.turns.length, 0)
      : 0,
  )
  expect(counts.length).toBeGreaterThan(2)
  expect(Math.max(...counts)).toBeLessThanOrEqual(1000)
  expect(counts.reduce((a, b) => a + b)).toBe(2504)
})

it('a file that is none, or is not there, is told as unreadable, and so is one that ends the thread', async () => {
  const file = join(folder, 'none.json')
  const unreadable = { error: { code: 'transcript.unreadable', params: { file } } }
  expect(await readInThread(file, entry)).toMatchObject(unreadable)
  writeFileSync(file, '{"format": "warbler-transcript", "version": 1}')
  expect(await readInThread(file, entry)).toMatchObject(unreadable)
  const silent = join(folder, 'silent.mjs')
  writeFileSync(silent, '')
  expect(await readInThread(file, silent)).toMatchObject(unreadable)
  writeFileSync(silent, 'throw new Error("too large")')
  expect(await readInThread(file, silent)).toMatchObject(unreadable)
})
