import type { CodedError } from '../../contracts/errors.ts'
import type { Settings } from '../../contracts/settings.ts'

/**
 * What keeps a question from being answered, as it is told to this person: whoever chose to go by a
 * provider and has none set up lacks that, and not the models of a way that they did not choose.
 */
export const obstacleFor = (
  { firstRun, providers }: Pick<Settings, 'firstRun' | 'providers'>,
  found: CodedError | null,
): CodedError | null =>
  found?.code.endsWith('.model-missing') === true &&
  firstRun.way === 'provider' &&
  providers.length === 0
    ? { code: 'provider.none' }
    : found
