import { anyCut, clings, naturalCut, opensClause } from './forced-cut.ts'
import { endsSentence, type SentenceEnd } from './sentence-end.ts'
import { CJK, hasWords, inBrackets, isOpen, wordCount } from './text-measure.ts'

/**
 * How long a clause may get, by its place in the reply. The first is cut early because the person
 * waits for it, at 35 ms a word and 60 ms of synthesis a second. Cut behind three words instead of
 * four, and in front of a predicate at once, it was complete after 6 tokens instead of 8 in the
 * median of 24 replies; a recogniser understood the joined sound as well as before, which is 0.1 to
 * 0.2 s longer. While it is spoken (3 words take about 1 s) the model writes some 25 words at 30
 * tokens/s on an idle machine but only 8 on a busy one, so the lengths grow step by step and playback
 * does not run dry.
 */
interface Lengths {
  /** Words from which a comma, semicolon, colon or dash ends the clause. */
  readonly softWords: number
  /** Characters that do the same ("Unfortunately,"). */
  readonly softCharacters: number
  /** Words in front of a conjunction that ends it. */
  readonly conjunctionWords: number
  /** Words from which any natural break ends it. */
  readonly naturalWords: number
  /** Words in front of a break where no mark stands; fewer sound like a slip of the tongue. */
  readonly minimumCutWords: number
  /** Words that one clause never exceeds, where there is a gap at all. */
  readonly maximumWords: number
}

const never = Number.POSITIVE_INFINITY
const FIRST: Lengths = {
  softWords: 3,
  softCharacters: 12,
  conjunctionWords: 4,
  naturalWords: 4,
  minimumCutWords: 3,
  maximumWords: 9,
}
const SECOND: Lengths = {
  softWords: 6,
  softCharacters: never,
  conjunctionWords: 8,
  naturalWords: 14,
  minimumCutWords: 4,
  maximumWords: 18,
}
const LATER: Lengths = {
  softWords: 16,
  softCharacters: never,
  conjunctionWords: never,
  naturalWords: 22,
  minimumCutWords: 4,
  maximumWords: 25,
}

const lengthsOf = (emitted: number): Lengths =>
  emitted === 0 ? FIRST : emitted === 1 ? SECOND : LATER

const CLOSERS = '["\'”’)\\]*_`»]*'
const sentenceMarks = new RegExp(`([.!?…]+)(${CLOSERS})$`, 'u')
const softMarks = new RegExp(`(?:[,;:—]|\\s[–-])${CLOSERS}$`, 'u')
const cjkBefore = new RegExp(`[${CJK}]["'”’」』）]*.$`, 'u')
const dateComma =
  /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,$/iu
const markedLine = /^\s*(?:[-*+•]\s|\d{1,3}[.)]\s|#{1,6}\s|>|\|)/u
const fenceStart = /^\s*(`{3,}|~{3,})/u

const inCjkQuotes = (text: string): boolean => isOpen(text, /[“「『（《【]/g, /[”」』）》】]/g)

/** What is known of the text of one clause so far; `seen` ends in the character that just came. */
interface ClauseSoFar {
  readonly seen: string
  /** Clauses cut before this one. */
  readonly emitted: number
  readonly atLineStart: boolean
}

/**
 * Offset in `seen` at which a clause ends, decided when its last character arrives; null if none
 * does. It depends on the text alone and not on how it was cut into deltas.
 */
export const clauseEnd = (clause: ClauseSoFar): number | null => {
  const end = wantedEnd(clause)
  const code = fenceStart.test(clause.seen)
  return end !== null && (code || hasWords(clause.seen.slice(0, end))) ? end : null
}

const beginsLine = ({ seen, atLineStart }: ClauseSoFar): boolean =>
  atLineStart || /^\s*\n/u.test(seen)

/** Whether it is a code block so far: that is not read out, however long. */
export const isCode = (clause: ClauseSoFar): boolean =>
  fenceStart.test(clause.seen) && beginsLine(clause)

const wantedEnd = (clause: ClauseSoFar): number | null => {
  const { seen } = clause
  const character = seen.at(-1) ?? ''
  if (isCode(clause)) return fenceEnd(seen)
  if (!hasWords(seen)) return null
  if (character === '\n') return lineEnd(seen, clause.atLineStart)
  if (/^\s*\|/u.test(seen) && beginsLine(clause)) return null
  if (/\s/u.test(character)) return endAtSpace(seen, lengthsOf(clause.emitted), clause.atLineStart)
  return endAtCharacter(seen, character, lengthsOf(clause.emitted), clause.atLineStart)
}

/** A code block is one clause, however long: it is shown and not read out. */
const fenceEnd = (seen: string): number | null => {
  if (!seen.endsWith('\n')) return null
  const mark = fenceStart.exec(seen)?.[1] ?? '```'
  const lines = seen.trim().split('\n')
  const closedInLine = (lines[0] ?? '').indexOf(mark, mark.length) >= 0
  const closed = lines.length > 1 && (lines.at(-1) ?? '').trim().startsWith(mark)
  return closedInLine || closed ? seen.length : null
}

