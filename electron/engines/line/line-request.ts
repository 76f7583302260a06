import type { CodedError } from '../../contracts/errors.ts'
import type { EngineLine } from '../../contracts/workers.ts'
import type { LineReport } from './line-parts.ts'

/** What main asked a worker to load, and where the line tells how it goes. */
interface LineRequest {
  readonly line: EngineLine
  readonly unloadAfterMs: number | null
  readonly report: LineReport
}

export interface LineControls {
  /** It may have been unloaded meanwhile, and will be asked soon. */
  readonly wake?: () => void
  /** What was found of one of its engines elsewhere; an error of null: it serves. */
  readonly tested?: (model: string, error: CodedError | null) => void
}

/** Opens what was asked for. */
export type OpenLine<Engine> = (request: LineRequest) => Promise<Engine & LineControls>
