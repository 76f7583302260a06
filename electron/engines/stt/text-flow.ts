/** Words with the space before them; a Han or kana character is a word of its own. */
const WORD =
  /\s*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+)/gu

export const splitWords = (text: string): readonly string[] => text.match(WORD) ?? []

const ENDS_IN_CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。！？、]$/u

/** Texts of successive segments as one; Chinese and Japanese put no space between them. */
export const joinTexts = (texts: readonly string[]): string =>
  texts
    .filter((text) => text !== '')
    .reduce((joined, text) => {
      if (joined === '') return text
      return ENDS_IN_CJK.test(joined) ? joined + text : `${joined} ${text}`
    }, '')

const spelling = (word: string) => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

const commonLength = (one: readonly string[], other: readonly string[]): number => {
  let length = 0
  while (length < one.length && length < other.length) {
    if (spelling(one[length] ?? '') !== spelling(other[length] ?? '')) break
    length += 1
  }
  return length
}

export interface TextFlow {
  readonly committed: string
  readonly tentative: string
}

/**
 * Tells what of a growing text will stay (local agreement, Liu et al. 2020: words on which two
 * successive decodings agree; never the newest word, whose end may not have been heard).
 * `committed` only ever grows; where a later decoding disagrees with it, the shown text keeps it
 * and the final transcript puts it right.
 */
export class LocalAgreement {
  #previous: readonly string[] = []
  #committed: readonly string[] = []

  /** `settled`: text of closed segments; `open`: newest decoding of what follows. */
  update(settled: string, open: string): TextFlow {
    const settledCount = splitWords(settled).length
    const words = splitWords(joinTexts([settled, open]))
    const agreed = Math.min(commonLength(this.#previous, words), words.length - 1)
    const count = Math.max(settledCount, agreed)
    this.#previous = words
    if (count > this.#committed.length) {
      this.#committed = [...this.#committed, ...words.slice(this.#committed.length, count)]
    }
    return this.#flowOf(words)
  }

  /** The text with what is known of an answer that is still being told: none of that stays for certain. */
  preview(settled: string, growing: string): TextFlow {
    return this.#flowOf(splitWords(joinTexts([settled, growing])))
  }

  #flowOf(words: readonly string[]): TextFlow {
    return {
      committed: this.#committed.join('').trim(),
      tentative: words.slice(this.#committed.length).join('').trim(),
    }
  }
}
