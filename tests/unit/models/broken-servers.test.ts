import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import { modelEntrySchema } from '../../../electron/contracts/models.ts'
import { fetchFile, type FileFetch } from '../../../electron/engines/models/fetch-file.ts'
import { createHostMemory } from '../../../electron/engines/models/host-memory.ts'
import type {
  DownloadFault,
  FaultPlan,
  FaultyDownloadServer,
} from '../../support/faulty-download-server.ts'
import {
  faultyServer,
  impatient,
  madeBytes,
  sha256,
  temporaryFolder,
  testPatience,
  testPorts,
} from './world.ts'

const bytes = madeBytes(300_000)

interface Situation {
  readonly server: FaultyDownloadServer
  readonly folder: string
  readonly fetch: (change?: Partial<FileFetch>) => ReturnType<typeof fetchFile>
  readonly partPath: string
}

const situation = async (
  faults: readonly DownloadFault[],
  options: {
    readonly forever?: boolean
    readonly sha256?: string | null
    readonly stated?: string
    readonly alsoFrom?: readonly string[]
    readonly morePlans?: Readonly<Record<string, FaultPlan>>
  } = {},
): Promise<Situation> => {
  const server = await faultyServer({
    files: { '/model.bin': bytes, '/elsewhere.bin': bytes },
    faults: { '/model.bin': { faults, forever: options.forever ?? false }, ...options.morePlans },
    statedDigests: options.stated === undefined ? {} : { '/model.bin': options.stated },
  })
  const folder = await temporaryFolder()
  const digest = options.sha256 === undefined ? sha256(bytes) : options.sha256
  const paths = ['/model.bin', ...(options.alsoFrom ?? [])]
  const entry = modelEntrySchema.parse({
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
        sizeBytes: bytes.length,
        sha256: digest,
        sources: paths.map((path) => ({ type: 'official', url: `${server.url}${path}` })),
      },
    ],
    outputs: [{ key: 'model', name: 'model.bin' }],
  })
  const [file] = entry.files
  if (file === undefined) throw new Error('no file')
  const quiet = {
    expect: () => undefined,
    received: () => undefined,
    phase: () => undefined,
    source: () => undefined,
  }
  return {
    server,
    folder,
    partPath: join(folder, `model.bin.${digest === null ? 'unpinned' : digest.slice(0, 8)}.part`),
    fetch: (change = {}) =>
      fetchFile({
        entry,
        file,
        folder,
        ports: testPorts(),
        patience: testPatience,
        hosts: createHostMemory(),
        report: quiet,
        signal: new AbortController().signal,
        ...change,
      }),
  }
}

const expectWhole = async (
  { folder, fetch }: Situation,
  change: Partial<FileFetch> = {},
): Promise<void> => {
  expect(await fetch(change)).toMatchObject({ ok: true, value: { source: 'official' } })
  expect(await readdir(folder)).toEqual(['model.bin'])
  expect(bytes.equals(await readFile(join(folder, 'model.bin')))).toBe(true)
}

const ranges = ({ server }: Situation): (string | null)[] =>
  server.requests.map(({ range }) => range)

test('a cut transfer goes on where it was cut', async () => {
  const made = await situation([{ kind: 'cut', afterBytes: 100_000 }])
  await expectWhole(made)
  expect(made.server.requests).toHaveLength(2)
  expect(ranges(made)[1]).toMatch(/^bytes=[1-9]\d*-$/)
})

test('a connection that is closed before the answer is made again', async () => {
  const made = await situation([{ kind: 'reset' }])
  await expectWhole(made)
  expect(made.server.requests).toHaveLength(2)
})

test('a part left by an earlier run is asked for from its end only', async () => {
  const made = await situation([])
  await writeFile(made.partPath, bytes.subarray(0, 123_456))
  await expectWhole(made)
  expect(ranges(made)).toEqual(['bytes=123456-'])
})

test('a part that is whole needs no request at all', async () => {
  const made = await situation([])
  await writeFile(made.partPath, bytes)
  await expectWhole(made)
  expect(ranges(made)).toEqual([])
})

test('a part longer than the file is thrown away', async () => {
  const made = await situation([])
  await writeFile(made.partPath, Buffer.concat([bytes, bytes]))
  await expectWhole(made)
  expect(ranges(made)).toEqual([null])
})

