import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ensureDefaultModels } from '../../../electron/engines/models/ensure-default-models.ts'
import type { FaultPlan } from '../../support/faulty-download-server.ts'
import {
  faultyServer,
  madeBytes,
  madeCatalogue,
  temporaryFolder,
  testPatience,
  testPorts,
} from './world.ts'

const bytes = madeBytes(50_000)

const optionsWith = async (faults: Readonly<Record<string, FaultPlan>> = {}) => {
  const files = {
    '/ears': bytes,
    '/turns': bytes,
    '/voice': bytes,
    '/small': bytes,
    '/large': bytes,
  }
  const server = await faultyServer({ files, faults })
  const sources = (path: string) => [
    { type: 'official', url: `${server.url}/${path}` },
    // Names a registry, so that the chooser counts on it wherever the tests run.
    {
      type: 'registry',
      registry: 'npm',
      packages: [{ name: 'x', version: '1', archiveBytes: 1, members: ['x'] }],
    },
  ]
  const larger = madeBytes(60_000)
  return {
    catalogue: madeCatalogue([
      { id: 'ears', kind: 'stt', bytes, sources: sources('ears') },
      { id: 'voice', kind: 'tts', bytes, sources: sources('voice') },
      { id: 'turns', kind: 'turn', bytes, sources: sources('turns') },
      { id: 'small', bytes, sources: sources('small') },
      { id: 'large', bytes: larger, sources: sources('large') },
    ]),
    root: await temporaryFolder(),
    ports: testPorts(),
    patience: testPatience,
  }
}

test('a set that cannot be had whole takes the last resort and says so in plain lines', async () => {
  // What the server has as `large` is not what the catalogue wants.
  const options = await optionsWith()
  const lines: string[] = []
  const result = await ensureDefaultModels((line) => lines.push(line), { store: options })
  if (!result.ok) throw new Error(result.error.detail)
  onTestFinished(() => result.value.dispose())
  const { choice, complete } = result.value.snapshot()
  expect(complete).toBe(true)
  expect(choice).toMatchObject({ stt: 'ears', tts: 'voice', llm: 'small' })
  expect(lines).toContain('Model small: ready')
  expect(lines.some((line) => line.startsWith('Model large: failed, '))).toBe(true)
  expect(lines.every((line) => !line.includes('\n') && !line.includes('\r'))).toBe(true)
})

test('a second run with everything there fetches nothing and says nothing is coming', async () => {
  const options = await optionsWith()
  const first = await ensureDefaultModels(() => undefined, { store: options })
  if (first.ok) await first.value.dispose()
  const lines: string[] = []
  const ports = testPorts({ fetch: () => Promise.reject(new Error('asked the network')) })
  const wanted = { stt: null, tts: null, llm: 'small' }
  const again = await ensureDefaultModels((line) => lines.push(line), {
    store: { ...options, ports },
    wanted,
  })
  expect(again.ok).toBe(true)
  if (again.ok) await again.value.dispose()
  expect(lines.filter((line) => line.includes('fetching'))).toEqual([])
})

test('the turn detector is fetched where it is asked for, and nothing fails by it', async () => {
  const gone: FaultPlan = { faults: [{ kind: 'status', status: 404 }], forever: true }
  const readyWith = async (faults: Readonly<Record<string, FaultPlan>>, turnDetector: boolean) => {
    const result = await ensureDefaultModels(() => undefined, {
      store: await optionsWith(faults),
      turnDetector,
    })
    if (!result.ok) throw new Error(result.error.detail)
    onTestFinished(() => result.value.dispose())
    return result.value.isReady('turns')
  }
  expect(await readyWith({}, true)).toBe(true)
  expect(await readyWith({}, false)).toBe(false)
  expect(await readyWith({ '/turns': gone }, true)).toBe(false)
})

test('what cannot be done without is a coded error', async () => {
  const gone: FaultPlan = { faults: [{ kind: 'status', status: 404 }], forever: true }
  const options = await optionsWith({ '/voice': gone })
  const result = await ensureDefaultModels(() => undefined, { store: options })
  expect(result).toMatchObject({
    ok: false,
    error: { code: 'model.sources-exhausted', params: { model: 'Model voice' } },
  })
})

test.each([
  ['a file', (folder: string) => writeFile(folder, '')],
  ['a link to nowhere', (folder: string) => symlink(join(folder, 'nowhere'), folder)],
])('a cache folder that is %s is named, with what to do', async (_name, put) => {
  const root = join(await temporaryFolder(), 'models')
  await put(root)
  const options = { ...(await optionsWith()), root }
  const result = await ensureDefaultModels(() => undefined, { store: options })
  expect(result).toMatchObject({
    ok: false,
    error: { code: 'model.folder-unusable', params: { folder: root } },
  })
})
