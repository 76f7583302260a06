import { APIConnectionTimeoutError, APIError } from 'openai'
import type { ProviderConnection } from './connection.ts'
import { providerFailure } from './failures.ts'

/** Statuses of a server that is there and has no list of models. */
const NO_LIST: ReadonlySet<number | undefined> = new Set([400, 404, 405, 501])

/**
 * Asks for the list of models, which costs nothing.
 * @throws CodedFailure of the provider
 */
export const listModels = async (
  connection: ProviderConnection,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  try {
    const page = await connection.client.models.list({ signal })
    return page.data.map(({ id }) => id)
  } catch (error) {
    if (error instanceof APIError && NO_LIST.has(error.status)) return []
    if (signal.aborted) throw providerFailure(new APIConnectionTimeoutError(), connection, false)
    throw providerFailure(error, connection, false)
  }
}

/** Resolves if the provider answers and takes the key. */
export const probeProvider = async (
  connection: ProviderConnection,
  signal: AbortSignal,
): Promise<void> => {
  await listModels(connection, signal)
}
