/** A word as it is searched for, and where it stands in the text (UTF-16, end exclusive). */
export interface SearchToken {
  readonly folded: string
  readonly start: number
  readonly end: number
}

/** Letters with their marks, numbers, and characters of private use. */
const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu
/**
 * Written without spaces between words: there each character is a word of its own, and a word is
 * asked for as a phrase. It finds 月亮 within 月亮有多远, which neither SQLite's own tokenizer (one word) nor
 * its trigrams (two characters are none) do.
 */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u
/** Marks that people leave out when they type. Those of Indic scripts and of kana are letters. */
const DIACRITICS =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu

/** The same for every way to write it: case, width, diacritics, ligatures. */
const foldWord = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(DIACRITICS, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')

/** The words of a text (NFC), in order. What stands in the index and what is asked for come from here. */
export const searchTokens = (text: string): readonly SearchToken[] => {
  const tokens: SearchToken[] = []
  const add = (word: string, start: number): void => {
    // A compatibility character may unfold to several words, or to none.
    for (const folded of foldWord(word).match(WORD) ?? []) {
      tokens.push({ folded, start, end: start + word.length })
    }
  }
  for (const { 0: run, index } of text.matchAll(WORD)) {
    let word = ''
    let at = index
    for (const character of run) {
      if (!SPACELESS.test(character)) {
        word += character
        continue
      }
      if (word !== '') add(word, at)
      at += word.length
      add(character, at)
      at += character.length
      word = ''
    }
    if (word !== '') add(word, at)
  }
  return tokens
}

/** What the index holds of a text: its words with spaces between. */
export const indexedWords = (text: string): string =>
  searchTokens(text.normalize('NFC'))
    .map(({ folded }) => folded)
    .join(' ')
