import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LibsqlTranscriptStore } from '../../electron/main/storage/libsql-transcript-store.ts'
import { bundleEntry } from '../support/bundle-entry.ts'
import { transcriptTurn } from '../support/transcript-turn.ts'

/** Inside the repository, so that the built entry finds its native module. */
const CACHE = join(import.meta.dirname, '../../.cache')
const ROUNDS = 10

let folder = ''
let entry = ''
let eraser = ''
beforeAll(async () => {
  mkdirSync(CACHE, { recursive: true })
  folder = mkdtempSync(join(CACHE, 'storage-crash-'))
  const support = join(import.meta.dirname, '../support')
  entry = await bundleEntry(join(support, 'transcript-writer-entry.ts'), join(folder, 'writer'))
  eraser = await bundleEntry(join(support, 'transcript-eraser-entry.ts'), join(folder, 'eraser'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Lets the entry acknowledge some steps and kills it; returns the last one acknowledged. */
const runUntilKilled = (args: readonly string[], acknowledgements: number) =>
  new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    let complaint = ''
    child.stderr.on('data', (piece: Buffer) => (complaint += piece.toString()))
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString()
      if (said.split('\n').length > acknowledgements) child.kill('SIGKILL')
    })
    child.on('close', (_code, signal) => {
      // What follows the last line end was torn by the kill and counts for nothing.
      const last = said.split('\n').at(-2)
      if (signal === 'SIGKILL' && last !== undefined) resolve(Number(last))
      else reject(new Error(`it ended by itself: ${complaint}`))
    })
  })

test('no turn that was acknowledged is lost when the writer is killed, again and again', async () => {
  const file = join(folder, 'transcripts.db')
  let next = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    next = (await runUntilKilled([entry, file, String(next)], 5 + round * 7)) + 1
    const { store, damage } = LibsqlTranscriptStore.open(file, Date.now)
    expect(damage).toBeNull()
    const page = store.page({ limit: 100_000 })
    store.close()
    if (!page.ok) throw new Error(page.error.detail)
    const kept = new Set(page.value.turns.map(({ text }) => text))
    const lost = Array.from({ length: next }, (_, number) => `words ${number}`).filter(
      (words) => !kept.has(words),
    )
    expect(lost).toEqual([])
  }
  expect(next).toBeGreaterThan(ROUNDS * 5)
})

test('a conversation whose erasing was killed is nowhere to be seen, and is erased then', async () => {
  const file = join(folder, 'erased.db')
  const { store } = LibsqlTranscriptStore.open(file, Date.now)
  for (let number = 0; number < 60; number += 1) {
    const conversationId = number % 3 === 0 ? 'kept' : 'gone'
    const fields = { id: `${number}`, conversationId, text: `words ${number}`, startedAtMs: number }
    store.upsertTurn(transcriptTurn(fields))
  }
  store.close()
  for (const steps of [1, 4, 9]) {
    await runUntilKilled([eraser, file, 'gone'], steps)
    const { store: after, damage } = LibsqlTranscriptStore.open(file, Date.now)
    expect(damage).toBeNull()
    const [page, search, list] = [
      after.page({ limit: 100 }),
      after.search({ text: 'words', limit: 100 }),
      after.conversations({ limit: 9 }),
    ]
    if (!page.ok || !search.ok || !list.ok) throw new Error('it cannot be read')
    expect(new Set(page.value.turns.map(({ conversationId }) => conversationId))).toEqual(
      new Set(['kept']),
    )
    expect(search.value).toMatchObject({ total: 20 })
    expect(list.value.map(({ id }) => id)).toEqual(['kept'])
    after.close()
  }
  const { store: last } = LibsqlTranscriptStore.open(file, Date.now)
  expect(last.eraseSome(1000)).toEqual({ ok: true, value: true })
  expect(last.knownTurns(['0', '1', '59'])).toEqual({ ok: true, value: new Set(['0']) })
  last.close()
})