/** A line break ends list items, headings and table rows at once, and paragraphs when they are blank. */
const lineEnd = (seen: string, atLineStart: boolean): number | null => {
  const lines = seen.slice(0, -1).split('\n')
  const line = lines.at(-1) ?? ''
  if (line.trim() === '') return seen.length
  const wholeLine = lines.length > 1 || atLineStart
  return wholeLine && markedLine.test(line) ? seen.length : null
}

/** The last line in front of a mark, if the text begins one: "3." there is the mark of a list item. */
const lineSoFar = (text: string): string => text.slice(text.lastIndexOf('\n') + 1)

const DECISIONS: Readonly<Record<SentenceEnd, (nextCharacter: string | null) => boolean>> = {
  yes: () => true,
  no: () => false,
  'when-capital-follows': (next) => next !== null && !/[\p{Ll}\p{N}]/u.test(next),
  'unless-digit-follows': (next) => next !== null && !/\p{N}/u.test(next),
}

const sentenceEndBefore = (text: string, nextCharacter: string | null): boolean => {
  const match = sentenceMarks.exec(text)
  if (match === null || inBrackets(text)) return false
  const [, marks = '', closers = ''] = match
  const before = lineSoFar(text.slice(0, match.index))
  const ellipsis = marks === '…' || marks.startsWith('..')
  const quoted = /["'”’»]/u.test(closers)
  const decided: SentenceEnd =
    ellipsis || quoted ? 'when-capital-follows' : marks === '.' ? endsSentence(before) : 'yes'
  return DECISIONS[decided](nextCharacter)
}

const longEnoughForSoft = (text: string, lengths: Lengths): boolean =>
  wordCount(text) >= lengths.softWords || text.trim().length >= lengths.softCharacters

const softEndBefore = (text: string, lengths: Lengths, atLineStart: boolean): boolean => {
  const line = lineSoFar(text)
  const listMark = /^\s*[–-]$/u.test(line) && (atLineStart || line.length < text.length)
  return (
    softMarks.test(text) &&
    !listMark &&
    !dateComma.test(text) &&
    !inBrackets(text) &&
    longEnoughForSoft(text, lengths)
  )
}

const endAtSpace = (seen: string, lengths: Lengths, atLineStart: boolean): number | null => {
  const text = seen.slice(0, -1)
  if (/\s$/u.test(text)) return null
  if (sentenceEndBefore(text, null) || softEndBefore(text, lengths, atLineStart)) return seen.length
  const conjunction = conjunctionStart(text, lengths)
  if (conjunction !== null) return conjunction
  const words = wordCount(text)
  if (words < lengths.naturalWords || inBrackets(text)) {
    return words < lengths.maximumWords * 2 ? null : seen.length
  }
  const natural = naturalCut(text, lengths.minimumCutWords)
  if (natural !== null || words < lengths.maximumWords) return natural
  return anyCut(text, lengths.minimumCutWords) ?? seen.length
}

const conjunctionStart = (text: string, lengths: Lengths): number | null => {
  const match = /(?:^|\s)(\S+)\s+(\S+)$/u.exec(text)
  const [, before = '', word = ''] = match ?? []
  if (!opensClause(word) || clings(before) || inBrackets(text)) return null
  const start = text.length - word.length
  const enough = lengths.conjunctionWords + (/^(?:and|or|so)$/i.test(word) ? 1 : 0)
  return wordCount(text.slice(0, start)) >= enough ? start : null
}

const endAtCharacter = (
  seen: string,
  character: string,
  lengths: Lengths,
  atLineStart: boolean,
): number | null => {
  const text = seen.slice(0, -1)
  const space = /\s+$/u.exec(text)
  if (space !== null) return endBehindSpace(text, space.index, character)
  const cjk = cjkEnd(seen, character, lengths)
  if (cjk !== null) return cjk
  if (/\S—$/u.test(text) && character !== '—' && softEndBefore(text, lengths, atLineStart)) {
    return text.length
  }
  return null
}

/** Decisions that had to wait for the first character behind white space. */
const endBehindSpace = (text: string, spaceAt: number, character: string): number | null => {
  const lineBreak = text.lastIndexOf('\n')
  if (lineBreak >= spaceAt) return /\p{Ll}/u.test(character) ? null : lineBreak + 1
  return sentenceEndBefore(text.slice(0, spaceAt), character) ? text.length : null
}

/** Chinese and Japanese marks have no space behind them, so they are decided on the spot. */
const cjkEnd = (seen: string, character: string, lengths: Lengths): number | null => {
  const quoted = inCjkQuotes(seen)
  const sentence = /[。！？]/u.test(character) || (/[!?]/u.test(character) && cjkBefore.test(seen))
  if (sentence) return quoted ? null : seen.length
  if (/[”」』]/u.test(character) && /[。！？].$/u.test(seen)) return quoted ? null : seen.length
  const words = wordCount(seen)
  const soft =
    (/[，；：]/u.test(character) || (/[,;]/u.test(character) && cjkBefore.test(seen))) &&
    words >= Math.min(lengths.softWords, lengths.softCharacters)
  if (soft || (character === '、' && words >= lengths.naturalWords)) return seen.length
  const runsOn = words >= lengths.maximumWords && new RegExp(`[${CJK}]{8}$`, 'u').test(seen)
  return runsOn ? seen.length : null
}
