import {
  MAXIMUM_DICTIONARY_ENTRIES,
  dictionaryEntrySchema,
  type DictionaryEntry,
} from '../../contracts/speech-journal.ts'
import { soundLikeness, soundsOf } from '../wake/sounds.ts'
import { isEveryday, isOrdinary } from './ordinary-words.ts'
import { foldWord, tokensOf, wordBoundaries, type Token } from './tokens.ts'

/** From token to token, exclusive, in what was understood and in what the person wrote. */
interface Change {
  readonly heard: readonly [from: number, to: number]
  readonly meant: readonly [from: number, to: number]
}

/** More words at once are another sentence, not a word that was misheard. */
const MAXIMUM_WORDS = 4
const MAXIMUM_CHARACTERS = 6
/** Two characters are a word of everyday nearly always. */
const MINIMUM_CHARACTERS = 3
/** Of more than this nobody corrected single words; the table of so many by so many takes 30 ms. */
const MAXIMUM_CHANGED = 1000
/**
 * How alike what was heard and what is meant must sound: "Cuba Netties" and "Kubernetes" have 0.85,
 * "see quell" and "SQL" 0.71, "shiv on" and "Siobhan" 0.70; "Tuesday" and "Friday" 0.47, "yes" and "no" 0.28.
 */
const ALIKE = 0.5

/**
 * What a correction teaches: words that were heard wrong, with those that were meant. What only sounds
 * different was rewritten, not misheard, and teaches nothing; a word of everyday is learned with its
 * neighbour, so that it stays as it is elsewhere.
 */
export const learn = (before: string, after: string): readonly DictionaryEntry[] => {
  const heard = tokensOf(before)
  const meant = tokensOf(after)
  return changesBetween(heard, meant).flatMap((change) => {
    if (!isMisheard(change, heard, meant)) return []
    const whole = widened(change, heard, meant, before)
    if (whole === null) return []
    const entry = dictionaryEntrySchema.safeParse({
      heard: textOf(before, heard.slice(...whole.heard)),
      meant: textOf(after, meant.slice(...whole.meant)),
    })
    return entry.success ? [entry.data] : []
  })
}

/** The dictionary with what was learned: the newest first, of what is heard alike one entry. */
export const withEntries = (
  dictionary: readonly DictionaryEntry[],
  learned: readonly DictionaryEntry[],
): DictionaryEntry[] => {
  const key = ({ heard }: DictionaryEntry) =>
    tokensOf(heard)
      .map(({ folded }) => folded)
      .join(' ')
  const fresh = new Set(learned.map(key))
  // What was meant once and is corrected back is not heard wrong any more.
  const back = new Set(learned.map(({ heard, meant }) => `${foldWord(meant)}\n${foldWord(heard)}`))
  const kept = dictionary.filter(
    (entry) =>
      !fresh.has(key(entry)) && !back.has(`${foldWord(entry.heard)}\n${foldWord(entry.meant)}`),
  )
  return [...learned, ...kept].slice(0, MAXIMUM_DICTIONARY_ENTRIES)
}

const textOf = (text: string, tokens: readonly Token[]): string =>
  text.slice(tokens[0]?.from ?? 0, tokens.at(-1)?.to ?? 0)

const isMisheard = (
  { heard: [heardFrom, heardTo], meant: [meantFrom, meantTo] }: Change,
  heard: readonly Token[],
  meant: readonly Token[],
): boolean => {
  const one = heard.slice(heardFrom, heardTo)
  const other = meant.slice(meantFrom, meantTo)
  if (isTooLong(one) || isTooLong(other)) return false
  const spell = (tokens: readonly Token[]) => tokens.map(({ folded }) => folded).join(' ')
  if (spell(one) === spell(other)) return true
  const isHan = (tokens: readonly Token[]) => tokens.every(({ isCharacter }) => isCharacter)
  // One syllable stays one, whichever character it is taken for. A foreign name may be heard as either.
  if (isHan(one) && isHan(other)) return one.length === other.length
  if (isHan(one) !== isHan(other)) return true
  return soundLikeness(soundsOf(spell(one)), soundsOf(spell(other))) >= ALIKE
}

const isTooLong = (tokens: readonly Token[]): boolean =>
  tokens.length >
  (tokens.some(({ isCharacter }) => isCharacter) ? MAXIMUM_CHARACTERS : MAXIMUM_WORDS)

