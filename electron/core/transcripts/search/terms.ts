import { searchTokens, type SearchToken } from './tokens.ts'

/** Words that follow one another. `isBegun`: of the last one only the beginning was typed. */
export interface SearchTerm {
  readonly words: readonly string[]
  readonly isBegun: boolean
}

/**
 * What a person asks for: every term has to be in the turn, in any order. What stands without a space is
 * one term (so are a Chinese word and `don't`); the last one is still being typed.
 */
export const searchTerms = (text: string): readonly SearchTerm[] => {
  const terms = text
    .normalize('NFC')
    .split(/\s+/u)
    .map((part) => searchTokens(part).map(({ folded }) => folded))
    .filter((words) => words.length > 0)
  const isTyping = !/\s$/u.test(text)
  return terms.map((words, index) => ({ words, isBegun: isTyping && index === terms.length - 1 }))
}

const isHere = (tokens: readonly SearchToken[], at: number, { words, isBegun }: SearchTerm) =>
  words.every((word, index) => {
    const token = tokens[at + index]
    if (token === undefined) return false
    const maySayMore = isBegun && index === words.length - 1
    return maySayMore ? token.folded.startsWith(word) : token.folded === word
  })

/** Where the term stands, as indexes of the first of its tokens. */
export const placesOf = (tokens: readonly SearchToken[], term: SearchTerm): readonly number[] =>
  tokens.flatMap((_, at) => (isHere(tokens, at, term) ? [at] : []))

/** Whether all of it is in the text: what the full-text index answers, without one. */
export const matches = (text: string, terms: readonly SearchTerm[]): boolean => {
  const tokens = searchTokens(text.normalize('NFC'))
  return terms.every((term) => tokens.some((_, at) => isHere(tokens, at, term)))
}
