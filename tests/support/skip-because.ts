import { existsSync } from 'node:fs'
import { beforeEach } from 'vitest'

/**
 * Skips every test of the suite that this is called in, and gives the reason of each to whoever counts
 * them: a suite or test that is switched off where it is declared has none. Hooks of the suite still
 * run. Null skips nothing.
 */
export const skipAllBecause = (reason: string | null): void => {
  if (reason !== null) beforeEach(({ skip }) => skip(reason))
}

/** Why a suite that loads these files or folders of models cannot run; null where all are there. */
export const missingModel = (paths: readonly string[]): string | null => {
  const missing = paths.find((path) => !existsSync(path))
  return missing === undefined
    ? null
    : `there is no ${missing}, which npm test fetches where a source of this model can be reached`
}
