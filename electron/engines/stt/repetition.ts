/**
 * A speech model that has lost its thread repeats itself until its own length limit. Two signs
 * together tell that from a person who says "no, no, no": the text ends in the same few tokens
 * three times or more, and there are more tokens than anybody speaks in that time.
 *
 * Measured with Moonshine tiny: speech of ordinary pace has 3 to 4.5 tokens per second of sound
 * with its margins, loops 6 to 9.
 */
const LOOPING_TOKENS_PER_SECOND = 5
const MINIMUM_REPEATS = 3
const LONGEST_LOOP_TOKENS = 12

const word = (token: string) => token.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** How many tokens at the end are repeats of what stands before them; 0 if there is no loop. */
const surplusTokens = (tokens: readonly string[], period: number): number => {
  const spelled = tokens.map(word)
  let repeated = 0
  for (let index = tokens.length - 1; index >= period; index -= 1) {
    if (spelled[index] !== spelled[index - period]) break
    repeated += 1
  }
  return repeated >= period * (MINIMUM_REPEATS - 1) ? repeated : 0
}

/** The tokens without a loop at their end; `seconds` is the length of the sound they came from. */
export const withoutLoop = (tokens: readonly string[], seconds: number): readonly string[] => {
  if (tokens.length <= seconds * LOOPING_TOKENS_PER_SECOND) return tokens
  for (let period = 1; period <= LONGEST_LOOP_TOKENS; period += 1) {
    const surplus = surplusTokens(tokens, period)
    if (surplus > 0) return tokens.slice(0, tokens.length - surplus)
  }
  return tokens
}
