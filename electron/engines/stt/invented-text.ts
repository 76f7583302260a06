import { splitWords } from './text-flow.ts'

/**
 * A speech model that has lost its thread repeats itself until its own length limit. Two signs
 * together tell that from a person who says "no, no, no": the text repeats itself up to its end, and
 * there are more tokens than anybody speaks in that time.
 *
 * Measured with Moonshine tiny: speech of ordinary pace has 3 to 4.5 tokens per second of sound
 * with its margins, loops 6 to 9. Whisper base with little silence behind the speech begins every
 * third short sentence anew ("Who wrote Romeo and Juliet? Who wrote Romeo and"), at 6 to 12.
 */
const LOOPING_TOKENS_PER_SECOND = 5
const MINIMUM_ROUNDS = 3
const LONGEST_ROUND_TOKENS = 12
const MINIMUM_RESTART_TOKENS = 2

const ENDS_A_SENTENCE = /[.!?。！？]\s*$/u

const spelling = (token: string) => token.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** How many tokens at the end repeat what stands `period` before them. */
const repeatedTokens = (words: readonly string[], period: number): number => {
  let repeated = 0
  for (let index = words.length - 1; index >= period; index -= 1) {
    if (words[index] !== words[index - period]) break
    repeated += 1
  }
  return repeated
}

/** A round of the text, whatever stood before it, at least three times. */
const loopSurplus = (words: readonly string[]): number => {
  for (let period = 1; period <= LONGEST_ROUND_TOKENS; period += 1) {
    const repeated = repeatedTokens(words, period)
    if (repeated >= period * (MINIMUM_ROUNDS - 1)) return repeated
  }
  return 0
}

/** The whole text, begun again behind the end of a sentence. */
const restartSurplus = (tokens: readonly string[], words: readonly string[]): number => {
  for (let period = 1; period <= words.length - MINIMUM_RESTART_TOKENS; period += 1) {
    const restarted = repeatedTokens(words, period) === words.length - period
    if (restarted && ENDS_A_SENTENCE.test(tokens[period - 1] ?? '')) return words.length - period
  }
  return 0
}

/** The tokens without a loop at their end; `seconds` is the length of the sound they came from. */
export const withoutLoop = (tokens: readonly string[], seconds: number): readonly string[] => {
  if (tokens.length <= seconds * LOOPING_TOKENS_PER_SECOND) return tokens
  const words = tokens.map(spelling)
  const surplus = loopSurplus(words) || restartSurplus(tokens, words)
  return tokens.slice(0, tokens.length - surplus)
}

/**
 * Seconds of sound, margins included, in which somebody who speaks says more than one word. A mains
 * hum of 4 s that the voice detector took for speech became "You".
 */
const LONGEST_SINGLE_WORD_SECONDS = 3.5

/** Whether the text is so little for the sound it came from that nobody spoke in it. */
export const isTooLittle = (text: string, seconds: number): boolean =>
  seconds >= LONGEST_SINGLE_WORD_SECONDS && splitWords(text).length <= 1
