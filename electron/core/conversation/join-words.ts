/** Two pieces of what somebody said, put together as one. */
export const joinWords = (before: string, after: string): string =>
  `${before.trim()}${gapAfter(before.trim())}${after.trim()}`.trim()

/** What stands between words and those that follow them: Chinese is written without spaces. */
export const gapAfter = (words: string): string =>
  words === '' || /[\p{Script=Han}。！？，、]$/u.test(words) ? '' : ' '