/** The change with as much around it as it takes to mean nothing else; null where there is not as much. */
const widened = (
  change: Change,
  heard: readonly Token[],
  meant: readonly Token[],
  before: string,
): Change | null => {
  const [heardFrom, heardTo] = change.heard
  const [meantFrom, meantTo] = change.meant
  const grown = { left: 0, right: 0 }
  const inside = () => heard.slice(heardFrom - grown.left, heardTo + grown.right)
  const grow = (side: 'left' | 'right'): boolean => {
    const [one, other, neighbour] =
      side === 'left'
        ? [heard[heardFrom - grown.left - 1], meant[meantFrom - grown.left - 1], inside()[0]]
        : [heard[heardTo + grown.right], meant[meantTo + grown.right], inside().at(-1)]
    if (one === undefined || neighbour === undefined || one.folded !== other?.folded) return false
    if (!isBeside(before, one, neighbour)) return false
    grown[side] += 1
    return true
  }
  const boundaries = boundariesAround(before, heard.slice(heardFrom, heardTo))
  const atEdges = () => {
    const isEdge = (token: Token | undefined, at: 'from' | 'to') =>
      token === undefined || !token.isCharacter || boundaries.has(token[at])
    while (!isEdge(inside()[0], 'from') && grow('left'));
    while (!isEdge(inside().at(-1), 'to') && grow('right'));
  }
  atEdges()
  const isPlain = isPlainWord(change, heard, meant)
  const isCommon = isCommonWord(inside(), boundaries) || isPlain
  // Of Chinese names the beginning is heard more often than the end.
  const isHan = inside().every(({ isCharacter }) => isCharacter)
  // Of one plain word for another only the words right beside it tell which is meant: with more around it,
  // it would be a sentence that somebody may well say.
  const mayGrow = (side: 'left' | 'right') => !isPlain || grown[side] === 0
  const growTo = (side: 'left' | 'right') => mayGrow(side) && grow(side)
  const growOnce = () =>
    isHan ? growTo('left') || growTo('right') : growTo('right') || growTo('left')
  const isVague = () =>
    isHan
      ? inside().length < MINIMUM_CHARACTERS
      : isCommon && beside().every(({ folded }) => isOrdinary(folded))
  const beside = () => [
    ...heard.slice(heardFrom - grown.left, heardFrom),
    ...heard.slice(heardTo, heardTo + grown.right),
  ]
  if (isHan && isCommon && !growOnce()) return null
  while (isVague()) if (inside().length >= MAXIMUM_WORDS || !growOnce()) return null
  atEdges()
  return {
    heard: [heardFrom - grown.left, heardTo + grown.right],
    meant: [meantFrom - grown.left, meantTo + grown.right],
  }
}

/** As far as words and their neighbours reach: to find them in all of 20,000 characters takes 400 ms. */
const AROUND_CHARACTERS = 60

/** Where words begin and end in Chinese around a change, and in it. */
const boundariesAround = (text: string, tokens: readonly Token[]): ReadonlySet<number> => {
  const from = Math.max(0, (tokens[0]?.from ?? 0) - AROUND_CHARACTERS)
  const around = text.slice(from, (tokens.at(-1)?.to ?? 0) + AROUND_CHARACTERS)
  if (!tokensOf(around).some(({ isCharacter }) => isCharacter)) return new Set()
  return new Set([...wordBoundaries(around)].map((at) => at + from))
}

/** Nothing but words of everyday; in Chinese, one that the language has as a word. */
const isCommonWord = (tokens: readonly Token[], boundaries: ReadonlySet<number>): boolean => {
  if (tokens.every(({ isCharacter }) => isCharacter)) {
    return tokens.length > 1 && tokens.slice(1).every(({ from }) => !boundaries.has(from))
  }
  return tokens.every(({ folded }) => isEveryday(folded) || folded.length < 3)
}

/** One word for one word, and neither looks like a name: each of them may be right elsewhere. */
const isPlainWord = (
  { heard: [from, to], meant: [meantFrom, meantTo] }: Change,
  heard: readonly Token[],
  meant: readonly Token[],
): boolean => {
  const [other] = meant.slice(meantFrom, meantTo)
  if (to - from !== 1 || meantTo - meantFrom !== 1 || other === undefined) return false
  if (other.isCharacter || heard[from]?.isCharacter === true) return false
  const isFirst = meantFrom === 0
  const cased = isFirst ? other.text.slice(1) : other.text
  return cased === cased.toLowerCase() && !/\p{N}/u.test(other.text)
}

const isBeside = (text: string, one: Token, other: Token): boolean => {
  const between = text.slice(Math.min(one.to, other.to), Math.max(one.from, other.from))
  return /^\s*$/u.test(between)
}

const isSame = (a: Token | undefined, b: Token | undefined): boolean => a?.text === b?.text

/** What lies between what both begin with and what both end with was changed, in one place or several. */
const changesBetween = (heard: readonly Token[], meant: readonly Token[]): readonly Change[] => {
  const shorter = Math.min(heard.length, meant.length)
  let start = 0
  while (start < shorter && isSame(heard[start], meant[start])) start += 1
  let end = 0
  while (end < shorter - start && isSame(heard.at(-1 - end), meant.at(-1 - end))) end += 1
  const one = heard.slice(start, heard.length - end)
  const other = meant.slice(start, meant.length - end)
  if (Math.max(one.length, other.length) > MAXIMUM_CHANGED) return []
  return changesWithin(one, other).map(({ heard: [a, b], meant: [c, d] }) => ({
    heard: [a + start, b + start],
    meant: [c + start, d + start],
  }))
}

/** Longest common subsequence; what lies between its members was changed. */
const changesWithin = (heard: readonly Token[], meant: readonly Token[]): readonly Change[] => {
  const lengths = Array.from({ length: heard.length + 1 }, () => new Uint16Array(meant.length + 1))
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0
  for (let row = heard.length - 1; row >= 0; row -= 1) {
    for (let column = meant.length - 1; column >= 0; column -= 1) {
      const cells = lengths[row]
      if (cells === undefined) continue
      cells[column] = isSame(heard[row], meant[column])
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const changes: Change[] = []
  let row = 0
  let column = 0
  while (row < heard.length && column < meant.length) {
    if (isSame(heard[row], meant[column])) {
      row += 1
      column += 1
      continue
    }
    const from = [row, column] as const
    while (row < heard.length && column < meant.length && !isSame(heard[row], meant[column])) {
      if (at(row + 1, column) >= at(row, column + 1)) row += 1
      else column += 1
    }
    if (row === heard.length || column === meant.length) {
      row = heard.length
      column = meant.length
    }
    changes.push({ heard: [from[0], row], meant: [from[1], column] })
  }
  return changes.filter(({ heard: [a, b], meant: [c, d] }) => b > a && d > c)
}
