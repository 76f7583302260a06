/** How far what was heard is from what was said. Pure. */

const ONES = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen ' +
  'fifteen sixteen seventeen eighteen nineteen'
).split(' ')
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

/** 0 to 999,999 as a person says it. */
export const numberInWords = (value: number): string => {
  const small = ONES[value]
  if (small !== undefined) return small
  const rest = (divisor: number) =>
    value % divisor === 0 ? '' : ` ${numberInWords(value % divisor)}`
  if (value < 100) return `${TENS[Math.floor(value / 10)] ?? ''}${rest(10)}`
  if (value < 1000) return `${numberInWords(Math.floor(value / 100))} hundred${rest(100)}`
  return `${numberInWords(Math.floor(value / 1000))} thousand${rest(1000)}`
}

/** Spellings of one word that no listener tells apart. */
const SAME_WORD: Readonly<Record<string, string>> = {
  color: 'colour',
  ok: 'okay',
  "what's": 'what is',
  "it's": 'it is',
  "that's": 'that is',
  "i'd": 'i would',
  "i'm": 'i am',
}

/** Sounds of thinking: a good transcript may keep them or drop them. */
const FILLERS: ReadonlySet<string> = new Set(['um', 'umm', 'uh', 'uhm', 'er', 'erm', 'hm', 'hmm'])

/** The words of a text as they are heard: no case, no punctuation or fillers, numbers in words. */
export const spokenWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    // Moonshine spells these as they were spelled a century ago.
    .replaceAll(/\bto-(day|morrow|night)\b/g, 'to$1')
    .replaceAll(/(\d),(\d{3})/g, '$1$2')
    .replaceAll(/\d{1,6}/g, (digits) => ` ${numberInWords(Number(digits))} `)
    .replaceAll(/[^\p{L}\p{N}']+/gu, ' ')
    .split(' ')
    .map((word) => word.replaceAll(/^'+|'+$/g, ''))
    .filter((word) => word !== '' && !FILLERS.has(word))
    .flatMap((word) => (SAME_WORD[word] ?? word).split(' '))

/** Words to insert, delete or replace to turn one list into the other (Levenshtein). */
export const wordDistance = (reference: readonly string[], heard: readonly string[]): number => {
  let previous = heard.map((_, index) => index + 1)
  previous.unshift(0)
  reference.forEach((word, row) => {
    const current = [row + 1]
    heard.forEach((other, column) => {
      const replaced = (previous[column] ?? 0) + (word === other ? 0 : 1)
      const removed = (previous[column + 1] ?? 0) + 1
      const added = (current[column] ?? 0) + 1
      current.push(Math.min(replaced, removed, added))
    })
    previous = current
  })
  return previous.at(-1) ?? 0
}

/**
 * Errors per word of the reference: 0 is perfect, above 1 is possible when words were invented.
 * Of an empty reference: the number of words that were heard nonetheless.
 */
export const wordErrorRate = (reference: string, heard: string): number => {
  const said = spokenWords(reference)
  return wordDistance(said, spokenWords(heard)) / Math.max(1, said.length)
}
