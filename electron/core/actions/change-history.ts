import type { Settings, SettingsPatch } from '../../contracts/settings.ts'

/**
 * What can be taken back of the settings, newest last.
 *
 * 1. A change of the same number that follows within a moment is the same change: a slider that is dragged
 *    is taken back as a whole. A switch that is turned there and back is two.
 * 2. What nobody changed by hand or word is not in it.
 */
interface ChangeHistory {
  readonly entries: readonly HistoryEntry[]
  /** The number of the next one. */
  readonly next: number
}

export interface HistoryEntry {
  readonly id: number
  /** What the settings were before. */
  readonly before: SettingsPatch
  readonly atMs: number
}

export const NO_HISTORY: ChangeHistory = { entries: [], next: 1 }

/** More is nobody's memory of what they changed. */
const MOST = 50
/** The longest between two steps of a slider under a finger. */
const SAME_CHANGE_MS = 1500

/** Where the overlay was dragged is seen, and mute has a switch, an end and words of its own. */
const NOT_CHOSEN: ReadonlySet<string> = new Set(['overlayPositions', 'muted', 'mutedUntilMs'])

const keysOf = (patch: SettingsPatch): string => Object.keys(patch).sort().join(' ')

/** What of a patch is another value than now, with the values of now. */
const beforeOf = (settings: Settings, patch: SettingsPatch): SettingsPatch => {
  const now: Readonly<Record<string, unknown>> = settings
  return Object.fromEntries(
    Object.entries(patch)
      .filter(
        ([key, value]) =>
          value !== undefined &&
          !NOT_CHOSEN.has(key) &&
          JSON.stringify(now[key]) !== JSON.stringify(value),
      )
      .map(([key]) => [key, now[key]]),
  )
}

/** Remembers a change that is made now; the same history where nothing changes. */
export const remember = (
  history: ChangeHistory,
  settings: Settings,
  patch: SettingsPatch,
  atMs: number,
): ChangeHistory => {
  const before = beforeOf(settings, patch)
  if (Object.keys(before).length === 0) return history
  const last = history.entries.at(-1)
  if (
    last !== undefined &&
    keysOf(last.before) === keysOf(before) &&
    Object.values(before).every((value) => typeof value === 'number') &&
    atMs - last.atMs < SAME_CHANGE_MS
  ) {
    return { ...history, entries: [...history.entries.slice(0, -1), { ...last, atMs }] }
  }
  const entry: HistoryEntry = { id: history.next, before, atMs }
  return { entries: [...history.entries, entry].slice(-MOST), next: history.next + 1 }
}

/** Takes the last change out of the history. */
export const takeLast = (
  history: ChangeHistory,
): { readonly history: ChangeHistory; readonly entry: HistoryEntry | null } => {
  const entry = history.entries.at(-1) ?? null
  return {
    history: entry === null ? history : { ...history, entries: history.entries.slice(0, -1) },
    entry,
  }
}
