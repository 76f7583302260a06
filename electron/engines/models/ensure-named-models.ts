import { CodedFailure, toCodedError, type CodedError } from '../../contracts/errors.ts'
import { withRequirements } from './catalogue.ts'
import { ModelStore, type ModelStoreOptions } from './model-store.ts'
import { progressLines } from './progress-lines.ts'

/**
 * Fetches these models and what they require, where they are not there yet, each on its own: one that
 * cannot be had keeps none of the others away. Tells `writeLine` what comes, as plain lines.
 * @returns why models could not be had: none if all are there. `usage.invalid` for an id that the
 * catalogue does not have; then nothing is fetched.
 */
export const ensureNamedModels = async (
  ids: readonly string[],
  writeLine: (line: string) => void,
  options: ModelStoreOptions,
): Promise<readonly CodedError[]> => {
  const { catalogue, ports } = options
  const unknown = ids.filter((id) => !catalogue.models.some((entry) => entry.id === id))
  if (unknown.length > 0) {
    const detail = `no model ${unknown.join(', ')} in the catalogue`
    return [{ code: 'usage.invalid', detail, params: { detail } }]
  }
  let store: ModelStore | undefined
  try {
    store = await ModelStore.open(options)
    const awaited = new Set(withRequirements(catalogue, ids))
    const lines = progressLines(ports.now, ({ id }) => awaited.has(id))
    store.subscribe((snapshot) => {
      for (const line of lines(snapshot)) writeLine(line)
    })
    const outcome = await store.ensure(ids)
    return outcome.kind === 'failed' ? outcome.errors.map(({ error }) => error) : []
  } catch (thrown) {
    if (!(thrown instanceof CodedFailure)) throw thrown
    return [toCodedError(thrown)]
  } finally {
    await store?.dispose()
  }
}
