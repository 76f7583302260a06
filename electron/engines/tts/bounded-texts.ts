/** Some 12 s of speech, 0.9 s of work on two idle cores: as long as a cancelled reply may hold the next. */
const MAXIMUM_CHARACTERS = 200
const AFTER_SENTENCE = /[.!?…。！？]["'”’)]*\s*$/u
const AFTER_CLAUSE = /[,;:，；：、–—]\s*$/u
const WORD = /\S+\s*|\s+/gu

/** Where the words are best parted: behind the last sentence, else the last clause, else anywhere. */
const partingPlace = (words: readonly string[]): number => {
  const behind = (pattern: RegExp) => words.findLastIndex((word) => pattern.test(word)) + 1
  return behind(AFTER_SENTENCE) || behind(AFTER_CLAUSE) || words.length
}

/**
 * A text in parts that are synthesised one after the other, so that it can be stopped between them.
 * Nothing is lost: the parts joined are the text. A single longer word stays whole.
 */
export const boundedTexts = (text: string): readonly string[] => {
  const parts: string[] = []
  let words: readonly string[] = []
  for (const word of text.match(WORD) ?? []) {
    const length = words.reduce((sum, { length }) => sum + length, word.length)
    if (length > MAXIMUM_CHARACTERS && words.length > 0) {
      const place = partingPlace(words)
      parts.push(words.slice(0, place).join(''))
      words = words.slice(place)
    }
    words = [...words, word]
  }
  return words.length > 0 ? [...parts, words.join('')] : parts
}
