const SECONDS = /^\d+(?:\.\d+)?$/
/** `Date.parse` alone takes "soon 5" for the fifth month of 2001. */
const HTTP_DATE = /^[A-Z][a-z]+,? .*\d{2}:\d{2}:\d{2}.* ?(?:GMT|\d{4})$/

/**
 * Seconds that a `Retry-After` asks for (RFC 9110, 10.2.3), from 0 on; null where it says nothing
 * sensible.
 */
export const retryAfterSeconds = (
  header: string | null | undefined,
  nowMs: number,
): number | null => {
  const said = header?.trim() ?? ''
  if (SECONDS.test(said)) return Number(said)
  const atMs = HTTP_DATE.test(said) ? Date.parse(said) : Number.NaN
  return Number.isNaN(atMs) ? null : Math.max(0, (atMs - nowMs) / 1000)
}
