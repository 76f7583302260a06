import { datedMs } from '../../electron/core/transcripts/day.ts'

/**
 * Formatters, each made once: making one takes 20 times as long as what it is made for, and every turn of
 * the transcript needs two. Those of times hold good for the time zone that they were made in, which is
 * another one after a journey.
 */
const madeOnce = <Options, Formatter>(
  make: (locale: string, options: Options) => Formatter,
): ((locale: string, options: Options) => Formatter) => {
  const made = new Map<string, Formatter>()
  return (locale, options) => {
    const key = `${locale} ${new Date().getTimezoneOffset()} ${JSON.stringify(options)}`
    const formatter = made.get(key) ?? make(locale, options)
    made.set(key, formatter)
    return formatter
  }
}
const numberFormat = madeOnce(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)
const dateFormat = madeOnce(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)

const unit = (
  locale: string,
  value: number,
  name: string,
  fractionDigits = 0,
  unitDisplay: 'short' | 'narrow' = 'short',
) =>
  numberFormat(locale, {
    style: 'unit',
    unit: name,
    unitDisplay,
    maximumFractionDigits: fractionDigits,
  }).format(value)

const MEGABYTE = 1_000_000

/** Decimal megabytes or gigabytes, as download pages and file managers show them. */
export const formatBytes = (locale: string, bytes: number): string =>
  bytes >= 1000 * MEGABYTE
    ? unit(locale, bytes / (1000 * MEGABYTE), 'gigabyte', 1)
    : unit(locale, bytes / MEGABYTE, 'megabyte', bytes < 10 * MEGABYTE ? 1 : 0)

export const formatSpeed = (locale: string, bytesPerSecond: number): string =>
  unit(
    locale,
    bytesPerSecond / MEGABYTE,
    'megabyte-per-second',
    bytesPerSecond < 10 * MEGABYTE ? 1 : 0,
  )

/** Binary gigabytes, as memory is sold. */
export const formatMemory = (locale: string, mebibytes: number): string =>
  unit(locale, mebibytes / 1024, 'gigabyte', mebibytes < 4096 ? 1 : 0)

/** A time that is waited for: whole seconds, then minutes, then hours and minutes. */
export const formatTimeLeft = (locale: string, seconds: number): string => {
  if (seconds < 60) return unit(locale, Math.max(1, Math.round(seconds)), 'second')
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return unit(locale, minutes, 'minute')
  const hours = unit(locale, Math.floor(minutes / 60), 'hour')
  return minutes % 60 === 0 ? hours : `${hours} ${unit(locale, minutes % 60, 'minute')}`
}

/** How long something was said: tenths below ten seconds, then whole seconds, then minutes too. */
export const formatDuration = (locale: string, durationMs: number): string => {
  const seconds = durationMs / 1000
  if (seconds < 9.95) return unit(locale, seconds, 'second', 1, 'narrow')
  const whole = Math.round(seconds)
  if (whole < 60) return unit(locale, whole, 'second', 0, 'narrow')
  const minutes = unit(locale, Math.floor(whole / 60), 'minute', 0, 'narrow')
  return whole % 60 === 0
    ? minutes
    : `${minutes} ${unit(locale, whole % 60, 'second', 0, 'narrow')}`
}

/** A pause or a span on the timeline: hundredths of a second count. */
export const formatSeconds = (locale: string, durationMs: number): string =>
  unit(locale, durationMs / 1000, 'second', 2, 'narrow')

/** When something happened, from a beginning: tenths of a second, also of whole ones. */
export const formatOffset = (locale: string, offsetMs: number): string =>
  numberFormat(locale, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'narrow',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(offsetMs / 1000)

/** A latency: whole milliseconds. */
export const formatMilliseconds = (locale: string, durationMs: number): string =>
  unit(locale, Math.round(durationMs), 'millisecond', 0, 'short')

export const formatTime = (locale: string, atMs: number): string =>
  dateFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(datedMs(atMs))

/** For machines that read the page: UTC, ISO 8601. */
export const machineTime = (atMs: number): string => new Date(datedMs(atMs)).toISOString()

/** Weekday, day and month; the year where it is not this one. */
export const formatDay = (locale: string, atMs: number, nowMs: number): string => {
  const dayMs = datedMs(atMs)
  const sameYear = new Date(dayMs).getFullYear() === new Date(nowMs).getFullYear()
  return dateFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(dayMs)
}

/** When something was said, as short as it is clear: the time of today, the day of this year, else the date. */
export const formatMoment = (locale: string, atMs: number, todayMs: number): string => {
  const moment = new Date(datedMs(atMs))
  const today = new Date(todayMs)
  if (moment.toDateString() === today.toDateString()) return formatTime(locale, atMs)
  return dateFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(moment.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' }),
  }).format(moment)
}

/** A language by its name in the language of the window. */
export const languageName = (locale: string, tag: string): string => {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    // Not every tag that an engine gives is one.
    return tag
  }
}
