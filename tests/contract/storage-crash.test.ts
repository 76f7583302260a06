import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LibsqlTranscriptStore } from '../../electron/main/storage/libsql-transcript-store.ts'
import { bundleEntry } from '../support/bundle-entry.ts'

/** Inside the repository, so that the built entry finds its native module. */
const CACHE = join(import.meta.dirname, '../../.cache')
const ROUNDS = 10

let folder = ''
let entry = ''
beforeAll(async () => {
  mkdirSync(CACHE, { recursive: true })
  folder = mkdtempSync(join(CACHE, 'storage-crash-'))
  entry = await bundleEntry(
    join(import.meta.dirname, '../support/transcript-writer-entry.ts'),
    folder,
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Lets the writer acknowledge some turns and kills it; returns the last one acknowledged. */
const writeUntilKilled = (file: string, first: number, acknowledgements: number) =>
  new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [entry, file, String(first)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
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
      else reject(new Error(`the writer ended by itself: ${complaint}`))
    })
  })

test('no turn that was acknowledged is lost when the writer is killed, again and again', async () => {
  const file = join(folder, 'transcripts.db')
  let next = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    next = (await writeUntilKilled(file, next, 5 + round * 7)) + 1
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
