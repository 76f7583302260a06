/** English and most languages in letters are spoken at 12 to 16 characters a second. */
const MS_PER_CHARACTER = 70
/** Chinese, Japanese and Korean: 4 to 5 characters a second. */
const MS_PER_CJK_CHARACTER = 220
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

const durationMs = (character: string): number =>
  CJK.test(character) ? MS_PER_CJK_CHARACTER : MS_PER_CHARACTER

/**
 * What is left to say of a clause of which `saidMs` were heard, at the voice's own pace: from the word
 * on that was probably cut. A word said twice is better than one that is lost, so it rounds down.
 */
export const restOfClause = (text: string, saidMs: number): string => {
  let passedMs = 0
  let wordStart = 0
  let before = ' '
  let offset = 0
  for (const character of text) {
    if (passedMs > saidMs) break
    const begins = /\s/u.test(before) || CJK.test(character)
    if (begins && !/\s/u.test(character)) wordStart = offset
    passedMs += durationMs(character)
    before = character
    offset += character.length
  }
  return passedMs <= saidMs ? '' : text.slice(wordStart)
}
