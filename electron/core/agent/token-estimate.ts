/** Tokens of a text, or a guess that is not too low. */
export type CountTokens = (text: string) => number

const wideCharacters =
  /[\u1100-\u11FF\u2E80-\uD7AF\uF900-\uFAFF\uFF00-\uFFEF]|[\u{1F000}-\u{1FAFF}]/gu

/**
 * Qwen2.5 and SmolLM2 take 4.2 to 4.6 characters of spoken English for a token, and 0.6 to 0.9
 * tokens for a Chinese character (SmolLM2: up to 2.4); 3.5 and 1 leave room for names and numbers.
 */
const CHARACTERS_PER_TOKEN = 3.5
const TOKENS_PER_WIDE_CHARACTER = 1

export const estimateTokens: CountTokens = (text) => {
  const wide = text.match(wideCharacters)?.length ?? 0
  const narrow = text.length - wide
  return Math.ceil(narrow / CHARACTERS_PER_TOKEN + wide * TOKENS_PER_WIDE_CHARACTER)
}

/** The marks of role and end around every message (`<|im_start|>user\n` … `<|im_end|>\n`). */
export const MESSAGE_OVERHEAD_TOKENS = 5
