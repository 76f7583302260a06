/**
 * How long this person pauses inside a sentence: learned from the pauses after which they went on.
 * Pure; the pauses themselves are kept as a setting, can be seen and reset.
 */

/** Shorter ones are the gaps between words; longer ones are other things than thinking. */
const SHORTEST_MS = 250
const LONGEST_MS = 4000
/** The latest ones count; a person's pace changes with the day. */
const REMEMBERED = 24
/** Before so many are known, everybody is taken as usual. */
const ENOUGH = 6

export interface PauseHabit {
  /** How many pauses it rests on. */
  readonly count: number
  readonly medianMs: number
  /** Nine of ten pauses are shorter. */
  readonly longMs: number
}

/** The pauses with those of one more turn, oldest first, bounded. */
export const learnPauses = (
  known: readonly number[],
  pausesMs: readonly number[],
): readonly number[] => {
  const counted = pausesMs.filter((ms) => ms >= SHORTEST_MS && ms <= LONGEST_MS)
  return counted.length === 0 ? known : [...known, ...counted.map(Math.round)].slice(-REMEMBERED)
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** What the pauses tell; null while they are too few. */
export const habitOf = (pausesMs: readonly number[]): PauseHabit | null => {
  if (pausesMs.length < ENOUGH) return null
  const sorted = pausesMs.toSorted((a, b) => a - b)
  return {
    count: sorted.length,
    medianMs: quantile(sorted, 0.5),
    longMs: quantile(sorted, 0.9),
  }
}
