/** Control characters, halves of characters, and whatever ends a line. */
const GAPS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu
/** Signs that turn the direction of what stands beside them, too: `exe.gpj` reads `jpg.exe`. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/gu
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{M}\s]*$/u

/** What somebody wrote as one line that can be shown among others; empty where nothing of it would be seen. */
export const plainLine = (text: string): string => {
  const line = text.replace(TURNS, '').replace(GAPS, ' ').trim()
  return INVISIBLE.test(line) ? '' : line
}
