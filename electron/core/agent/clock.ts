/** A moment as a person on the spot reads it from the wall. */
interface LocalTime {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  /** 0 to 23. */
  readonly hour: number
  readonly minute: number
}

const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const MONTHS =
  'January February March April May June July August September October November December'.split(' ')
const CHINESE_WEEKDAYS = '日一二三四五六'

/** Reads local ISO 8601 ("2026-11-24T14:05…", what follows is ignored); null for anything else. */
export const parseLocalTime = (text: string): LocalTime | null => {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)/.exec(text)?.slice(1).map(Number)
  if (parts === undefined) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts
  const valid = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59
  return valid ? { year, month, day, hour, minute } : null
}

/** 0 is Sunday (Sakamoto's method). */
const weekday = ({ year, month, day }: LocalTime): number => {
  const offset = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1] ?? 0
  const y = month < 3 ? year - 1 : year
  return (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + offset + day) % 7
}

const isChinese = (language: string): boolean => /^zh\b/i.test(language)

/** "Tuesday, November 24, 2026" */
export const dateWords = (time: LocalTime, language: string): string =>
  isChinese(language)
    ? `${time.year}年${time.month}月${time.day}日，星期${CHINESE_WEEKDAYS[weekday(time)] ?? ''}`
    : `${WEEKDAYS[weekday(time)] ?? ''}, ${MONTHS[time.month - 1] ?? ''} ${time.day}, ${time.year}`

/** "2:05 PM" */
export const timeWords = (time: LocalTime, language: string): string => {
  const minute = String(time.minute).padStart(2, '0')
  if (isChinese(language)) return `${time.hour}点${minute}分`
  return `${time.hour % 12 === 0 ? 12 : time.hour % 12}:${minute} ${time.hour < 12 ? 'AM' : 'PM'}`
}
