import { decadeWords, ordinalWords, shortDecadeWords, yearWords } from './number-words.ts'
import type { TextRule } from './text-rules.ts'

const MONTHS =
  'January February March April May June July August September October November December'.split(' ')
const MONTH =
  '(Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?\\.?|July?\\.?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)'
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const WEEKDAY = '(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)'

const monthName = (text: string): string =>
  MONTHS.find((month) => month.slice(0, 3) === text.slice(0, 3)) ?? text
const weekdayName = (text: string): string =>
  WEEKDAYS.find((day) => day.slice(0, 3) === text.slice(0, 3)) ?? text

const isDay = (day: number): boolean => day >= 1 && day <= 31
const isYear = (year: number): boolean => year >= 1000 && year <= 2999
const yearBehind = (year: string | undefined): string =>
  year === undefined ? '' : `, ${yearWords(Number(year))}`

const monthDay = (month: string, day: number, year?: string): string =>
  `${month} ${ordinalWords(day)}${yearBehind(year)}`

const numericDate = (first: number, second: number, year: string, written: string): string => {
  // 3/5/2024 is read in the American order unless only the other one is possible.
  const [month, day] = first > 12 ? [second, first] : [first, second]
  const name = MONTHS[month - 1]
  const whole = year.length === 2 ? `20${year}` : year
  return name === undefined || !isDay(day) ? written : monthDay(name, day, whole)
}

export const ENGLISH_DATES: readonly TextRule[] = [
  [
    /\b(\d{4})-(\d\d)-(\d\d)(?:T[\d:.]+Z?)?\b/g,
    (written, year = '', month = '', day = '') =>
      numericDate(Number(month), Number(day), year, written),
  ],
  [
    /\b(\d{1,2})\/(\d{1,2})\/(\d{4}|\d\d)\b/g,
    (written, first = '', second = '', year = '') =>
      numericDate(Number(first), Number(second), year, written),
  ],
  [
    new RegExp(`\\b${WEEKDAY}\\.?\\s?[-–]\\s?${WEEKDAY}\\b\\.?`, 'g'),
    (_, from = '', to = '') => `${weekdayName(from)} to ${weekdayName(to)}`,
  ],
  [
    new RegExp(`\\b${WEEKDAY}\\.?(?=,?\\s+(?:${MONTH}|\\d))`, 'g'),
    (_, day = '') => weekdayName(day),
  ],
  [
    new RegExp(
      `\\b${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s?[-–]\\s?(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?\\b`,
      'g',
    ),
    (_, month = '', from = '', to = '', year) =>
      `${monthDay(monthName(month), Number(from))} to ${ordinalWords(Number(to))}${yearBehind(year)}`,
  ],
  [
    new RegExp(`\\b${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?(?![\\d:%])\\b`, 'g'),
    (written, month = '', day = '', year) =>
      isDay(Number(day)) ? monthDay(monthName(month), Number(day), year) : written,
  ],
  [
    new RegExp(
      `\\b(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}(?:,?\\s+(\\d{4}))?\\b`,
      'g',
    ),
    (written, day = '', month = '', year) =>
      isDay(Number(day))
        ? `the ${ordinalWords(Number(day))} of ${monthName(month)}${yearBehind(year)}`
        : written,
  ],
  [
    new RegExp(`\\b${MONTH},?\\s+(\\d{4})\\b`, 'g'),
    (_, month = '', year = '') => `${monthName(month)} ${yearWords(Number(year))}`,
  ],
]

const timeWords = (
  hour: number,
  minute: number,
  second: string | undefined,
  half: string | undefined,
  leadingZero: boolean,
): string => {
  const shown = half === undefined && (hour > 12 || hour === 0) ? (hour + 12) % 24 || 12 : hour
  const twelve = shown > 12 ? shown - 12 : shown
  const guessed = hour > 12 ? 'PM' : hour === 0 || (leadingZero && hour < 12) ? 'AM' : undefined
  const suffix = half?.toUpperCase() ?? guessed
  const seconds = second === undefined ? '' : ` and ${Number(second)} seconds`
  if (minute === 0 && seconds === '') return suffix ? `${twelve} ${suffix}` : `${twelve} o'clock`
  const minutes = minute < 10 ? `oh ${minute}` : String(minute)
  return [twelve, minutes, suffix].filter((part) => part !== undefined).join(' ') + seconds
}

