import type { Exchange } from './exchanges.ts'

/**
 * How many exchanges are dropped at once when the history has outgrown its budget. The prefix that
 * the model keeps warm holds until the next step, so that a long conversation pays for it once in
 * four exchanges and not on each.
 */
const EXCHANGES_PER_STEP = 4

/**
 * The newest exchanges that fit into `budgetTokens`. The first one kept is always a multiple of
 * four, except where not even the last four fit; the very last exchange is always kept.
 */
export const historyWindow = (
  exchanges: readonly Exchange[],
  budgetTokens: number,
  tokensOf: (exchange: Exchange) => number,
): readonly Exchange[] => {
  const sizes = exchanges.map(tokensOf)
  const fits = (start: number): boolean =>
    sizes.slice(start).reduce((sum, size) => sum + size, 0) <= budgetTokens
  const last = Math.max(0, exchanges.length - 1)
  for (let start = 0; start < exchanges.length; start += EXCHANGES_PER_STEP) {
    if (fits(start)) return exchanges.slice(start)
  }
  for (let start = last - (last % EXCHANGES_PER_STEP); start < last; start += 1) {
    if (fits(start)) return exchanges.slice(start)
  }
  return exchanges.slice(last)
}
