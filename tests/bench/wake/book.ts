import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { debianPackage } from './debian.ts'

/** Something to read aloud: prose and talk that nobody wrote for a measurement. */

/** 2.5 MB of quotations, from proverbs to pages of novels; without those of computers. */
const PACKAGE = 'fortunes'
const SHELVES = new Set(
  'education food humorists kids law literature love medicine men-women miscellaneous people politics science wisdom work'.split(
    ' ',
  ),
)

const quotations = async (): Promise<string> => {
  const folder = join(await debianPackage(PACKAGE), 'usr/share/games/fortunes')
  const files = (await readdir(folder)).filter((name) => SHELVES.has(name)).toSorted()
  const shelves = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
  return (
    shelves
      .join('\n%\n')
      .split(/^%$/m)
      // Who has said it stands behind a tabulator and two dashes.
      .map((quotation) => quotation.replaceAll(/^\s*-- .*(?:\n\s+.*)*/gm, ''))
      .join('\n\n')
  )
}

/** Where no package can be had: what the repository says of itself, some minutes of it. */
const ownProse = async (): Promise<string> => {
  const root = resolve(import.meta.dirname, '../../..')
  const files = ['README.md', 'electron/README.md', 'LICENSE']
  return (await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')))).join('\n\n')
}

/** What calls ours or another assistant is no false wake. */
const CALLS = /warbler|zephyr|jarvis|nabu/i

/** Sentences that a voice reads in some seconds each. */
const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?])["'”]?\s+/))
    .filter((sentence) => /^["'A-Z][^\\|=_*#<>[\]{}^~`]+[.!?]["']?$/.test(sentence))
    .map((sentence) => sentence.replaceAll(/[^A-Za-z0-9,.;:?!' -]/g, ''))
    .filter((sentence) => sentence.length > 20 && sentence.length < 220 && !CALLS.test(sentence))

/** The sentences, and a note where they are the repository's own. */
export const loadBook = async (): Promise<{
  readonly sentences: readonly string[]
  readonly note: string | null
}> => {
  try {
    return { sentences: sentencesOf(await quotations()), note: null }
  } catch (error) {
    const because = String(error).split('\n')[0] ?? ''
    const note = `what is read aloud is this repository's own prose: Debian's ${PACKAGE} could not be had (${because})`
    return { sentences: sentencesOf(await ownProse()), note }
  }
}