export const ENGLISH_TIMES: readonly TextRule[] = [
  [
    /(\d)\s?([ap])\.?m\b\.?(?=\s*[-–]\s*\d|\s+[a-z0-9]|[,;:!?)])/gi,
    (_, digit = '', half = '') => `${digit} ${half.toUpperCase()}M`,
  ],
  [
    /(\d)\s?([ap])\.?m\b(\.?)/gi,
    (_, digit = '', half = '', stop = '') => `${digit} ${half.toUpperCase()}M${stop}`,
  ],
  [/([AP]M)\s?[-–]\s?(?=\d)/g, '$1 to '],
  [/(\d:\d\d)\s?[-–]\s?(?=\d{1,2}:\d\d)/g, '$1 to '],
  [
    /\b([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?:\s?(AM|PM)\b)?(?:\s+o['’]clock)?(?![\d:])/g,
    (_, hour = '', minute = '', second, half) =>
      timeWords(
        Number(hour),
        Number(minute),
        second,
        half,
        hour.length > 1 && hour.startsWith('0'),
      ),
  ],
  [/\b(\d+):(\d+)\b/g, '$1 to $2'],
]

/** A year is a four-digit number where a sentence expects one, or where nothing is counted behind it. */
const YEAR = '(1[1-9]\\d\\d|20\\d\\d)'
const NOTHING_COUNTED =
  '(?![\\d,.]*\\d)(?!\\s+(?!(?:and|to|until|or|but|when|where|while|with|by|for|as|at|in|on|the|a|an|he|she|it|they|we|I|you|was|is|were|are|had|has|did|after|before|because|that|who|which|through|under|during|from|of)\\b)[a-z])'

const yearRule = (before: string, flags: string): TextRule => [
  new RegExp(`${before}${YEAR}\\b${NOTHING_COUNTED}`, flags),
  (match, ...groups) => {
    const year = groups.findLast((group) => group !== undefined && /^\d{4}$/.test(group)) ?? ''
    return match.slice(0, -year.length) + yearWords(Number(year))
  },
]

export const ENGLISH_DECADES: readonly TextRule[] = [
  [
    /\b(1[1-9]|20)(\d0)['’]?s\b/g,
    (_, century = '', tens = '') => decadeWords(Number(century + tens)),
  ],
  [/['’]([2-9]0)s\b/g, (_, tens = '') => shortDecadeWords(Number(tens))],
  [
    /\b(the|his|her|their|my|your|our|early|mid|late|low|high)([\s-]+)([2-9]0)s\b/gi,
    (_, word = '', gap = '', tens = '') => `${word}${gap}${shortDecadeWords(Number(tens))}`,
  ],
]

export const ENGLISH_YEARS: readonly TextRule[] = [
  [
    new RegExp(`\\b${YEAR}\\s+(to|and|until)\\s+${YEAR}\\b${NOTHING_COUNTED}`, 'g'),
    (_, from = '', word = '', to = '') =>
      `${yearWords(Number(from))} ${word} ${yearWords(Number(to))}`,
  ],
  yearRule(
    '(?<=\\b(?:in|since|until|till|by|of|from|to|around|circa|year|before|after|between|during|early|mid|late|back|and)[\\s-]+)',
    'gi',
  ),
  yearRule('(?<=\\()', 'g'),
  [
    new RegExp(`(^|[.!?;,]\\s+)${YEAR}(?=\\s+(?:was|is|saw|brought|marked|will)\\b)`, 'g'),
    (_, before = '', year = '') => before + yearWords(Number(year)),
  ],
  [
    /\b(the|a)\s+(1[89]\d\d|20[0-4]\d)(?=\s+[a-z]{3,}(?!\s+of\s+them))/gi,
    (written, article = '', year = '') =>
      isYear(Number(year)) ? `${article} ${yearWords(Number(year))}` : written,
  ],
]
