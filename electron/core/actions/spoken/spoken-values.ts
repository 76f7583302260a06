import type { ActionInput } from '../../../contracts/actions.ts'
import type { SettingEntry, SettingUnit } from '../../../contracts/setting-table.ts'
import { durationOf, numberOf, timeOfDayOf } from './numbers.ts'

/** What was said of a setting, as the value that it takes. `undefined`: it is no value of it. */

type NumberEntry = Extract<SettingEntry, { readonly kind: 'number' }>
type ChoiceEntry = Extract<SettingEntry, { readonly kind: 'choice' }>

const LOWEST =
  /^(?:(?:the |its )?(?:min|minimum|lowest|slowest|shortest|quietest)(?: value| setting| level)?)$|^最[小低慢短]$/u
const HIGHEST =
  /^(?:(?:the |its )?(?:max|maximum|full|highest|fastest|longest|loudest|full volume)(?: value| setting| level| volume)?|volume)$|^最[大高快长]$/u
const MIDDLE = /^(?:the )?(?:medium|middle|half|halfway)$|^(?:中等|一半)$/u

/**
 * In a setting's own measure. "Five" of ten is what people say to loudspeakers, "thirty" is of a hundred;
 * "one hundred and twenty percent" of a speed is 1.2.
 */
const inUnit = (text: string, unit: SettingUnit): number | undefined => {
  switch (unit) {
    case 'percent': {
      const percent = /^(?:百分之(.+)|(.+?) ?(?:percent|per cent))$/u.exec(text)
      const value = numberOf(percent?.[1] ?? percent?.[2] ?? text)
      if (value === null) return undefined
      if (percent !== null) return value / 100
      if (!Number.isInteger(value)) return value < 1 ? value : value / 100
      return value > 10 ? value / 100 : value / 10
    }
    case 'times': {
      const percent = /^(?:百分之(.+)|(.+?) ?(?:percent|per cent))$/u.exec(text)
      const said = percent?.[1] ?? percent?.[2]
      if (said !== undefined) {
        const share = numberOf(said)
        return share === null ? undefined : share / 100
      }
      if (/^(?:double|twice)(?: speed)?$|^两倍$/u.test(text)) return 2
      if (/^(?:normal|normally|your own pace|default)$|^正常$/u.test(text)) return 1
      const value = numberOf(text.replace(/ ?(?:times|x|倍(?:速)?)$/u, ''))
      return value === null ? undefined : value > 10 ? value / 100 : value
    }
    case 'seconds':
    case 'minutes': {
      const ms = durationOf(text)
      const each = unit === 'seconds' ? 1000 : 60_000
      return ms === null ? (numberOf(text) ?? undefined) : ms / each
    }
  }
}

const NEVER = /^(?:never|not at all|off|none)$|^(?:永不|从不|不)$/u

const rounded = (value: number): number => Math.round(value * 100) / 100

const numberIn = (entry: NumberEntry, text: string): number | null | undefined => {
  if (entry.off !== undefined && NEVER.test(text)) return entry.off
  if (LOWEST.test(text)) return entry.min
  if (HIGHEST.test(text)) return entry.max
  if (MIDDLE.test(text) && entry.unit === 'percent') return (entry.min + entry.max) / 2
  const value = inUnit(text, entry.unit)
  return value === undefined ? undefined : rounded(Math.min(entry.max, Math.max(entry.min, value)))
}

/** Reads the value that a setting is set to. A number beyond its range is the end of that. */
export const valueIn = (
  entry: NumberEntry | ChoiceEntry,
  values: Readonly<Record<string, string>>,
  language: 'en' | 'zh',
): ((text: string) => unknown) => {
  if (entry.kind === 'number') return (text) => numberIn(entry, text)
  const patterns = Object.entries(values).map(
    ([value, words]) => [value, new RegExp(`^(?:${words})$`, 'u')] as const,
  )
  return (text) => {
    const plain = language === 'en' ? text.replace(/^(?:very )/, '') : text
    return patterns.find(([, words]) => words.test(plain))?.[0]
  }
}

/** Reads by how much: one step, two for "a lot", or as many of its own measure as are named. */
export const stepsIn =
  (entry: SettingEntry, direction: 1 | -1, much: RegExp) =>
  (found: Readonly<Record<string, string>>): ActionInput | null => {
    const { by, all = '' } = found
    if (by === undefined) return { steps: direction * (much.test(all) ? 2 : 1) }
    if (entry.kind !== 'number') return null
    const amount = inUnit(by, entry.unit)
    return amount === undefined ? null : { by: rounded(direction * amount) }
  }

/** Reads two times of day. */
export const hoursIn = ({
  from = '',
  to = '',
}: Readonly<Record<string, string>>): ActionInput | null => {
  const [start, end] = [timeOfDayOf(from), timeOfDayOf(to)]
  return start === null || end === null ? null : { value: { from: start, to: end } }
}
