/** How loud something was said. */
interface Loudness {
  /** dB below full scale. */
  readonly levelDb: number
  /** Share of samples at full scale, 0 to 1. */
  readonly clipped: number
}

/** A voice at arm's length from a laptop is at -40 to -20 dB. */
export const QUIETEST_DB = -48
const LOUDEST_CLIPPED = 0.01

/** What is wrong with how loud something was said; null: nothing. */
export const loudnessFault = ({ levelDb, clipped }: Loudness): 'too-quiet' | 'too-loud' | null => {
  if (levelDb < QUIETEST_DB) return 'too-quiet'
  return clipped > LOUDEST_CLIPPED ? 'too-loud' : null
}
