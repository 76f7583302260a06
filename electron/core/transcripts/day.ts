/** Minutes to add to UTC for the local time of that moment (daylight saving makes it vary). */
export type OffsetMinutesAt = (atMs: number) => number

/** The local day of a moment as `2026-03-29`. */
export const localDay = (atMs: number, offsetMinutesAt: OffsetMinutesAt): string =>
  new Date(atMs + offsetMinutesAt(atMs) * 60_000).toISOString().slice(0, 10)
