import { ENGINE_ROLES } from '../../../electron/contracts/providers.ts'
import { mkdir, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Catalogue, ModelsSnapshot, ModelState } from '../../../electron/contracts/models.ts'
import { ensureChoice, ensureTurnDetector } from '../../../electron/engines/models/ensure-choice.ts'
import { ModelStore, type ModelStoreOptions } from '../../../electron/engines/models/model-store.ts'
import type { DownloadFault } from '../../support/faulty-download-server.ts'
import {
  faultyServer,
  madeBytes,
  madeCatalogue,
  temporaryFolder,
  testPatience,
  testPorts,
} from './world.ts'

const bytes = { big: madeBytes(400_000, 1), small: madeBytes(20_000, 2), shared: madeBytes(500, 3) }

const openStore = async (
  catalogue: Catalogue,
  root: string,
  change: Partial<ModelStoreOptions> = {},
): Promise<ModelStore> => {
  const options = { catalogue, root, ports: testPorts(), patience: testPatience, ...change }
  const store = await ModelStore.open(options)
  onTestFinished(() => store.dispose())
  return store
}

/** `big` requires `shared`; `small` stands alone. */
const world = async (bigFaults: readonly DownloadFault[] = [], forever = false) => {
  const server = await faultyServer({
    files: { '/big': bytes.big, '/small': bytes.small, '/shared': bytes.shared },
    faults: { '/big': { faults: bigFaults, forever } },
  })
  const from = (path: string) => [{ type: 'official', url: `${server.url}/${path}` }]
  const catalogue = madeCatalogue([
    { id: 'big', bytes: bytes.big, sources: from('big'), requires: ['shared'] },
    { id: 'small', bytes: bytes.small, sources: from('small') },
    {
      id: 'shared',
      kind: 'data',
      bytes: bytes.shared,
      sources: from('shared'),
      outputs: [{ key: 'dataDir', name: 'model.bin' }],
    },
  ])
  const root = await temporaryFolder()
  return { server, catalogue, root, store: await openStore(catalogue, root) }
}

const stateOf = (store: ModelStore, id: string): ModelState | undefined =>
  store.snapshot().models.find((model) => model.id === id)?.state

/** Resolves with the first snapshot that `holds`. */
const until = (
  store: ModelStore,
  holds: (snapshot: ModelsSnapshot) => boolean,
): Promise<ModelsSnapshot> =>
  new Promise((resolve) => {
    const stop = store.subscribe((snapshot) => {
      if (!holds(snapshot)) return
      stop()
      resolve(snapshot)
    })
  })

const isIn = (id: string, state: ModelState) => (snapshot: ModelsSnapshot) =>
  snapshot.models.some((model) => model.id === id && model.state === state)

test('a model comes with what it requires, and its paths lead to its bytes', async () => {
  const { store, root } = await world()
  expect(store.paths('big')).toBeUndefined()
  expect(await store.ensure(['big'])).toEqual({ kind: 'ready' })
  const paths = store.paths('big')
  expect(Object.keys(paths ?? {}).sort()).toEqual(['dataDir', 'model'])
  expect(bytes.big.equals(await readFile(paths?.['model'] ?? ''))).toBe(true)
  expect(bytes.shared.equals(await readFile(paths?.['dataDir'] ?? ''))).toBe(true)
  expect(await readdir(join(root, '.incoming'))).toEqual([])
  expect(await readdir(join(root, '.locks'))).toEqual([])
})

test('what is ready is not asked for again, not even by the next run', async () => {
  const { server, store, catalogue, root } = await world()
  await store.ensure(['big'])
  const requests = server.requests.length
  const next = await openStore(catalogue, root)
  expect(next.isReady('big')).toBe(true)
  expect(await next.ensure(['big'])).toEqual({ kind: 'ready' })
  expect(server.requests).toHaveLength(requests)
})

test('a model asked for twice at once is fetched once', async () => {
  const { server, store } = await world()
  const outcomes = await Promise.all([store.ensure(['small']), store.ensure(['small'])])
  expect(outcomes).toEqual([{ kind: 'ready' }, { kind: 'ready' }])
  expect(server.requests).toHaveLength(1)
})

