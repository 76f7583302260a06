import Conf from 'conf'
import { readdir } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openStorage } from '../../../electron/main/storage/open-storage.ts'
import { chooseEngines } from '../../../electron/main/ask/choose-engines.ts'
import type { EngineChoice } from '../../../electron/main/providers/engine-choice.ts'
import type { SettingsPatch } from '../../../electron/contracts/settings.ts'
import { loopbackProvider } from '../../support/providers/loopback-models.ts'
import {
  faultyServer,
  madeBytes,
  madeCatalogue,
  temporaryFolder,
  testPatience,
  testPorts,
} from '../models/world.ts'

const bytes = madeBytes(2000)

/** A profile with these settings, and a server that has a model of each kind. */
const world = async (
  settings: SettingsPatch = {},
  { missing = [] }: { readonly missing?: readonly string[] } = {},
) => {
  const server = await faultyServer({
    files: Object.fromEntries(
      ['ears', 'voice', 'small', 'large']
        .filter((name) => !missing.includes(name))
        .map((name) => [`/${name}`, bytes]),
    ),
    faults: {},
  })
  const from = (path: string) => [{ type: 'official', url: `${server.url}/${path}` }]
  const store = {
    catalogue: madeCatalogue([
      { id: 'ears', kind: 'stt', bytes, sources: from('ears') },
      { id: 'voice', kind: 'tts', bytes, sources: from('voice') },
      { id: 'small', bytes, sources: from('small') },
      { id: 'large', bytes, sources: from('large') },
    ]),
    root: await temporaryFolder(),
    ports: testPorts(),
    patience: testPatience,
  }
  const profile = await temporaryFolder()
  const storage = openStorage(profile, (options) => new Conf(options), Date.now())
  onTestFinished(() => storage.close())
  const cloud = loopbackProvider('https://api.example.com/v1', { id: 'cloud' })
  storage.settings.change({ providers: [cloud], ...settings })
  const choose = (choice: Partial<EngineChoice> = {}) =>
    chooseEngines(
      storage,
      { stt: null, llm: null, tts: null, ...choice },
      () => undefined,
      () => undefined,
      store,
    )
  const here = async () => (await readdir(store.root)).filter((name) => !name.startsWith('.'))
  return { server, choose, here }
}

test('a run fetches only the models that its order names', async () => {
  const { choose, here } = await world()
  const chosen = await choose({ stt: 'cloud', llm: 'provider:cloud' })
  if (!chosen.ok) throw new Error(chosen.error.detail)
  const { stt, llm, tts } = chosen.value.lines
  expect([stt, llm, tts].map((line) => line.map(({ id }) => id))).toEqual([
    ['cloud/test-model'],
    ['cloud/test-model'],
    ['voice'],
  ])
  expect(await here()).toEqual(['voice'])
})

test('where the budget is used up a run says so, and fetches nothing that nobody chose', async () => {
  const everywhere = { stt: ['provider:cloud'], llm: ['provider:cloud'], tts: ['provider:cloud'] }
  const { choose, here } = await world({ engineOrder: everywhere, monthlyCapDollars: 0 })
  expect(await choose()).toMatchObject({ ok: false, error: { code: 'provider.capped-alone' } })
  expect(await here()).toEqual([])
  // What was chosen comes all the same, and what is here takes the place of the rest.
  expect(await choose({ llm: 'local' })).toMatchObject({ ok: false })
  expect(await here()).toEqual(['large'])
})

test('a run over providers alone fetches nothing', async () => {
  const { server, choose } = await world()
  const chosen = await choose({ stt: 'cloud', llm: 'cloud', tts: 'cloud' })
  expect(chosen.ok).toBe(true)
  expect(server.requests).toEqual([])
})

test('a language model that is named for the run and cannot be had is replaced by no other', async () => {
  const { choose, here } = await world({}, { missing: ['large'] })
  expect(await choose({ llm: 'large' })).toMatchObject({
    ok: false,
    error: { code: 'model.sources-exhausted' },
  })
  expect(await here()).not.toContain('small')
})

test('a language model of the settings that cannot be had gives way to a smaller one', async () => {
  const models = { stt: null, llm: 'large', tts: null }
  const { choose } = await world({ models }, { missing: ['large'] })
  const chosen = await choose()
  expect(chosen.ok && chosen.value.lines.llm.map(({ id }) => id)).toEqual(['small'])
})
