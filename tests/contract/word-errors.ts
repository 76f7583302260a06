/** Numbers are heard as digits or as words; both are right. */
const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
]

const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[a-z0-9']+/gu) ?? []).map((word) => {
    const number = NUMBERS.indexOf(word)
    return number < 0 ? word : String(number)
  })

/** Word error rate: substitutions, insertions and deletions, per word that was said. */
export const wordErrorRate = (said: string, heard: string): number => {
  const expected = wordsOf(said)
  const actual = wordsOf(heard)
  let distances = Array.from({ length: actual.length + 1 }, (_, index) => index)
  for (const [row, word] of expected.entries()) {
    const next = [row + 1]
    for (const [column, other] of actual.entries()) {
      const replaced = (distances[column] ?? 0) + (word === other ? 0 : 1)
      const removed = (distances[column + 1] ?? 0) + 1
      next.push(Math.min(replaced, removed, (next[column] ?? 0) + 1))
    }
    distances = next
  }
  return (distances.at(-1) ?? 0) / expected.length
}
