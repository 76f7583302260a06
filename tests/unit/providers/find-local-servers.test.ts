import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  findLocalServers,
  USUAL_SERVERS,
} from '../../../electron/main/providers/find-local-servers.ts'
import { isOnThisMachine } from '../../../electron/main/providers/engine-lines.ts'
import type { ProviderFault } from '../../support/providers/provider-fault.ts'
import { serverError } from '../../support/providers/api-errors.ts'
import { refusedBaseUrl } from '../../support/providers/free-port.ts'
import { startedProviders } from '../../support/providers/started-providers.ts'

const start = startedProviders()
const at = (baseUrl: string) => ({ preset: 'ollama', baseUrl }) as const

describe('servers on this machine', () => {
  it('are looked for on this machine only', () => {
    expect(USUAL_SERVERS.every(isOnThisMachine)).toBe(true)
  })

  it('are found with their models, and without a key', async () => {
    const one = await start({ models: ['llama3', 'qwen3'] })
    const found = await findLocalServers([at(await refusedBaseUrl()), at(one.baseUrl)])
    expect(found).toEqual([{ ...at(one.baseUrl), models: ['llama3', 'qwen3'] }])
    expect(one.requests.map(({ key }) => key)).toEqual([null])
  })

  it('are offered without a model too: one can be fetched', async () => {
    const { baseUrl } = await start({ models: [] })
    expect(await findLocalServers([at(baseUrl)])).toEqual([{ ...at(baseUrl), models: [] }])
  })

  it('are not what only looks like it, and nobody is led elsewhere', async () => {
    const other = await start()
    const faults: readonly ProviderFault[] = [
      { kind: 'captive-portal', status: 200 },
      { kind: 'error', error: serverError },
      { kind: 'redirect', to: `${other.baseUrl}/models`, status: 302 },
      { kind: 'reset', afterParts: 0 },
      { kind: 'no-first-byte' },
      {
        kind: 'instead',
        contentType: 'application/json',
        headers: { 'content-encoding': 'gzip' },
        pieces: [gzipSync(`{"data":[{"id":"${'a'.repeat(5_000_000)}"}]}`)],
      },
    ]
    const providers = await Promise.all(
      faults.map((fault) => start({ faults: { '/models': { faults: [fault] } } })),
    )
    expect(await findLocalServers(providers.map(({ baseUrl }) => at(baseUrl)))).toEqual([])
    expect(other.requests).toEqual([])
  })
})
