/** Minutes to add to UTC for the local time of that moment (daylight saving makes it vary). */
type OffsetMinutesAt = (atMs: number) => number

/** The local day of a moment as `2026-03-29`. */
export const localDay = (atMs: number, offsetMinutesAt: OffsetMinutesAt): string =>
  new Date(atMs + offsetMinutesAt(atMs) * 60_000).toISOString().slice(0, 10)

/** A day within what `Date` can hold (ECMAScript: 8.64e15 ms either way), for every local offset. */
const LAST_MOMENT_MS = 8.64e15 - 86_400_000

/** The moment, or the last one that there is a date of: what lies beyond would throw at its format. */
export const datedMs = (atMs: number): number =>
  Math.max(-LAST_MOMENT_MS, Math.min(LAST_MOMENT_MS, atMs))
