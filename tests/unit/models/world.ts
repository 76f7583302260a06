import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { catalogueSchema, type Catalogue } from '../../../electron/contracts/models.ts'
import {
  nodePorts,
  type ModelPorts,
  type Patience,
} from '../../../electron/engines/models/ports.ts'
import {
  startFaultyDownloadServer,
  type FaultyDownloadServer,
  type FaultyDownloadServerOptions,
} from '../../support/faulty-download-server.ts'

/** Long where nothing should go wrong, so that a busy machine fails no test. */
export const testPatience: Patience = {
  connectMs: 10_000,
  stallMs: 10_000,
  retryDelaysMs: [1, 1, 1],
  pollMs: 2,
}

/** Short where a stall is the test; a slow machine costs it a retry, not its result. */
export const impatient: Patience = { ...testPatience, stallMs: 200 }

/** No network client, no mirror, a roomy disk. */
export const testPorts = (change: Partial<ModelPorts> = {}): ModelPorts => ({
  ...nodePorts({}),
  runCommand: async () => ({ status: null, stderr: 'not found' }),
  freeBytes: async () => 1e12,
  ...change,
})

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex')

/** Bytes that differ everywhere, so that a wrong offset cannot go unnoticed. */
export const madeBytes = (length: number, seed = 1): Buffer => {
  const bytes = Buffer.alloc(length)
  let state = seed
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[index] = state >>> 24
  }
  return bytes
}

export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'warbler-models-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export const faultyServer = async (
  options: FaultyDownloadServerOptions,
): Promise<FaultyDownloadServer> => {
  const server = await startFaultyDownloadServer(options)
  onTestFinished(() => server.close())
  return server
}

/** A catalogue of models whose one file each is the output, as `{ id: { bytes, sources } }`. */
export const madeCatalogue = (
  models: readonly (Record<string, unknown> & {
    readonly id: string
    readonly bytes: Uint8Array
    readonly sources?: readonly unknown[]
  })[],
): Catalogue =>
  catalogueSchema.parse({
    version: 1,
    models: models.map(({ bytes, sources = [], ...rest }) => ({
      kind: 'llm',
      name: `Model ${rest.id}`,
      languages: ['en'],
      licence: { id: 'MIT' },
      memoryMb: 10,
      engine: 'llama',
      files: [{ name: 'model.bin', sizeBytes: bytes.byteLength, sha256: sha256(bytes), sources }],
      outputs: [{ key: 'model', name: 'model.bin' }],
      ...rest,
    })),
  })
