import type { Provider } from '../../../electron/contracts/providers.ts'
import type { UsageSnapshot, UsageTotals } from '../../../electron/contracts/usage.ts'

export interface UsageRow {
  readonly id: string
  readonly name: string
  readonly totals: UsageTotals
}

/** The month's providers, the most expensive first; one that was removed keeps its id as its name. */
export const usageRows = (
  { providers: used }: UsageSnapshot,
  providers: readonly Provider[],
): readonly UsageRow[] =>
  Object.entries(used)
    .map(([id, totals]) => ({
      id,
      name: providers.find((one) => one.id === id)?.name ?? id,
      totals,
    }))
    .toSorted((a, b) => b.totals.dollars - a.totals.dollars)

/** What is known of a cost: all of it, a part, or nothing. */
export const costKnown = ({
  dollars,
  hasUnknownPrices,
}: Pick<UsageTotals, 'dollars' | 'hasUnknownPrices'>): 'all' | 'part' | 'none' => {
  if (!hasUnknownPrices) return 'all'
  return dollars > 0 ? 'part' : 'none'
}

/** The first of the month `YYYY-MM`, for a formatter in local time. */
export const monthAsDate = (month: string): Date => {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  return new Date(year, number - 1, 1)
}

/** Of what a limit is typed as: null is none, undefined is no amount. */
export const limitOf = (text: string): number | null | undefined => {
  const plain = text
    .trim()
    .replace(',', '.')
    .replace(/^\$\s*/, '')
  if (plain === '') return null
  const amount = Number(plain)
  return Number.isFinite(amount) && amount >= 0 && amount <= 100_000 ? amount : undefined
}
