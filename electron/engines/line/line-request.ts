import type { EngineLine } from '../../contracts/workers.ts'
import type { LineReport } from './line-parts.ts'

/** What main asked a worker to load, and where the line tells how it goes. */
export interface LineRequest {
  readonly line: EngineLine
  readonly unloadAfterMs: number | null
  readonly report: LineReport
}

/** Opens what was asked for; `wake` where it may have been unloaded meanwhile. */
export type OpenLine<Engine> = (
  request: LineRequest,
) => Promise<Engine & { readonly wake?: () => void }>