test('two processes fetching the same model share one download and one result', async () => {
  const { server, store, catalogue, root } = await world()
  const other = await openStore(catalogue, root)
  const outcomes = await Promise.all([store.ensure(['big']), other.ensure(['big'])])
  expect(outcomes).toEqual([{ kind: 'ready' }, { kind: 'ready' }])
  expect(server.requests.filter(({ path }) => path === '/big')).toHaveLength(1)
  expect(other.paths('big')).toEqual(store.paths('big'))
})

test('a pause stops the bytes, keeps them, and a resume goes on from there', async () => {
  const { server, store } = await world([{ kind: 'stall', afterBytes: 100_000 }])
  const ensured = store.ensure(['big'])
  await until(store, ({ models }) => models.some((model) => model.receivedBytes >= 100_000))
  await store.pause()
  expect(stateOf(store, 'big')).toBe('paused')
  expect(store.snapshot().paused).toBe(true)
  store.resume()
  expect(await ensured).toEqual({ kind: 'ready' })
  // What it requires may come last.
  const requests = server.requests.filter(({ path }) => path === '/big')
  expect(requests.at(-1)).toEqual({ path: '/big', range: 'bytes=100000-' })
})

test('what is asked for during a pause waits for the resume', async () => {
  const { server, store } = await world()
  await store.pause()
  const ensured = store.ensure(['small'])
  expect(stateOf(store, 'small')).toBe('paused')
  expect(server.requests).toEqual([])
  store.resume()
  expect(await ensured).toEqual({ kind: 'ready' })
})

test('a cancel gives everything up, on the disk too', async () => {
  const { store, root } = await world([{ kind: 'stall', afterBytes: 100_000 }])
  const ensured = store.ensure(['big'])
  await until(store, ({ models }) => models.some((model) => model.receivedBytes >= 100_000))
  await store.cancel()
  expect(await ensured).toEqual({ kind: 'cancelled' })
  expect(stateOf(store, 'big')).toBe('missing')
  expect(await readdir(join(root, '.incoming'))).not.toContain('big')
  expect(store.snapshot().busy).toBe(false)
})

test('a cancel while paused leaves a store that works', async () => {
  const { store } = await world()
  await store.pause()
  const ensured = store.ensure(['small'])
  await store.cancel()
  expect(await ensured).toEqual({ kind: 'cancelled' })
  expect(await store.ensure(['small'])).toEqual({ kind: 'ready' })
})

test('a run that ends in the middle leaves its bytes to the next one', async () => {
  const { server, store, catalogue, root } = await world([{ kind: 'stall', afterBytes: 100_000 }])
  const ensured = store.ensure(['big'])
  await until(store, ({ models }) => models.some((model) => model.receivedBytes >= 100_000))
  await store.dispose()
  expect(await ensured).toEqual({ kind: 'cancelled' })
  const next = await openStore(catalogue, root)
  expect(await next.ensure(['big'])).toEqual({ kind: 'ready' })
  // What it requires may come last.
  const requests = server.requests.filter(({ path }) => path === '/big')
  expect(requests.at(-1)).toEqual({ path: '/big', range: 'bytes=100000-' })
})

test('a failure is told, and asking again tries again', async () => {
  const { store } = await world([{ kind: 'status', status: 404 }])
  const failed = await store.ensure(['big'])
  expect(failed).toMatchObject({
    kind: 'failed',
    errors: [{ id: 'big', error: { code: 'model.sources-exhausted' } }],
  })
  expect(stateOf(store, 'big')).toBe('failed')
  expect(await store.ensure(['big'])).toEqual({ kind: 'ready' })
  expect(store.snapshot().models.every(({ error }) => error === null)).toBe(true)
})

test('a full disk is that model’s failure and nobody else’s', async () => {
  const { catalogue, root } = await world()
  const ports = testPorts({ freeBytes: async () => 64 * 1024 * 1024 + 100_000 })
  const store = await openStore(catalogue, root, { ports })
  const outcome = await store.ensure(['big', 'small'])
  expect(outcome).toMatchObject({ kind: 'failed', errors: [{ error: { code: 'disk.full' } }] })
  expect(store.isReady('small')).toBe(true)
})

