import { entryOf, type ReadableSetting } from '../../contracts/setting-table.ts'
import { quietHoursSchema } from '../../contracts/wake.ts'
import type { SettingOutcome } from './setting-change.ts'

/** What is said of settings, in one language; the shape of `resources/prompts/actions.json`. */
interface ActionPhrases {
  readonly names: Readonly<Record<ReadableSetting, string>>
  readonly up: Readonly<Partial<Record<string, string>>>
  readonly down: Readonly<Partial<Record<string, string>>>
  readonly values: Readonly<Partial<Record<string, string>>>
  readonly units: Readonly<
    Record<
      | 'times'
      | 'percent'
      | 'seconds'
      | 'minutes'
      | 'oneSecond'
      | 'oneMinute'
      | 'oneHour'
      | 'oneTime'
      | 'hours'
      | 'dollars'
      | 'days'
      | 'hoursOfDay'
      | 'separator',
      string
    >
  >
  readonly roles: Readonly<Record<'stt' | 'llm' | 'tts', string>>
  readonly changed: string
  readonly moved: string
  readonly undoHint: string
  readonly same: string
  readonly most: string
  readonly least: string
  readonly tell: string
  readonly tellMany: string
}

/** Puts values where a sentence has `{name}` for them. */
export const filled = (
  sentence: string,
  values: Readonly<Record<string, string | number>>,
): string => sentence.replaceAll(/\{(\w+)\}/g, (slot, name: string) => String(values[name] ?? slot))

/** A length of time as people say it: "an hour", "90 minutes". */
export const saidDuration = (ms: number, { units }: ActionPhrases): string => {
  const seconds = Math.round(ms / 1000)
  if (seconds % 3600 === 0) {
    return seconds === 3600 ? units.oneHour : filled(units.hours, { n: seconds / 3600 })
  }
  if (seconds % 60 === 0) {
    return seconds === 60 ? units.oneMinute : filled(units.minutes, { n: seconds / 60 })
  }
  return seconds === 1 ? units.oneSecond : filled(units.seconds, { n: seconds })
}

const saidNumber = (setting: ReadableSetting, value: number, phrases: ActionPhrases): string => {
  const entry = entryOf(setting)
  const unit = entry.kind === 'number' ? entry.unit : 'times'
  switch (unit) {
    case 'percent':
      return filled(phrases.units.percent, { n: Math.round(value * 100) })
    case 'seconds':
      return saidDuration(value * 1000, phrases)
    case 'minutes':
      return saidDuration(value * 60_000, phrases)
    case 'times':
      return value === 1
        ? phrases.units.oneTime
        : filled(phrases.units.times, { n: Math.round(value * 100) / 100 })
  }
}

/** The value of a setting in words. */
export const saidValue = (
  setting: ReadableSetting,
  value: unknown,
  phrases: ActionPhrases,
): string => {
  const { values, units } = phrases
  const entry = entryOf(setting)
  if (entry.kind === 'number' && entry.off !== undefined && value === entry.off) {
    return values['never'] ?? ''
  }
  if (typeof value === 'boolean') return values[value ? 'on' : 'off'] ?? ''
  if (typeof value === 'number') {
    if (setting === 'keepTranscriptDays') return filled(units.days, { n: value })
    return setting === 'monthlyCapDollars'
      ? filled(units.dollars, { n: value })
      : saidNumber(setting, value, phrases)
  }
  if (value === null && setting === 'keepTranscriptDays') return values['never'] ?? ''
  if (value === null) return values[entry.kind === 'hours' ? 'off' : 'none'] ?? ''
  if (Array.isArray(value)) return value.join(units.separator)
  const hours = quietHoursSchema.safeParse(value)
  if (hours.success) return filled(units.hoursOfDay, hours.data)
  const word = typeof value === 'string' ? value : JSON.stringify(value)
  return values[`${setting}.${word}`] ?? word
}

/** What became of an order for a setting. `hint`: it is said that it can be taken back. */
export const saidOutcome = (
  setting: ReadableSetting,
  outcome: SettingOutcome,
  phrases: ActionPhrases,
  hint: boolean,
): string => {
  const name = phrases.names[setting]
  switch (outcome.kind) {
    case 'same':
      return filled(phrases.same, { name, value: saidValue(setting, outcome.value, phrases) })
    case 'at-its-end':
      return filled(phrases[outcome.end], { value: saidValue(setting, outcome.value, phrases) })
    case 'changed': {
      const value = saidValue(setting, outcome.to, phrases)
      const moved = outcome.moved === null ? undefined : phrases[outcome.moved][setting]
      const told =
        moved === undefined
          ? filled(phrases.changed, { name, value })
          : filled(phrases.moved, { moved, value })
      const gap = /\p{Script=Han}/u.test(told) ? '' : ' '
      return hint ? `${told}${gap}${phrases.undoHint}` : told
    }
  }
}
