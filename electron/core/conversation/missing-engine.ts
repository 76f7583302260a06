import type { CodedError } from '../../contracts/errors.ts'
import type { AppSnapshot } from '../../contracts/snapshot.ts'

/**
 * What somebody lacks for whom an engine is not there: whoever chose to go by a provider and has none set up
 * lacks that, and not the models of a way that they did not choose.
 */
export const missingEngine = (
  kind: keyof AppSnapshot['engines'],
  { lacksProvider }: Pick<AppSnapshot, 'lacksProvider'>,
): CodedError => ({ code: lacksProvider ? 'provider.none' : `${kind}.model-missing` })
