import { readdirSync } from 'node:fs'

const DAMAGED = /^transcripts\.damaged-.*\.db$/

/** How many transcripts lie set aside in a profile as damaged: turns may be in them and nowhere else. */
export const damagedTranscripts = (profile: string): number => {
  try {
    return readdirSync(profile).filter((name) => DAMAGED.test(name)).length
  } catch {
    // Who cannot look erases nothing for it.
    return 1
  }
}
