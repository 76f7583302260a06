import type { Price, UsageByMonth, UsageTotals } from '../../contracts/usage.ts'
import type { EngineUsage } from '../../contracts/workers.ts'

const NOTHING: UsageTotals = {
  promptTokens: 0,
  completionTokens: 0,
  audioSeconds: 0,
  characters: 0,
  dollars: 0,
  hasUnknownPrices: false,
}

const MILLION = 1_000_000
/** More than one request can be about; a sum of such would be no number any more. */
const HIGHEST = 1e9

/** What was used of one thing. Whatever is no amount counts as none: it must not undo the others. */
const amountOf = (told: unknown): number =>
  typeof told === 'number' && told >= 0 && told <= HIGHEST ? told : 0

/** What one use costs, US dollars; null where the price of something that was used is not known. */
export const costOf = (usage: EngineUsage, price: Price | undefined): number | null => {
  const parts: readonly (readonly [number, number | undefined])[] = [
    [amountOf(usage.promptTokens) / MILLION, price?.promptPerMillion],
    [amountOf(usage.completionTokens) / MILLION, price?.completionPerMillion],
    [amountOf(usage.audioSeconds) / 60, price?.perAudioMinute],
    [amountOf(usage.characters) / MILLION, price?.perMillionCharacters],
  ]
  let dollars = 0
  for (const [amount, each] of parts) {
    if (amount === 0) continue
    if (each === undefined) return null
    dollars += amount * each
  }
  return dollars
}

/**
 * The usage with one more use. `dollars` is 0 for a server of one's own, null where nobody knows.
 */
export const addUsage = (
  all: UsageByMonth,
  month: string,
  provider: string,
  usage: EngineUsage,
  dollars: number | null,
): UsageByMonth => {
  const known = all[month] ?? {}
  const before = (Object.hasOwn(known, provider) ? known[provider] : null) ?? NOTHING
  const after: UsageTotals = {
    promptTokens: before.promptTokens + amountOf(usage.promptTokens),
    completionTokens: before.completionTokens + amountOf(usage.completionTokens),
    audioSeconds: before.audioSeconds + amountOf(usage.audioSeconds),
    characters: before.characters + amountOf(usage.characters),
    dollars: before.dollars + amountOf(dollars),
    hasUnknownPrices: before.hasUnknownPrices || dollars === null,
  }
  return { ...all, [month]: { ...all[month], [provider]: after } }
}

export const dollarsOf = (all: UsageByMonth, month: string): number =>
  Object.values(all[month] ?? {}).reduce((sum, { dollars }) => sum + dollars, 0)

/** `YYYY-MM`, in the machine's own time. */
export const monthOf = (date: {
  readonly getFullYear: () => number
  readonly getMonth: () => number
}): string => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`

/** Warned when so much of the cap is used, and when it is reached. */
const WARNING_SHARE = 0.8

export type CapState = 'within' | 'near' | 'reached'

export const capState = (dollars: number, capDollars: number | null): CapState => {
  if (capDollars === null) return 'within'
  if (dollars >= capDollars) return 'reached'
  return dollars >= capDollars * WARNING_SHARE ? 'near' : 'within'
}
