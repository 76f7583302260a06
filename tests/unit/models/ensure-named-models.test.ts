import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ensureNamedModels } from '../../../electron/engines/models/ensure-named-models.ts'
import {
  faultyServer,
  madeBytes,
  madeCatalogue,
  temporaryFolder,
  testPatience,
  testPorts,
} from './world.ts'

const bytes = madeBytes(50_000)

const optionsWith = async (mirrorFolder: string | null = null) => {
  const server = await faultyServer({ files: { '/ears': bytes, '/data': bytes, '/other': bytes } })
  const official = (path: string) => [{ type: 'official', url: `${server.url}/${path}` }]
  return {
    catalogue: madeCatalogue([
      { id: 'ears', kind: 'stt', bytes, sources: official('ears'), requires: ['data'] },
      { id: 'data', kind: 'data', bytes, sources: official('data') },
      { id: 'nowhere', bytes, sources: official('nowhere') },
      { id: 'other', bytes, sources: official('other') },
    ]),
    root: await temporaryFolder(),
    ports: testPorts({ mirrorFolder }),
    patience: testPatience,
  }
}
const isThere = (folder: string) =>
  stat(folder).then(
    () => true,
    () => false,
  )

test('what is named is fetched with what it requires, and nothing else', async () => {
  const options = await optionsWith()
  const lines: string[] = []
  expect(await ensureNamedModels(['ears'], (line) => lines.push(line), options)).toEqual([])
  expect(lines).toContain('Model data: ready')
  expect(lines).toContain('Model ears: ready')
  expect(await isThere(join(options.root, 'other'))).toBe(false)
})

test('one that cannot be had is told, and keeps no other away', async () => {
  const options = await optionsWith()
  const errors = await ensureNamedModels(['nowhere', 'other'], () => undefined, options)
  expect(errors).toMatchObject([
    { code: 'model.sources-exhausted', params: { model: 'Model nowhere' } },
  ])
  expect(await isThere(join(options.root, 'other', 'model.bin'))).toBe(true)
})

test('one that no network has comes from the mirror folder', async () => {
  const mirror = await temporaryFolder()
  await mkdir(join(mirror, 'nowhere'))
  await writeFile(join(mirror, 'nowhere', 'model.bin'), bytes)
  const options = await optionsWith(mirror)
  expect(await ensureNamedModels(['nowhere'], () => undefined, options)).toEqual([])
  expect(await isThere(join(options.root, 'nowhere', 'model.bin'))).toBe(true)
})

test('what is there already is neither asked for nor talked about', async () => {
  const options = await optionsWith()
  await ensureNamedModels(['ears'], () => undefined, options)
  const ports = testPorts({ fetch: () => Promise.reject(new Error('asked the network')) })
  const lines: string[] = []
  const again = await ensureNamedModels(['ears'], (line) => lines.push(line), { ...options, ports })
  expect({ again, lines }).toEqual({ again: [], lines: [] })
})

test('a name that the catalogue does not have is refused before anything is fetched', async () => {
  const options = await optionsWith()
  const errors = await ensureNamedModels(['other', 'otter'], () => undefined, options)
  expect(errors).toMatchObject([{ code: 'usage.invalid', params: { detail: /otter/ } }])
  expect(await isThere(join(options.root, 'other'))).toBe(false)
})
