import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listJournals, removeJournal } from '../../../electron/main/storage/journals.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** 16 kHz, 16 bit, mono. */
const write = (name: string, seconds: number) =>
  writeFileSync(join(folder, name), Buffer.alloc(Math.round(seconds * 16_000) * 2))

test('journals come oldest first with when they began and how long they are', async () => {
  write('1773500968000-12.pcm', 2)
  write('973500966000-3.pcm', 0.5)
  write('1773500966000-9.pcm', 1)
  expect(await listJournals(folder)).toMatchObject([
    { startedAtMs: 973_500_966_000, utterance: 3, durationMs: 500 },
    { startedAtMs: 1_773_500_966_000, utterance: 9, durationMs: 1000 },
    { startedAtMs: 1_773_500_968_000, utterance: 12, durationMs: 2000 },
  ])
})

test('what is too short to hold a word is removed, what is no journal is left alone', async () => {
  write('1-1.pcm', 0.29)
  write('2-2.pcm', 0.3)
  writeFileSync(join(folder, 'notes.txt'), 'mine')
  writeFileSync(join(folder, '3-3.pcm.part'), 'x')
  const found = await listJournals(folder)
  expect(found.map(({ utterance }) => utterance)).toEqual([2])
  expect(readdirSync(folder).toSorted()).toEqual(['2-2.pcm', '3-3.pcm.part', 'notes.txt'])
})

test('a profile without journals has none', async () => {
  expect(await listJournals(join(folder, 'absent'))).toEqual([])
})

test('a journal is gone when it was removed, also a second time', async () => {
  write('1-1.pcm', 1)
  const [journal] = await listJournals(folder)
  if (journal === undefined) throw new Error('no journal was found')
  await removeJournal(journal)
  await removeJournal(journal)
  expect(await listJournals(folder)).toEqual([])
})

test('an odd entry does not cost the others', async () => {
  write('100-1.pcm', 2)
  mkdirSync(join(folder, '200-2.pcm'))
  symlinkSync(join(folder, 'nowhere'), join(folder, '300-3.pcm'))
  expect(await listJournals(folder)).toMatchObject([{ utterance: 1 }])
})
