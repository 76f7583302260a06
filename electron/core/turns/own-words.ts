import { plainWords } from './short-answers.ts'

/**
 * Whether what the microphone heard is what the loudspeaker said: the last of three guards, behind the
 * echo canceller and the comparison of sound with sound. Pure, on words.
 */

/** Recognisers get single words of an echo wrong; of three words in a row one may be. */
const SHARE = 0.7
/** One or two words that the reply holds too may well be the person's own ("Paris?"). */
const FEWEST = 3

/** Chinese has no spaces: its characters are compared one by one. */
const units = (text: string): readonly string[] =>
  plainWords(text).flatMap((word) =>
    /\p{Script=Han}/u.test(word) ? Array.from(word) : [word.replaceAll(/[^\p{L}\p{N}]/gu, '')],
  )

/** Length of the longest run of common units that keeps their order (longest common subsequence). */
const commonInOrder = (first: readonly string[], second: readonly string[]): number => {
  let previous = Array.from({ length: second.length + 1 }, () => 0)
  for (const word of first) {
    const row = [0]
    for (const [index, other] of second.entries()) {
      row.push(
        word === other
          ? (previous[index] ?? 0) + 1
          : Math.max(previous[index + 1] ?? 0, row[index] ?? 0),
      )
    }
    previous = row
  }
  return previous.at(-1) ?? 0
}

/**
 * @param heard words from the microphone
 * @param said what the reply said in the last seconds, and is about to say
 */
export const areOwnWords = (heard: string, said: string): boolean => {
  const [mine, theirs] = [units(heard), units(said)]
  if (mine.length < FEWEST) return false
  return commonInOrder(mine, theirs) >= mine.length * SHARE
}