test('a server that ignores the range is not appended to what is there', async () => {
  const made = await situation([{ kind: 'cut', afterBytes: 100_000 }, { kind: 'ignore-range' }])
  await expectWhole(made)
})

test('a range that begins elsewhere is refused and everything fetched again', async () => {
  const made = await situation([{ kind: 'cut', afterBytes: 100_000 }, { kind: 'wrong-range' }])
  await expectWhole(made)
  expect(ranges(made)[2]).toBeNull()
})

test('a range that cannot be satisfied makes it start again', async () => {
  const made = await situation([{ kind: 'cut', afterBytes: 100_000 }, { kind: 'not-satisfiable' }])
  await expectWhole(made)
  expect(ranges(made)[2]).toBeNull()
})

test('more bytes than the file has are noticed while they come', async () => {
  const made = await situation([{ kind: 'longer', extraBytes: 1000 }], {
    forever: true,
    alsoFrom: ['/elsewhere.bin'],
  })
  await expectWhole(made)
  expect(made.server.requests.map(({ path }) => path)).toEqual(['/model.bin', '/elsewhere.bin'])
})

test('an end that comes too early is not taken for the end', async () => {
  const made = await situation([{ kind: 'shorter', afterBytes: 70_000 }])
  await expectWhole(made)
  expect(ranges(made)).toEqual([null, 'bytes=70000-'])
})

test('an answer that announces another size is not even read', async () => {
  const made = await situation([{ kind: 'wrong-length' }], {
    forever: true,
    alsoFrom: ['/elsewhere.bin'],
  })
  await expectWhole(made)
  expect(ranges(made)).toEqual([null, null])
})

test('a stalled transfer is given up and goes on with a new request', async () => {
  const made = await situation([{ kind: 'stall', afterBytes: 50_000 }])
  await expectWhole(made, { patience: impatient })
  expect(ranges(made)[1]).toBe('bytes=50000-')
})

test('a source that stalls for good gives way to the next one, which goes on from there', async () => {
  const made = await situation([{ kind: 'stall', afterBytes: 50_000 }], {
    forever: true,
    alsoFrom: ['/elsewhere.bin'],
  })
  await expectWhole(made, { patience: impatient })
  expect(made.server.requests.at(-1)).toEqual({ path: '/elsewhere.bin', range: 'bytes=50000-' })
})

test('when every source stalls the error says stalled', async () => {
  const made = await situation([{ kind: 'stall', afterBytes: 50_000 }], { forever: true })
  const result = await made.fetch({ patience: impatient })
  expect(result).toMatchObject({ ok: false, error: { code: 'model.download-stalled' } })
})

test('a flipped bit costs the part and one more try', async () => {
  const made = await situation([{ kind: 'flip-bit', atByte: 200_000 }])
  await expectWhole(made)
  expect(ranges(made)).toEqual([null, null])
})

test('a source that always flips a bit gives way to the next one', async () => {
  const made = await situation([{ kind: 'flip-bit', atByte: 7 }], {
    forever: true,
    alsoFrom: ['/elsewhere.bin'],
  })
  await expectWhole(made)
  expect(made.server.requests.map(({ path }) => path)).toEqual([
    '/model.bin',
    '/model.bin',
    '/elsewhere.bin',
  ])
})

test('wrong bytes from every source leave nothing behind and say damaged', async () => {
  const made = await situation([{ kind: 'flip-bit', atByte: 7 }], { forever: true })
  expect(await made.fetch()).toMatchObject({ ok: false, error: { code: 'model.damaged' } })
  expect(await readdir(made.folder)).toEqual([])
})

test('a redirect is followed', async () => {
  const made = await situation([{ kind: 'redirect', to: '/elsewhere.bin' }])
  await expectWhole(made)
})

test('what no source had is named as a mirror folder would have it', async () => {
  const made = await situation([{ kind: 'status', status: 404 }], { forever: true })
  const path = expect.stringMatching(/^[a-z0-9.-]+\/model\.bin$/)
  expect(await made.fetch()).toMatchObject({ ok: false, error: { params: { path } } })
})

test('a redirect in circles ends', async () => {
  const made = await situation([{ kind: 'redirect', to: '/model.bin' }], { forever: true })
  const result = await made.fetch()
  expect(result).toMatchObject({ ok: false, error: { code: 'model.sources-exhausted' } })
})

