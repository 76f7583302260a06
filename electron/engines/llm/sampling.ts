import type { EngineOptions } from '../../contracts/models.ts'

/** How a token is chosen among the likely ones. */
export interface Sampling {
  readonly temperature: number
  readonly topP?: number
  readonly topK?: number
  readonly minP?: number
}

export const samplingOf = ({ temperature, topP, topK, minP }: EngineOptions): Sampling => ({
  temperature: temperature ?? 0,
  ...(topP === undefined ? {} : { topP }),
  ...(topK === undefined ? {} : { topK }),
  ...(minP === undefined ? {} : { minP }),
})