test('a truncated file is noticed at the next start and fetched again', async () => {
  const { store, catalogue, root } = await world()
  await store.ensure(['small'])
  await truncate(join(root, 'small', 'model.bin'), 100)
  const next = await openStore(catalogue, root)
  const found = next.snapshot().models.find(({ id }) => id === 'small')
  expect(found).toMatchObject({ state: 'failed', error: { code: 'model.damaged' } })
  expect(await next.ensure(['small'])).toEqual({ kind: 'ready' })
  expect((await stat(join(root, 'small', 'model.bin'))).size).toBe(20_000)
})

test('a flipped bit is noticed by the full check and fetched again', async () => {
  const { store, root } = await world()
  await store.ensure(['small'])
  const path = join(root, 'small', 'model.bin')
  const wrong = Buffer.from(bytes.small)
  wrong.writeUInt8(wrong.readUInt8(5) ^ 1, 5)
  await writeFile(path, wrong)
  expect(await store.verify('small')).toMatchObject({ state: 'damaged' })
  expect(store.isReady('small')).toBe(false)
  expect(await store.ensure(['small'])).toEqual({ kind: 'ready' })
  expect(bytes.small.equals(await readFile(path))).toBe(true)
})

test('files put there by hand are taken over when every digest is right', async () => {
  const { server, catalogue, root } = await world()
  await mkdir(join(root, 'small'))
  await writeFile(join(root, 'small', 'model.bin'), bytes.small)
  const store = await openStore(catalogue, root)
  expect(store.isReady('small')).toBe(true)
  expect(server.requests).toEqual([])
  expect(await readdir(join(root, 'small'))).toContain('manifest.json')
})

test('files put there by hand with other bytes are not', async () => {
  const { catalogue, root } = await world()
  await mkdir(join(root, 'small'))
  await writeFile(join(root, 'small', 'model.bin'), bytes.shared)
  const store = await openStore(catalogue, root)
  expect(stateOf(store, 'small')).toBe('failed')
})

test('a manifest of another catalogue does not make a model ready', async () => {
  const { store, root } = await world()
  await store.ensure(['small'])
  const newer = madeCatalogue([{ id: 'small', bytes: bytes.shared }])
  expect((await openStore(newer, root)).isReady('small')).toBe(false)
})

test('a removed model is missing and can be fetched again', async () => {
  const { store, root } = await world()
  await store.ensure(['small'])
  await store.remove('small')
  expect(stateOf(store, 'small')).toBe('missing')
  expect(await readdir(root)).not.toContain('small')
  expect(await store.ensure(['small'])).toEqual({ kind: 'ready' })
})

test('a model says what it takes on the disk, and nothing once it is removed', async () => {
  const { store, root, catalogue } = await world()
  const takenBy = (of: ModelStore) => of.snapshot().models.map((model) => model.diskBytes)
  const sizes = async (id: string) => {
    const names = await readdir(join(root, id))
    const found = await Promise.all(names.map((name) => stat(join(root, id, name))))
    return found.reduce((sum, { size }) => sum + size, 0)
  }
  await store.ensure(['big'])
  expect(takenBy(store)).toEqual([await sizes('big'), 0, await sizes('shared')])
  expect(takenBy(store)[0]).toBeGreaterThan(400_000)
  // What another program has put beside it takes room as well, and goes with it.
  await writeFile(join(root, 'big', 'model.bin.cache'), new Uint8Array(50_000))
  const again = await openStore(catalogue, root)
  expect(takenBy(again)[0]).toBe(await sizes('big'))
  expect(takenBy(again)[0]).toBeGreaterThan(450_000)
  await store.remove('big')
  expect(takenBy(store)).toEqual([0, 0, await sizes('shared')])
})

