import AdmZip from 'adm-zip'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeZip } from '../../electron/main/trust/write-zip.ts'
import { bundleEntry } from '../support/bundle-entry.ts'

/** Inside the repository, so that the built entry finds its package. */
const CACHE = join(import.meta.dirname, '../../.cache')

let folder = ''
let entry = ''
beforeAll(async () => {
  mkdirSync(CACHE, { recursive: true })
  folder = mkdtempSync(join(CACHE, 'write-zip-'))
  const source = join(import.meta.dirname, '../../electron/main/trust/zip-thread.ts')
  entry = await bundleEntry(source, join(folder, 'thread'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('what is packed in a thread is read by any program, text and bytes, whole and as a part', async () => {
  const file = join(folder, 'all.zip')
  const large = Buffer.alloc(3_000_000, 'words ')
  const part = Buffer.from('of something larger')
  await writeZip(
    file,
    [
      { name: 'README.txt', content: 'Grüße, 你好\n' },
      { name: 'transcript.json', content: large },
      { name: 'folder/part.txt', content: part.subarray(3, 12) },
    ],
    entry,
  )
  const zip = new AdmZip(file)
  expect(zip.readAsText('README.txt')).toBe('Grüße, 你好\n')
  expect(zip.readFile('transcript.json')?.equals(Buffer.alloc(3_000_000, 'words '))).toBe(true)
  expect(zip.readAsText('folder/part.txt')).toBe('something')
  // It was handed over, and not copied: main had nothing to do for it.
  expect(large.byteLength).toBe(0)
})

it('a thread that cannot begin, or fails, leaves what was there before', async () => {
  const file = join(folder, 'before.zip')
  writeFileSync(file, 'as it was')
  const files = [{ name: 'a.txt', content: 'a' }]
  await expect(writeZip(file, files, join(folder, 'nowhere.mjs'))).rejects.toThrow()
  const silent = join(folder, 'silent.mjs')
  writeFileSync(silent, '')
  await expect(writeZip(file, files, silent)).rejects.toThrow('packing ended with 0')
  expect(readFileSync(file, 'utf8')).toBe('as it was')
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})