test('a redirect to another host is followed where the catalogue names the digest', async () => {
  const storage = await faultyServer({ files: { '/bytes': bytes } })
  const made = await situation([{ kind: 'redirect', to: `${storage.url}/bytes` }])
  await expectWhole(made)
  expect(storage.requests).toEqual([{ path: '/bytes', range: null }])
})

test('a part goes on from where it was cut on the host that it is redirected to', async () => {
  const storage = await faultyServer({
    files: { '/bytes': bytes },
    faults: { '/bytes': { faults: [{ kind: 'cut', afterBytes: 100_000 }] } },
  })
  const to = `${storage.url}/bytes`
  const made = await situation([{ kind: 'redirect', to }], { forever: true })
  await expectWhole(made)
  expect(storage.requests.at(-1)?.range).toMatch(/^bytes=[1-9]\d*-$/)
})

test('other bytes on the host that it is redirected to are refused', async () => {
  const other = madeBytes(bytes.length, 2)
  const storage = await faultyServer({ files: { '/bytes': other } })
  const to = `${storage.url}/bytes`
  const made = await situation([{ kind: 'redirect', to }], { forever: true })
  expect(await made.fetch()).toMatchObject({ ok: false, error: { code: 'model.damaged' } })
  expect(await readdir(made.folder)).toEqual([])
})

test('two hosts that send on to each other end', async () => {
  const faults: DownloadFault[] = []
  const other = await faultyServer({ files: {}, faults: { '/back': { faults, forever: true } } })
  const made = await situation([{ kind: 'redirect', to: `${other.url}/back` }], { forever: true })
  faults.push({ kind: 'redirect', to: `${made.server.url}/model.bin` })
  const result = await made.fetch()
  expect(result.ok ? '' : result.error.detail).toContain('redirects without end')
})

test.each(['file:///etc/hostname', 'data:text/plain,model', 'http://'])(
  'a redirect to %s is not followed',
  async (to) => {
    const made = await situation([{ kind: 'redirect', to }], {
      forever: true,
      alsoFrom: ['/elsewhere.bin'],
    })
    await expectWhole(made)
    expect(made.server.requests.map(({ path }) => path)).toEqual(['/model.bin', '/elsewhere.bin'])
  },
)

test('a missing file sends on to the next source at once', async () => {
  const made = await situation([{ kind: 'status', status: 404 }], {
    forever: true,
    alsoFrom: ['/elsewhere.bin'],
  })
  await expectWhole(made)
  expect(made.server.requests).toHaveLength(2)
})

test('a server in trouble is asked again', async () => {
  const made = await situation([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503, retryAfterSeconds: 0 },
  ])
  await expectWhole(made)
})

test('a server that stays in trouble gives way, and the error names what it said', async () => {
  const made = await situation([{ kind: 'status', status: 500 }], { forever: true })
  const result = await made.fetch()
  expect(result).toMatchObject({ ok: false, error: { code: 'model.sources-exhausted' } })
  expect(result.ok ? '' : result.error.detail).toContain('status 500')
})

test('a slow server is waited for as long as it sends', async () => {
  const made = await situation([{ kind: 'slow', chunkBytes: 50_000, delayMs: 20 }])
  await expectWhole(made)
  expect(made.server.requests).toHaveLength(1)
})

test('a host that refuses is asked once in a run, however many files it has', async () => {
  const made = await situation([])
  await made.server.close()
  let asked = 0
  const ports = testPorts({
    fetch: (...request) => {
      asked += 1
      return fetch(...request)
    },
  })
  const hosts = createHostMemory()
  await made.fetch({ ports, hosts })
  const again = await made.fetch({ ports, hosts })
  expect(again).toMatchObject({ ok: false, error: { code: 'model.sources-exhausted' } })
  expect(asked).toBe(1)
})

test('a host that never answers is left after the connect time-out', async () => {
  const made = await situation([])
  const never: typeof fetch = (_url, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
    })
  const patience = { ...testPatience, connectMs: 20 }
  const result = await made.fetch({ ports: testPorts({ fetch: never }), patience })
  expect(result).toMatchObject({ ok: false, error: { code: 'model.sources-exhausted' } })
})

