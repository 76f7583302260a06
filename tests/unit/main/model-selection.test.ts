import { ENGINE_ROLES, type EngineRole } from '../../../electron/contracts/providers.ts'
import { expect, onTestFinished, test } from 'vitest'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import { ModelStore } from '../../../electron/engines/models/model-store.ts'
import { nothingWanted } from '../../../electron/engines/models/resolve-choice.ts'
import { ModelSelection, type EngineModels } from '../../../electron/main/model-selection.ts'
import type { FaultPlan } from '../../support/faulty-download-server.ts'
import {
  faultyServer,
  madeBytes,
  madeCatalogue,
  temporaryFolder,
  testPatience,
  testPorts,
} from '../models/world.ts'

const bytes = madeBytes(2000)
const NEEDED = ['ears', 'voice', 'large']

const world = async (faults: Readonly<Record<string, FaultPlan>> = {}) => {
  const large = madeBytes(3000)
  const server = await faultyServer({
    files: { '/ears': bytes, '/voice': bytes, '/small': bytes, '/large': large, '/turns': bytes },
    faults,
  })
  const from = (path: string) => [{ type: 'official', url: `${server.url}/${path}` }]
  const store = {
    catalogue: madeCatalogue([
      { id: 'ears', kind: 'stt', bytes, sources: from('ears') },
      { id: 'voice', kind: 'tts', bytes, sources: from('voice') },
      { id: 'small', bytes, sources: from('small') },
      { id: 'large', bytes: large, sources: from('large') },
      { id: 'turns', kind: 'turn', engine: 'smart-turn', bytes, sources: from('turns') },
    ]),
    root: await temporaryFolder(),
    ports: testPorts(),
    patience: testPatience,
  }
  const install = async (ids: readonly string[]) => {
    const installer = await ModelStore.open(store)
    await installer.ensure(ids)
    await installer.dispose()
  }
  const open = async (roles: readonly EngineRole[] = ENGINE_ROLES) => {
    const failures: CodedError[] = []
    const announced: EngineModels[] = []
    let look = (): void => undefined
    const selection = await ModelSelection.open({
      store,
      wanted: () => ({ ...nothingWanted, llm: 'large' }),
      roles: () => roles,
      voices: () => ({}),
      onSnapshot: () => look(),
      onEngineModels: (models) => void announced.push(models),
      onFailure: (error) => void failures.push(error),
    })
    onTestFinished(() => selection.dispose())
    const until = (state: string) =>
      new Promise<void>((resolve) => {
        look = () => {
          const turns = selection.snapshot.models.find(({ id }) => id === 'turns')
          if (turns?.state === state) resolve()
        }
        look()
      })
    return { selection, failures, announced, until }
  }
  return { server, install, open }
}

test('whoever has the other models gets the turn detector without being asked', async () => {
  const { install, open } = await world()
  await install(NEEDED)
  const { selection, announced, until } = await open()
  expect(selection.snapshot.complete).toBe(true)
  expect(announced.map(({ stt, turn }) => [stt?.id, turn])).toEqual([['ears', null]])
  await until('ready')
  expect(announced.at(-1)).toMatchObject({
    stt: { id: 'ears' },
    turn: { id: 'turns', engine: 'smart-turn', threads: 1 },
  })
})

test('nothing is fetched before a person said so where something is missing', async () => {
  const { server, install, open } = await world()
  await install(NEEDED.slice(0, 2))
  const asked = server.requests.length
  const { selection, until } = await open()
  expect(selection.snapshot.complete).toBe(false)
  expect(server.requests.slice(asked).filter(({ path }) => path === '/turns')).toEqual([])
  await selection.download()
  await until('ready')
  expect(selection.snapshot.models.filter(({ selected }) => selected)).toHaveLength(4)
})

test('where providers do it all nothing is required, and nothing comes by itself', async () => {
  const { server, open } = await world()
  const { selection } = await open([])
  expect(selection.snapshot.complete).toBe(true)
  expect(selection.snapshot.models.filter(({ required }) => required)).toEqual([])
  await selection.download()
  expect(server.requests.filter(({ path }) => path !== '/turns')).toEqual([])
})

test('only what this machine is wanted for is fetched', async () => {
  const { open } = await world()
  const { selection, announced } = await open(['tts'])
  expect(selection.snapshot.complete).toBe(false)
  await selection.download()
  expect(selection.snapshot.complete).toBe(true)
  const here = selection.snapshot.models.filter(({ state }) => state === 'ready')
  expect(here.map(({ id }) => id).filter((id) => id !== 'turns')).toEqual(['voice'])
  expect(announced.at(-1)).toMatchObject({ stt: null, llm: null, tts: { id: 'voice' } })
})

test('a model that is asked for by name comes alone and is then announced as what it is', async () => {
  const { install, open, server } = await world()
  await install(NEEDED)
  const { selection, failures, until } = await open()
  await until('ready')
  const asked = server.requests.length
  const kind = await new Promise((resolve) => {
    const begun = selection.downloadOne('small', (ready) => {
      resolve(ready)
      return { ok: false, error: { code: 'storage.unavailable' } }
    })
    expect(begun.ok).toBe(true)
  })
  expect(kind).toBe('llm')
  expect(server.requests.slice(asked).map(({ path }) => path)).toEqual(['/small'])
  // What could not be done with it is told.
  await expect.poll(() => failures).toEqual([{ code: 'storage.unavailable' }])
  expect(await selection.remove('small')).toEqual({ ok: true, value: null })
})

test('a name that the catalogue does not have is refused', async () => {
  const { open } = await world()
  const { selection } = await open()
  const refused = { ok: false, error: { code: 'usage.invalid' } }
  expect(selection.downloadOne('none', () => refused as never)).toMatchObject(refused)
  expect(await selection.remove('none')).toMatchObject(refused)
})

test('a turn detector that cannot be had fails nothing and is told to nobody', async () => {
  const gone: FaultPlan = { faults: [{ kind: 'status', status: 404 }], forever: true }
  const { open } = await world({ '/turns': gone })
  const { selection, failures, announced, until } = await open()
  await selection.download()
  await until('failed')
  expect(selection.snapshot.complete).toBe(true)
  expect(failures).toEqual([])
  expect(announced.at(-1)).toMatchObject({ llm: { id: 'large' }, turn: null })
})
