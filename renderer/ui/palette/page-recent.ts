import type { RecentKeys } from './actions-store.ts'

const PLACE = 'palette-recent'

/** Keeps them with the page; where it may keep nothing, they are forgotten with it. */
export const pageRecent: RecentKeys = {
  read: () => localStorage.getItem(PLACE),
  write: (keys) => localStorage.setItem(PLACE, keys),
}
