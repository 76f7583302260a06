import { describe, expect, it } from 'vitest'
import { LOCAL_ONLY, providerPresetSchema } from '../../../electron/contracts/providers.ts'
import { FIRST_RUN_DONE } from '../../../electron/contracts/first-run.ts'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import file from '../../../resources/providers/presets.json'
import { leaveStep, newOrder, skipStep } from '../../../renderer/welcome/leave-step.ts'
import { providerLack } from '../../../renderer/welcome/provider-lack.ts'
import { offersOf, providerFrom } from '../../../renderer/welcome/provider-offers.ts'
import { modelsSnapshot } from '../renderer/models-snapshot.ts'

const PRESETS = file.presets.map((preset) => providerPresetSchema.parse(preset))
const OLLAMA = {
  preset: 'ollama',
  baseUrl: 'http://127.0.0.1:11434/v1',
  models: ['qwen3:4b', 'llama3.2:1b'],
} as const
const offerOf = (name: string, found = [OLLAMA]) => {
  const offer = offersOf(PRESETS, found).find(({ preset }) => preset.id === name)
  if (offer === undefined) throw new Error(`no ${name}`)
  return offer
}

describe('the providers that are offered', () => {
  it('are those that need a key and no more, and servers that are here', () => {
    const names = offersOf(PRESETS, [OLLAMA]).map(({ preset }) => preset.id)
    expect(names[0]).toBe('ollama')
    expect(names).toContain('openai')
    // Its address has the person's own name in it.
    expect(names).not.toContain('azure')
    expect(names).not.toContain('custom')
    expect(offersOf(PRESETS, []).map(({ preset }) => preset.id)).not.toContain('ollama')
  })

  it('become providers with what is known of them', () => {
    expect(providerFrom(offerOf('openai'), [], null)).toMatchObject({
      id: 'openai',
      baseUrl: 'https://api.openai.com/v1',
      realtime: null,
    })
    expect(providerFrom(offerOf('ollama'), [], null)?.llm?.model).toBe('qwen3:4b')
    expect(providerFrom(offerOf('ollama'), [], 'llama3.2:1b')?.llm?.model).toBe('llama3.2:1b')
  })

  it('are none as long as their model has no name', () => {
    const empty = offerOf('ollama', [{ ...OLLAMA, models: [] as never }])
    expect(providerFrom(empty, [], null)).toBeNull()
    expect(providerFrom(empty, [], 'mine')?.llm?.model).toBe('mine')
  })

  it('are the ones that were set up before, not another of the same', () => {
    const before = providerFrom(offerOf('openai'), [], null)
    if (before === null) throw new Error('there is one')
    const changed = { ...before, id: 'work', name: 'Work' }
    expect(providerFrom(offerOf('openai'), [changed], null)).toBe(changed)
  })
})

describe('what a provider lacks', () => {
  const openai = providerFrom(offerOf('openai'), [], null)
  const ollama = providerFrom(offerOf('ollama'), [], null)
  if (openai === null || ollama === null) throw new Error('there are both')
  const keys = (state: 'none' | 'stored') => ({ canStore: true, keys: { openai: state } })
  const known = { presets: PRESETS, keys: keys('none') }

  it('is itself, or the key that it needs', () => {
    expect(providerLack([], known)).toEqual({ lack: 'none' })
    expect(providerLack([openai], known)).toEqual({ lack: 'key', provider: openai })
    expect(providerLack([openai], { ...known, keys: keys('stored') })).toBeNull()
  })

  it('is nothing where one of them can be asked, or nobody knows yet', () => {
    expect(providerLack([openai, ollama], known)).toBeNull()
    expect(providerLack([openai], { ...known, keys: null })).toBeNull()
  })
})

describe('going on from a step', () => {
  const settings = defaultSettings()
  const openai = providerFrom(offerOf('openai'), [], null)
  const world = (complete = false, busy = false) => {
    const done: unknown[] = []
    return {
      done,
      stores: {
        settings: {
          get: () => null,
          subscribe: () => () => undefined,
          change: (patch: unknown) => void done.push(patch),
          save: () => Promise.resolve(null),
          dispose: () => undefined,
        },
        models: {
          get: () => ({ snapshot: modelsSnapshot({ complete, busy }), error: null }),
          subscribe: () => () => undefined,
          command: (command: string) => void done.push(command),
          download: () => undefined,
          remove: () => undefined,
          dispose: () => undefined,
        },
      },
    }
  }
  const at = (step: 'way' | 'provider' | 'wake', way: 'local' | 'provider' | 'both') => ({
    ...FIRST_RUN_DONE,
    step,
    way,
  })
  const view = { settings, errors: {} }

  it('fetches what this computer needs, once', () => {
    const { stores, done } = world()
    leaveStep(stores, at('way', 'local'), view)
    expect(done).toEqual(['download'])
    const busy = world(false, true)
    leaveStep(busy.stores, at('way', 'local'), view)
    const complete = world(true)
    leaveStep(complete.stores, at('way', 'both'), view)
    expect([busy.done, complete.done]).toEqual([[], []])
  })

  it('fetches nothing for a provider that nobody has named, nor at another step', () => {
    const { stores, done } = world()
    leaveStep(stores, at('way', 'provider'), view)
    leaveStep(stores, at('provider', 'provider'), view)
    leaveStep(stores, at('wake', 'local'), view)
    expect(done).toEqual([])
  })

  it('leaves an order alone that is of this way already', () => {
    const own = { ...settings, engineOrder: { ...LOCAL_ONLY, llm: ['provider:x'] } }
    expect(newOrder('provider', own)).toBeNull()
    expect(newOrder('local', own)).toEqual(LOCAL_ONLY)
  })

  it('goes back to a provider that is set up', () => {
    const own = { ...settings, providers: openai === null ? [] : [openai] }
    expect(newOrder('both', own)?.llm).toEqual(['provider:openai', 'local'])
  })

  it('leaves a provider that cannot be asked out of the line when it is passed over', () => {
    const { stores, done } = world()
    const own = { ...settings, engineOrder: { ...LOCAL_ONLY, llm: ['provider:openai'] } }
    skipStep(stores, at('provider', 'provider'), { settings: own, errors: {} }, { lack: 'none' })
    expect(done).toEqual([{ engineOrder: LOCAL_ONLY }])
    skipStep(stores, at('provider', 'provider'), { settings: own, errors: {} }, null)
    skipStep(stores, at('provider', 'provider'), view, { lack: 'none' })
    skipStep(stores, at('wake', 'provider'), { settings: own, errors: {} }, null)
    expect(done).toHaveLength(1)
  })
})
