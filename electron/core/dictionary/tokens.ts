import { CJK } from '../speech/text-measure.ts'

/** A word, or a character of a script that is written without spaces. */
export interface Token {
  readonly text: string
  /** As words are compared: width, case and the kind of apostrophe make no difference. */
  readonly folded: string
  readonly from: number
  readonly to: number
  readonly isCharacter: boolean
}

/** An English possessive is a token of its own: "Warblr's" is "Warblr" as well. */
const LETTER = `(?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}])`
const POSSESSIVE = `['’]s(?![\\p{L}\\p{N}])`
const TOKENS = new RegExp(
  `[${CJK}]|${LETTER}+(?:(?!${POSSESSIVE})['’]${LETTER}+)*|${POSSESSIVE}`,
  'giu',
)
const CHARACTER = new RegExp(`^[${CJK}]$`, 'u')

export const foldWord = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll('’', "'")

export const tokensOf = (text: string): readonly Token[] =>
  [...text.matchAll(TOKENS)].map(({ 0: token, index }) => ({
    text: token,
    folded: foldWord(token),
    from: index,
    to: index + token.length,
    isCharacter: CHARACTER.test(token),
  }))

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Where words of a text may begin and end that is written without spaces. */
export const wordBoundaries = (text: string): ReadonlySet<number> =>
  new Set(
    [...segmenter.segment(text)].flatMap(({ index, segment }) => [index, index + segment.length]),
  )
