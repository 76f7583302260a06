/** What can be chosen of time. */
export const PERIODS = ['any', 'today', 'yesterday', 'week', 'month', 'days'] as const
export type PeriodName = (typeof PERIODS)[number]

/** Local days as `2026-03-29`, empty where none is chosen; both belong to it. */
export interface Days {
  readonly from: string
  readonly to: string
}
export const NO_DAYS: Days = { from: '', to: '' }

/** Local midnight, some days before or after the day of a moment: days need not have 24 hours. */
const midnight = (atMs: number, days: number): number => {
  const date = new Date(atMs)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
}

const dayAfter = (day: string, days: number): number | undefined => {
  const [year, month, date] = day.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined) return undefined
  const moment = new Date(year, month - 1, date + days).getTime()
  return Number.isFinite(moment) ? moment : undefined
}

/** From (inclusive) to (exclusive), where it has such an end. */
export const periodOf = (
  name: PeriodName,
  days: Days,
  nowMs: number,
): { readonly fromMs?: number; readonly toMs?: number } => {
  switch (name) {
    case 'any':
      return {}
    case 'today':
      return { fromMs: midnight(nowMs, 0) }
    case 'yesterday':
      return { fromMs: midnight(nowMs, -1), toMs: midnight(nowMs, 0) }
    case 'week':
      return { fromMs: midnight(nowMs, -6) }
    case 'month':
      return { fromMs: midnight(nowMs, -29) }
    case 'days': {
      const [fromMs, toMs] = [dayAfter(days.from, 0), dayAfter(days.to, 1)]
      return {
        ...(fromMs === undefined ? {} : { fromMs }),
        ...(toMs === undefined ? {} : { toMs }),
      }
    }
  }
}
