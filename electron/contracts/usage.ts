import { z } from 'zod'

/** A number that is damaged is lost alone: what stands beside it keeps the cap. */
const amount = z.number().min(0).default(0).catch(0)

/** What providers were used for, by month and provider. */
export const usageTotalsSchema = z.object({
  promptTokens: amount,
  completionTokens: amount,
  audioSeconds: amount,
  characters: amount,
  /** US dollars, by the list prices that are known. */
  dollars: amount,
  /** Some of it was of a model whose price is not known. */
  hasUnknownPrices: z.boolean().default(false).catch(true),
})
export type UsageTotals = z.infer<typeof usageTotalsSchema>

const MONTH = /^\d{4}-\d{2}$/

/** `YYYY-MM` of local time, then the provider's id. */
export const usageFileSchema = z.record(
  z.string().regex(MONTH),
  z.record(z.string(), usageTotalsSchema),
)
export type UsageByMonth = z.infer<typeof usageFileSchema>

const anyRecord = z.record(z.string(), z.unknown())
const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] => {
  const read = anyRecord.safeParse(value)
  return read.success ? Object.entries(read.data) : []
}

/** The file as far as it can be read, month by month and provider by provider; null where it is none. */
export const readUsageFile = (file: unknown): UsageByMonth | null => {
  if (!anyRecord.safeParse(file).success) return null
  const months = entriesOf(file).filter(([month]) => MONTH.test(month))
  return Object.fromEntries(
    months.map(([month, providers]) => [
      month,
      Object.fromEntries(
        entriesOf(providers).flatMap(([provider, totals]) => {
          const read = usageTotalsSchema.safeParse(totals)
          return read.success ? [[provider, read.data]] : []
        }),
      ),
    ]),
  )
}

export interface UsageSnapshot {
  readonly month: string
  readonly providers: Readonly<Record<string, UsageTotals>>
  readonly dollars: number
  readonly capDollars: number | null
  /** The cap is reached: providers that cost are not used until the next month. */
  readonly capped: boolean
}

export const priceSchema = z.object({
  promptPerMillion: z.number().min(0).optional(),
  completionPerMillion: z.number().min(0).optional(),
  perAudioMinute: z.number().min(0).optional(),
  perMillionCharacters: z.number().min(0).optional(),
})
export type Price = z.infer<typeof priceSchema>