test('a model that is used, or that another here requires, is not removed', async () => {
  const { store, root } = await world()
  await store.ensure(['big', 'small'])
  const reason = { code: 'installed' } as const
  const chosen = { roles: ENGINE_ROLES, llmFallback: null, turn: null, reason }
  store.select({ stt: 'small', tts: 'small', llm: 'small', ...chosen })
  const held = () => store.snapshot().models.map(({ heldBy }) => heldBy)
  expect(held()).toEqual([[], ['small'], ['big']])
  expect(await store.remove('small')).toMatchObject({
    ok: false,
    error: { code: 'model.in-use', params: { model: 'Model small' } },
  })
  expect(await store.remove('shared')).toMatchObject({
    ok: false,
    error: { code: 'model.needed', params: { model: 'Model shared', by: 'Model big' } },
  })
  expect(store.isReady('big')).toBe(true)
  expect(await store.remove('big')).toEqual({ ok: true, value: null })
  expect(held()).toEqual([[], ['small'], []])
  expect(await store.remove('shared')).toEqual({ ok: true, value: null })
  expect((await readdir(root)).filter((name) => !name.startsWith('.'))).toEqual(['small'])
  expect(await readdir(join(root, '.incoming'))).toEqual([])
})

test('a removal that the disk refuses says so, and the model is still whole', async () => {
  const { store, root } = await world()
  await store.ensure(['small'])
  await rm(join(root, '.incoming'), { recursive: true })
  await writeFile(join(root, '.incoming'), '')
  const removed = await store.remove('small')
  expect(removed.ok).toBe(false)
  expect(store.isReady('small')).toBe(true)
})

test('what another process fetched or removed is seen by the next one that opens', async () => {
  const { store, catalogue, root } = await world()
  await store.ensure(['small'])
  expect((await openStore(catalogue, root)).isReady('small')).toBe(true)
  await rm(join(root, 'small'), { recursive: true })
  expect((await openStore(catalogue, root)).isReady('small')).toBe(false)
})

test('the snapshot adds up what the selected models and their requirements need', async () => {
  const { store } = await world()
  const reason = { code: 'installed' } as const
  const chosen = { roles: ENGINE_ROLES, llmFallback: null, turn: null, reason }
  store.select({ stt: 'small', tts: 'small', llm: 'big', ...chosen })
  expect(store.snapshot().totals).toMatchObject({ receivedBytes: 0, totalBytes: 420_500 })
  expect(store.snapshot().complete).toBe(false)
  expect(
    store.snapshot().models.map(({ id, required, selected }) => [id, required, selected]),
  ).toEqual([
    ['big', true, true],
    ['small', true, true],
    ['shared', true, false],
  ])
  await store.ensure(['small', 'big'])
  expect(store.snapshot().totals).toMatchObject({ receivedBytes: 420_500, secondsLeft: 0 })
  expect(store.snapshot().complete).toBe(true)
})

test('of a model that comes when the set is here, the totals are those of what comes', async () => {
  const { store } = await world([{ kind: 'stall', afterBytes: 100_000 }])
  const reason = { code: 'installed' } as const
  const chosen = { roles: ENGINE_ROLES, llmFallback: null, turn: null, reason }
  store.select({ stt: 'small', tts: 'small', llm: 'small', ...chosen })
  await store.ensure(['small'])
  const ensured = store.ensure(['big'])
  const coming = await until(store, ({ totals }) => totals.receivedBytes >= 100_000)
  expect(coming).toMatchObject({ busy: true, complete: true })
  expect(coming.totals.totalBytes).toBeLessThanOrEqual(bytes.big.length + bytes.shared.length)
  await store.cancel()
  expect(await ensured).toEqual({ kind: 'cancelled' })
  expect(store.snapshot().totals).toMatchObject({ totalBytes: bytes.small.length, secondsLeft: 0 })
})

test('a model that nobody needs is given up in the middle of its download by taking it away', async () => {
  const { store, root } = await world([{ kind: 'stall', afterBytes: 100_000 }])
  const ensured = store.ensure(['big'])
  await until(store, ({ models }) => models.some((model) => model.receivedBytes >= 100_000))
  expect(await store.remove('big')).toMatchObject({ ok: true })
  expect(await ensured).toEqual({ kind: 'cancelled' })
  expect(stateOf(store, 'big')).toBe('missing')
  expect(await readdir(join(root, '.incoming'))).not.toContain('big')
})