test('a full disk is said before a byte is fetched', async () => {
  const made = await situation([])
  const ports = testPorts({ freeBytes: async () => 1000 })
  const fetching = made.fetch({ ports })
  await expect(fetching).rejects.toThrow(CodedFailure)
  const error = { code: 'disk.full', params: { megabytes: 68 } }
  await expect(fetching).rejects.toMatchObject({ error })
  expect(made.server.requests).toEqual([])
})

test('room is asked for what is still missing only', async () => {
  const made = await situation([])
  await writeFile(made.partPath, bytes.subarray(0, 299_000))
  // As much room as the rest takes, beyond what is always left free.
  const ports = testPorts({ freeBytes: async () => 64 * 1024 * 1024 + 2000 })
  await expectWhole(made, { ports })
})

test('a disk that is full in the middle is said, and is no reason to ask another source', async ({
  skip,
}) => {
  if (process.platform !== 'linux') skip('only Linux has a file that is always full')
  const made = await situation([], { alsoFrom: ['/elsewhere.bin'] })
  await symlink('/dev/full', made.partPath)
  await expect(made.fetch()).rejects.toMatchObject({ error: { code: 'disk.full' } })
  expect(made.server.requests.map(({ path }) => path)).toEqual(['/model.bin'])
})

test('a part that is whole is asked for nothing but the digest that only the hub states', async () => {
  const made = await situation([], { sha256: null, stated: sha256(bytes) })
  await writeFile(made.partPath, bytes)
  await expectWhole(made)
  expect(ranges(made)).toEqual([`bytes=${bytes.length}-`])
})

test('without a digest in the catalogue the one the hub states is used', async () => {
  const made = await situation([], { sha256: null, stated: sha256(bytes) })
  await expectWhole(made)
})

test('the hub states the digest in its own answer even if the bytes lie elsewhere', async () => {
  const made = await situation([{ kind: 'redirect', to: '/elsewhere.bin' }], {
    sha256: null,
    stated: sha256(bytes),
  })
  await expectWhole(made)
})

test('a digest that only the host of the bytes states is nobody’s word', async () => {
  const storage = await faultyServer({
    files: { '/bytes': bytes },
    statedDigests: { '/bytes': sha256(bytes) },
  })
  const to = `${storage.url}/bytes`
  const made = await situation([{ kind: 'redirect', to }], { sha256: null, forever: true })
  const result = await made.fetch()
  expect(result.ok ? '' : result.error.detail).toContain('unvouched')
})

test('bytes that are not what the hub states are refused', async () => {
  const made = await situation([], { sha256: null, stated: sha256('something else') })
  expect(await made.fetch()).toMatchObject({ ok: false, error: { code: 'model.damaged' } })
  expect(await readdir(made.folder)).toEqual([])
})

test('a file whose digest nobody states is refused before it is fetched', async () => {
  const made = await situation([], { sha256: null })
  const result = await made.fetch()
  expect(result).toMatchObject({ ok: false, error: { code: 'model.sources-exhausted' } })
  expect(result.ok ? '' : result.error.detail).toContain('unvouched')
  expect(await readdir(made.folder)).toEqual([])
})

test('an abort ends the transfer and keeps what has come', async () => {
  const made = await situation([{ kind: 'stall', afterBytes: 100_000 }])
  const stop = new AbortController()
  const reason = new Error('enough')
  const report = {
    expect: () => undefined,
    phase: () => undefined,
    source: () => undefined,
    received: (received: number) => {
      if (received >= 100_000) stop.abort(reason)
    },
  }
  await expect(made.fetch({ signal: stop.signal, report })).rejects.toBe(reason)
  const part = await readFile(made.partPath)
  expect(part.equals(bytes.subarray(0, part.length))).toBe(true)
  expect(part.length).toBe(100_000)
})

test('what stands there under its own name from an earlier run is read back, not trusted', async () => {
  const made = await situation([])
  await writeFile(join(made.folder, 'model.bin'), bytes.subarray(1))
  await expectWhole(made)
})

test('files that a mirror folder has come from there when nothing else can be had', async () => {
  const made = await situation([{ kind: 'status', status: 404 }], { forever: true })
  const mirrorFolder = await temporaryFolder()
  await mkdir(join(mirrorFolder, 'made'))
  await writeFile(join(mirrorFolder, 'made', 'model.bin'), bytes)
  const result = await made.fetch({ ports: testPorts({ mirrorFolder }) })
  expect(result).toMatchObject({ ok: true, value: { source: 'mirror' } })
})
