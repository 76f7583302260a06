/** Numbers, times and lengths of time as people say them, in English and Chinese. */

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const DIGITS_ZH: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

const wordNumber = (word: string): number | null => {
  const small = SMALL.indexOf(word)
  if (small >= 0) return small
  if (word === 'a' || word === 'an') return 1
  return TENS[word] ?? (/^\d+(?:\.\d+)?$/.test(word) ? Number(word) : null)
}

/** "twenty five", "a hundred and twenty", "7". */
const wholeEnglish = (words: readonly string[]): number | null => {
  let sum = 0
  let known = false
  for (const word of words) {
    if (word === 'and' && known) continue
    if (word === 'hundred') {
      sum = (known ? sum : 1) * 100
      known = true
      continue
    }
    const value = wordNumber(word)
    if (value === null) return null
    sum += value
    known = true
  }
  return known ? sum : null
}

const english = (text: string): number | null => {
  const halved = /^(.*?) and a half$/.exec(text)
  if (halved !== null) {
    const whole = english(halved[1] ?? '')
    return whole === null ? null : whole + 0.5
  }
  if (text === 'half' || text === 'a half') return 0.5
  if (text === 'a quarter' || text === 'quarter') return 0.25
  if (text === 'three quarters') return 0.75
  if (text === '') return null
  const [whole = '', fraction] = text.split(/\s*\bpoint\b\s*/)
  const value = whole === '' ? 0 : wholeEnglish(whole.split(/[\s-]+/))
  if (fraction === undefined || value === null) return value
  const digits = fraction.split(' ').map((word) => wordNumber(word))
  if (digits.includes(null) || digits.length === 0) return null
  return Number(`${value}.${digits.join('')}`)
}

const chinese = (text: string): number | null => {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text)
  if (text === '一半' || text === '半') return 0.5
  const [whole = '', fraction] = text.split('点')
  const match = /^(?:(.)?百零?)?(?:(.)?十)?(.)?$/u.exec(whole)
  if (match === null || whole === '') return null
  const digit = (found: string | undefined, none: number): number | null =>
    found === undefined ? none : (DIGITS_ZH[found] ?? null)
  const parts = [
    whole.includes('百') ? digit(match[1], 1) : 0,
    whole.includes('十') ? digit(match[2], 1) : 0,
    digit(match[3], 0),
  ]
  const [hundreds, tens, ones] = parts
  if (hundreds === null || tens === null || ones === null) return null
  const value = (hundreds ?? 0) * 100 + (tens ?? 0) * 10 + (ones ?? 0)
  if (fraction === undefined) return value
  const digits = Array.from(fraction, (found) => DIGITS_ZH[found])
  return digits.includes(undefined) ? null : Number(`${value}.${digits.join('')}`)
}

/** "thirty", "0.85", "one point two", "百分之三十" without its percent; null: no number. */
export const numberOf = (text: string): number | null =>
  /\p{Script=Han}/u.test(text) ? chinese(text) : english(text.trim())

const UNITS_MS: Readonly<Record<string, number>> = {
  second: 1000,
  sec: 1000,
  minute: 60_000,
  min: 60_000,
  hour: 3_600_000,
  秒: 1000,
  秒钟: 1000,
  分: 60_000,
  分钟: 60_000,
  小时: 3_600_000,
  钟头: 3_600_000,
}

/** "an hour and a half", "ten minutes", "半个小时", in milliseconds; null: no length of time. */
export const durationOf = (text: string): number | null => {
  const han =
    /^(?<count>[\d.]+|[零一二两三四五六七八九十百半]+)(?:个)?(?<half>半)?(?:个)?(?<unit>秒钟?|分钟?|小时|钟头)$/u.exec(
      text,
    )
  if (han?.groups !== undefined) {
    const { count = '', half, unit = '' } = han.groups
    const value = chinese(count)
    return value === null ? null : (value + (half === undefined ? 0 : 0.5)) * (UNITS_MS[unit] ?? 0)
  }
  const plain = text.replace(/^(?:about|around|roughly|the next|the coming|at least) /, '')
  const half = /^half (?:an? )?(second|minute|hour)$/.exec(plain)
  if (half !== null) return (UNITS_MS[half[1] ?? ''] ?? 0) / 2
  const match = /^(?:(.+) )?(second|sec|minute|min|hour)s?( and a half)?$/.exec(plain)
  if (match === null) return null
  const value = match[1] === undefined ? 1 : english(match[1])
  const extra = match[3] === undefined ? 0 : 0.5
  return value === null ? null : (value + extra) * (UNITS_MS[match[2] ?? ''] ?? 0)
}

const two = (number: number): string => String(number).padStart(2, '0')

const clock = (hours: number, minutes: number): string | null =>
  hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 ? `${two(hours)}:${two(minutes)}` : null

const isMorning = (half: string | undefined) =>
  half === 'am' ||
  half === 'in the morning' ||
  half === '早上' ||
  half === '上午' ||
  half === '凌晨'

/** "ten pm", "22:30", "seven in the morning", "晚上十点", as "22:30"; null: no time of day. */
export const timeOfDayOf = (text: string): string | null => {
  if (text === 'midnight' || text === '午夜') return '00:00'
  if (text === 'noon' || text === '中午') return '12:00'
  const han =
    /^(?<half>早上|上午|凌晨|下午|晚上|夜里)?(?<hour>\d{1,2}|[零一二两三四五六七八九十]+)(?:点|:)(?:钟|(?<minute>半|\d{1,2}|[零一二三四五六七八九十]+)分?)?$/u.exec(
      text,
    )
  const latin =
    /^(?<hour>\d{1,2}|[a-z]+)(?:(?::|\s)(?<minute>\d{2}|thirty|fifteen|forty five))?(?: o'clock)?(?:\s?(?<half>am|pm|in the (?:morning|evening|afternoon)|at night))?$/.exec(
      text,
    )
  const found = han?.groups ?? latin?.groups
  if (found === undefined) return null
  const hour = numberOf(found['hour'] ?? '')
  const { minute: said } = found
  const minute = said === undefined ? 0 : said === '半' ? 30 : numberOf(said)
  if (hour === null || minute === null) return null
  const { half } = found
  if (half === undefined) return clock(hour, minute)
  return clock((hour % 12) + (isMorning(half) ? 0 : 12), minute)
}
