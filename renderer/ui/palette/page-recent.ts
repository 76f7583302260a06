import type { RecentKeys } from './actions-store.ts'

const PLACE = 'palette-recent'

/** The browser throws where a page may keep nothing, or nothing more. */
const attempt = <T>(act: () => T): T | undefined => {
  try {
    return act()
  } catch {
    return undefined
  }
}

/** Keeps them with the page; where it may keep nothing, they are forgotten with it. */
export const pageRecent: RecentKeys = {
  read: () => attempt(() => localStorage.getItem(PLACE)) ?? null,
  write: (keys) => attempt(() => localStorage.setItem(PLACE, keys)),
}
