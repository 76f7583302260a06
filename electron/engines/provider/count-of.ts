/** More than any context holds; what is counted beyond it is no count. */
const HIGHEST = 100_000_000

/**
 * A count as a provider tells it, from 0 to 100 million; 0 for whatever is none. Some count in words
 * ("7"), and what does not fit its schema must not get as far as the meter and the log of turns.
 */
export const countOf = (told: unknown): number =>
  typeof told === 'number' && Number.isInteger(told) && told >= 0 && told <= HIGHEST ? told : 0
