import type { DictionaryEntry } from '../../contracts/speech-journal.ts'
import { tokensOf, wordBoundaries, type Token } from './tokens.ts'

interface Wanted {
  readonly tokens: readonly Token[]
  readonly meant: string
}

/** Between the words of one entry there may be white space or a hyphen, and no end of a sentence. */
const JOINS = /^(?:\s+|\s*[-‐–]\s*|)$/u
const BEGINS_SENTENCE = /(?:^|[.!?。！？…])["'“”‘’()\s]*$/u

/**
 * Corrects what was understood by a person's own dictionary: words that stand there whole, in any case,
 * and of a script without spaces only where words begin and end. Nothing that was corrected is corrected
 * again, and of two entries that fit the longer one counts.
 */
export const dictionaryCorrector = (
  entries: readonly DictionaryEntry[],
): ((text: string) => string) => {
  const byFirst = new Map<string, Wanted[]>()
  for (const { heard, meant } of entries) {
    const tokens = tokensOf(heard)
    const [first] = tokens
    if (first === undefined) continue
    byFirst.set(first.folded, [...(byFirst.get(first.folded) ?? []), { tokens, meant }])
  }
  for (const wanted of byFirst.values()) wanted.sort((a, b) => b.tokens.length - a.tokens.length)
  return (text) => (byFirst.size === 0 ? text : corrected(text, byFirst))
}

const corrected = (text: string, byFirst: ReadonlyMap<string, readonly Wanted[]>): string => {
  const tokens = tokensOf(text)
  let boundaries: ReadonlySet<number> | null = null
  const isBoundary = (at: number): boolean => {
    boundaries ??= wordBoundaries(text)
    return boundaries.has(at)
  }
  let result = ''
  let done = 0
  for (let at = 0; at < tokens.length; at += 1) {
    const [first] = tokens.slice(at, at + 1)
    const fits = (byFirst.get(first?.folded ?? '') ?? []).find((wanted) =>
      isThere(text, tokens, at, wanted.tokens, isBoundary),
    )
    if (first === undefined || fits === undefined) continue
    const last = tokens[at + fits.tokens.length - 1] ?? first
    result += text.slice(done, first.from) + asWritten(fits.meant, text, first)
    done = last.to
    at += fits.tokens.length - 1
  }
  return result + text.slice(done)
}

const isThere = (
  text: string,
  tokens: readonly Token[],
  at: number,
  wanted: readonly Token[],
  isBoundary: (at: number) => boolean,
): boolean => {
  const found = tokens.slice(at, at + wanted.length)
  const [first] = found
  const last = found.at(-1)
  if (first === undefined || last === undefined || found.length < wanted.length) return false
  const isSame = wanted.every(({ folded }, index) => {
    const token = found[index]
    const before = found[index - 1]
    const between =
      before === undefined || token === undefined ? '' : text.slice(before.to, token.from)
    return token?.folded === folded && JOINS.test(between)
  })
  return (
    isSame &&
    (!first.isCharacter || isBoundary(first.from)) &&
    (!last.isCharacter || isBoundary(last.to))
  )
}

/** A word that begins a sentence is written with a capital, unless the person's own word has a case of its own. */
const asWritten = (meant: string, text: string, first: Token): string => {
  const isCapital = first.text !== first.text.toLowerCase()
  const isPlain = meant === meant.toLowerCase()
  return isCapital && isPlain && BEGINS_SENTENCE.test(text.slice(0, first.from))
    ? meant.charAt(0).toUpperCase() + meant.slice(1)
    : meant
}