test('a download that failed is put away by taking it away', async () => {
  const { store } = await world([{ kind: 'status', status: 404 }], true)
  expect(await store.ensure(['big'])).toMatchObject({ kind: 'failed' })
  expect(await store.remove('big')).toMatchObject({ ok: true })
  expect(store.snapshot().models[0]).toMatchObject({ state: 'missing', error: null })
})

test('of a set for one role alone nothing else is fetched, required or kept', async () => {
  const { store } = await world()
  const reason = { code: 'installed' } as const
  const chosen = { llmFallback: null, turn: null, reason }
  const choice = { stt: 'big', tts: 'small', llm: 'big', roles: ['tts'] as const, ...chosen }
  expect(await ensureChoice(store, choice)).toEqual({ kind: 'ready' })
  const { complete, models } = store.snapshot()
  expect(complete).toBe(true)
  expect(models.map(({ id, state, required }) => [id, state, required])).toEqual([
    ['big', 'missing', false],
    ['small', 'ready', true],
    ['shared', 'missing', false],
  ])
})

test('where the language model cannot be had the last resort takes its place', async () => {
  const { store } = await world([{ kind: 'status', status: 404 }], true)
  const reason = { code: 'machine-speed', estimatedTokensPerSecond: 30 } as const
  const choice = {
    stt: 'small',
    tts: 'small',
    llm: 'big',
    roles: ENGINE_ROLES,
    llmFallback: 'small',
    turn: null,
    reason,
  }
  expect(await ensureChoice(store, choice)).toEqual({ kind: 'ready' })
  expect(store.snapshot().choice).toMatchObject({
    llm: 'small',
    llmFallback: null,
    reason: { code: 'model-unavailable', wanted: 'big' },
  })
  expect(store.snapshot().complete).toBe(true)
})

test('the turn detector belongs to the set, and the set is complete without it', async () => {
  const { store } = await world([{ kind: 'status', status: 404 }], true)
  const reason = { code: 'installed' } as const
  const roles = ENGINE_ROLES
  const choice = { stt: 'small', tts: 'small', llm: 'small', roles, llmFallback: null, reason }
  expect(await ensureChoice(store, { ...choice, turn: 'big' })).toEqual({ kind: 'ready' })
  await ensureTurnDetector(store)
  const { complete, models, totals } = store.snapshot()
  expect(complete).toBe(true)
  expect(models.find(({ id }) => id === 'big')).toMatchObject({
    state: 'failed',
    required: false,
    selected: true,
  })
  expect(totals.totalBytes).toBe(bytes.big.length + bytes.small.length)
})

test('a listener hears nothing after its disposer was called', async () => {
  const { store } = await world()
  let heard = 0
  const stop = store.subscribe(() => {
    heard += 1
  })
  stop()
  await store.ensure(['small'])
  expect(heard).toBe(0)
})

test('every state on the way is shown, in order', async () => {
  const { store } = await world()
  const states: (ModelState | undefined)[] = []
  store.subscribe(({ models }) => {
    const state = models.find(({ id }) => id === 'small')?.state
    if (states.at(-1) !== state) states.push(state)
  })
  await store.ensure(['small'])
  expect(states).toEqual(['queued', 'downloading', 'verifying', 'preparing', 'ready'])
})

test('the source that gives the bytes is named while they come', async () => {
  const { store } = await world([{ kind: 'stall', afterBytes: 100_000 }])
  const ensured = store.ensure(['big'])
  const snapshot = await until(store, isIn('big', 'downloading'))
  expect(snapshot.busy).toBe(true)
  const shown = await until(store, ({ models }) => models.some(({ source }) => source !== null))
  expect(shown.models.map(({ source }) => source)).toContain('official')
  await store.cancel()
  await ensured
})

test('a cache folder that cannot be looked into costs its models, not the start', async () => {
  const { catalogue } = await world()
  // Longer than any file system takes.
  const root = join(await temporaryFolder(), 'x'.repeat(300))
  const store = await openStore(catalogue, root)
  const fault = { state: 'failed', error: { code: 'model.folder-unusable' } }
  expect(store.snapshot().models).toMatchObject([fault, fault, fault])
  await store.ensure(['small'])
  await store.cancel()
  expect(stateOf(store, 'small')).toBe('failed')
})
