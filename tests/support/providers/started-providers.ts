import { afterEach } from 'vitest'
import {
  startFaultyProvider,
  type FaultyProvider,
  type FaultyProviderOptions,
} from './faulty-provider.ts'

/** Starts providers that are closed behind each test of the file. */
export const startedProviders = () => {
  const started: FaultyProvider[] = []
  afterEach(async () => {
    await Promise.all(started.splice(0).map((provider) => provider.close()))
  })
  return async (options: FaultyProviderOptions = {}): Promise<FaultyProvider> => {
    const provider = await startFaultyProvider(options)
    started.push(provider)
    return provider
  }
}
