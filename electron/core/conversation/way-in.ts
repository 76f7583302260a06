import type { WayIn } from '../../contracts/snapshot.ts'

/** What the ways in have in common. */

/** No key was touched: what is heard may be meant for somebody else. */
export const isHandsFree = (way: WayIn): boolean =>
  way === 'open' || way === 'wake' || way === 'follow-up'

/** The turn ends by silence: no key and no end of a file tells. */
export const endsBySilence = (way: WayIn): boolean => isHandsFree(way) || way === 'tap'

/** The person called for it a moment ago: it waits for them, whatever else is heard first. */
export const isCalled = (way: WayIn): boolean => way === 'tap' || way === 'wake'
