import { LOUDEST_CLIPPED, QUIETEST_DB } from './enrol.ts'

/** How loud something was said. */
export interface Loudness {
  /** dB below full scale. */
  readonly levelDb: number
  /** Share of samples at full scale, 0 to 1. */
  readonly clipped: number
}

/** What is wrong with how loud something was said; null: nothing. */
export const loudnessFault = ({ levelDb, clipped }: Loudness): 'too-quiet' | 'too-loud' | null => {
  if (levelDb < QUIETEST_DB) return 'too-quiet'
  return clipped > LOUDEST_CLIPPED ? 'too-loud' : null
}
