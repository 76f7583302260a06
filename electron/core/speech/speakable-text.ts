import { addressesDropped, ENGLISH_ADDRESSES } from './spoken-addresses.ts'
import { ENGLISH_DATES, ENGLISH_DECADES, ENGLISH_TIMES, ENGLISH_YEARS } from './spoken-calendar.ts'
import { withoutMarkdown, withoutPictures } from './spoken-markdown.ts'
import {
  ENGLISH_FRACTIONS,
  ENGLISH_MONEY,
  ENGLISH_RANGES,
  ENGLISH_TELEPHONE,
  ENGLISH_UNITS,
} from './spoken-quantities.ts'
import { ENGLISH_ABBREVIATIONS, ENGLISH_ROMAN, ENGLISH_SYMBOLS } from './spoken-words.ts'
import { hasWords } from './text-measure.ts'
import { applyRules, type TextRule } from './text-rules.ts'

/** Punctuation that a voice can do something with, and nothing else. */
const ENGLISH_PUNCTUATION: readonly TextRule[] = [
  [/[“”„«»"]/g, ''],
  [/[‘’]/g, "'"],
  [/\s*(?:—|\s[–-]\s|\s[–-]$|–)\s*/g, ', '],
  [/\.{2,}|…/g, ','],
  [/\s*\(/g, ', '],
  [/\)(?=\s*[.!?,;:]|\s*$)/g, ''],
  [/\)/g, ','],
  [/[|•·]/g, ', '],
  [/[[\]{}<>\\*_^~`$=@#†‡/]/g, ' '],
  [/([!?])[!?]+/g, '$1'],
]

const TIDY: readonly TextRule[] = [
  [/\s+/g, ' '],
  [/\s+(?=[.,;:!?])/g, ''],
  [/[,;:]+(?=[.!?])/g, ''],
  [/([,;:])(?:\s*[,;:])+/g, '$1'],
  [/([.!?])[,;:]+/g, '$1'],
  [/^[\s.,;:!?)–-]+/g, ''],
]

/** Plain whole numbers, decimals, ordinals in digits and thousands commas are left to espeak-ng. */
const ENGLISH: readonly TextRule[] = [
  ...ENGLISH_ADDRESSES,
  ...ENGLISH_DATES,
  ...ENGLISH_TELEPHONE,
  ...ENGLISH_TIMES,
  ...ENGLISH_ABBREVIATIONS,
  ...ENGLISH_DECADES,
  ...ENGLISH_MONEY,
  ...ENGLISH_RANGES,
  ...ENGLISH_UNITS,
  ...ENGLISH_FRACTIONS,
  ...ENGLISH_ROMAN,
  ...ENGLISH_YEARS,
  ...ENGLISH_SYMBOLS,
  ...ENGLISH_PUNCTUATION,
  ...TIDY,
]

const CHINESE: readonly TextRule[] = [
  ...addressesDropped,
  [/[“”「」『』"]/g, ''],
  [/[[\]{}<>\\^~`|#]/g, ' '],
  [/\s+/g, ' '],
  [/\s+(?=[，。！？、；：,.!?])/g, ''],
  [/^[\s，。！？、；：,.;:!?）)]+/g, ''],
]

/**
 * A clause that was cut off in mid-sentence still ends in white space, and its last word must not
 * sound like an end: with a comma Piper's joe stays at 90 Hz there, without a mark it falls to 74 Hz
 * as behind a full stop. A line that ended is an end.
 */
const withEnding = (said: string, clause: string): string => {
  if (!/[\p{L}\p{N}]$/u.test(said) || !/\s$/u.test(clause)) return said
  return /\n\s*$/u.test(clause) ? `${said}.` : `${said},`
}

/** A clause is shorter (`clause-chunker.ts`); of code nothing is said. 16,000 digits took 4 s. */
const LONGEST_CHARACTERS = 2000

const isChinese = (language: string): boolean => /^zh\b/i.test(language)

/**
 * What is said for a raw clause: no markdown, no emoji, addresses by their host, code blocks by a
 * short phrase, quantities, dates, times and abbreviations as people say them. Empty if there is
 * nothing to say. `language` is BCP 47; English has rules, Chinese is only stripped, and other
 * languages are stripped too.
 *
 * espeak-ng 1.51 (en-us) was listened to for each kind: it says 1,234,567, 3.14 and 21st well, but
 * "dollar five", "fifteen colon zero zero", "nineteen hundred ninety" for 1990, "tilde fifty",
 * "one slash two", "hash one", "five kay em"; it reads "-5" as nothing, and it ends the sentence
 * behind "Dr." and "No.". All of these are spelled out here.
 */
export const speakableText = (whole: string, language: string): string => {
  const clause = whole.slice(0, LONGEST_CHARACTERS)
  const chinese = isChinese(language)
  const plain = withoutPictures(
    withoutMarkdown(clause, {
      codePhrase: chinese ? '代码在屏幕上。' : 'The code is on the screen.',
      stop: chinese ? '。' : '.',
    }),
  )
  const english = /^en\b/i.test(language)
  const said = applyRules(plain, english ? ENGLISH : CHINESE).trim()
  if (!hasWords(said)) return ''
  return chinese ? said : withEnding(said, clause)
}
