import { z } from 'zod'

/** What providers were used for, by month and provider. */
export const usageTotalsSchema = z.object({
  promptTokens: z.number().min(0).default(0),
  completionTokens: z.number().min(0).default(0),
  audioSeconds: z.number().min(0).default(0),
  characters: z.number().min(0).default(0),
  /** US dollars, by the list prices that are known. */
  dollars: z.number().min(0).default(0),
  /** Some of it was of a model whose price is not known. */
  hasUnknownPrices: z.boolean().default(false),
})
export type UsageTotals = z.infer<typeof usageTotalsSchema>

/** `YYYY-MM` of local time, then the provider's id. */
export const usageFileSchema = z.record(
  z.string().regex(/^\d{4}-\d{2}$/),
  z.record(z.string(), usageTotalsSchema),
)
export type UsageByMonth = z.infer<typeof usageFileSchema>

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
