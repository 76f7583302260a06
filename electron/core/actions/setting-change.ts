import type { SettingVerb } from '../../contracts/actions.ts'
import {
  entryOf,
  type ChangeableSetting,
  type SettingEntry,
} from '../../contracts/setting-table.ts'
import { defaultSettings, type Settings, type SettingsPatch } from '../../contracts/settings.ts'

/** What an order makes of a setting. */
export type SettingOutcome =
  | {
      readonly kind: 'changed'
      readonly patch: SettingsPatch
      readonly to: unknown
      /** It was asked for by "more" or "less". */
      readonly moved: 'up' | 'down' | null
    }
  | { readonly kind: 'same'; readonly value: unknown }
  /** It cannot go further that way. */
  | { readonly kind: 'at-its-end'; readonly end: 'most' | 'least'; readonly value: unknown }

interface SettingOrder {
  readonly setting: ChangeableSetting
  readonly verb: Extract<SettingVerb, 'set' | 'step' | 'reset'>
  readonly value?: unknown
  readonly steps?: number | undefined
  readonly by?: number | undefined
}

const rounded = (value: number): number => Math.round(value * 100) / 100

const stepNumber = (
  entry: Extract<SettingEntry, { readonly kind: 'number' }>,
  now: number | null,
  amount: number,
): unknown => {
  // "Never" is longer than the longest.
  const from = now ?? entry.max
  return rounded(Math.min(entry.max, Math.max(entry.min, from + amount)))
}

const stepChoice = (values: readonly string[], now: unknown, steps: number): unknown => {
  const at = values.findIndex((value) => value === now)
  return values[Math.min(values.length - 1, Math.max(0, at + steps))]
}

/** Where "more" or "less" leads; `undefined`: they mean nothing here. */
const stepped = (order: SettingOrder, now: unknown): unknown => {
  const entry = entryOf(order.setting)
  const steps = order.steps ?? 1
  switch (entry.kind) {
    case 'number': {
      const from = typeof now === 'number' ? now : null
      return stepNumber(entry, from, order.by ?? steps * entry.step)
    }
    case 'choice':
      return entry.ordered ? stepChoice(entry.values, now, steps) : undefined
    case 'switch':
    case 'hours':
    case 'told':
    case 'own':
    case 'none':
      return undefined
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The value that is ordered, as a patch for the settings. It is parsed where it is kept. */
export const outcomeOf = (order: SettingOrder, settings: Settings): SettingOutcome => {
  const { setting, verb } = order
  const now = settings[setting]
  switch (verb) {
    case 'set':
    case 'reset': {
      const to = verb === 'reset' ? defaultSettings()[setting] : order.value
      return isSame(now, to)
        ? { kind: 'same', value: now }
        : { kind: 'changed', patch: { [setting]: to }, to, moved: null }
    }
    case 'step': {
      const to = stepped(order, now)
      const up = (order.by ?? order.steps ?? 1) > 0
      return to === undefined || isSame(now, to)
        ? { kind: 'at-its-end', end: up ? 'most' : 'least', value: now }
        : { kind: 'changed', patch: { [setting]: to }, to, moved: up ? 'up' : 'down' }
    }
  }
}
