import { describe, expect, it } from 'vitest'
import type { EngineRole } from '../../../electron/contracts/providers.ts'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import {
  applyEngineChoice,
  type EngineChoice,
} from '../../../electron/main/providers/engine-choice.ts'
import { loopbackProvider } from '../../support/providers/loopback-models.ts'

const writer = loopbackProvider('https://api.example.com/v1', {
  id: 'writer',
  stt: null,
  tts: null,
})
const everything = loopbackProvider('https://all.example.com/v1', { id: 'all' })
const SETTINGS = {
  ...defaultSettings(),
  providers: [writer, everything],
  engineOrder: { stt: ['provider:all'], llm: ['provider:all', 'local'], tts: ['local'] },
}

const CATALOGUE: readonly (readonly [EngineRole, string])[] = [
  ['llm', 'qwen'],
  ['tts', 'piper'],
]
const isCatalogued = (role: EngineRole, id: string) =>
  CATALOGUE.some(([kind, known]) => kind === role && known === id)

const choose = (choice: Partial<EngineChoice>) =>
  applyEngineChoice(SETTINGS, { stt: null, llm: null, tts: null, ...choice }, isCatalogued)

const chosen = (choice: Partial<EngineChoice>) => {
  const result = choose(choice)
  if (!result.ok) throw new Error(result.error.detail)
  return result.value
}

describe('what the command line chooses for one run', () => {
  it('is what the settings have where it says nothing', () => {
    expect(chosen({})).toEqual(SETTINGS)
  })

  it('is this machine, without falling back', () => {
    expect(chosen({ stt: 'local', llm: 'local' }).engineOrder).toEqual({
      stt: ['local'],
      llm: ['local'],
      tts: ['local'],
    })
  })

  it('is a model of the catalogue, on this machine', () => {
    const { engineOrder, models } = chosen({ llm: 'qwen' })
    expect([engineOrder.llm, models.llm]).toEqual([['local'], 'qwen'])
  })

  it('is a provider, as it is set up', () => {
    expect(chosen({ llm: 'writer' }).engineOrder.llm).toEqual(['provider:writer'])
    expect(chosen({ llm: 'provider:writer' }).engineOrder.llm).toEqual(['provider:writer'])
  })

  it('is another model of a provider, whatever slashes its name has', () => {
    const { providers, engineOrder } = chosen({ llm: 'writer/meta/llama-3:free' })
    expect(engineOrder.llm).toEqual(['provider:writer'])
    expect(providers[0]?.llm).toMatchObject({ model: 'meta/llama-3:free', api: 'chat' })
    expect(providers[1]).toEqual(everything)
  })

  it('is a model of a provider that was not set up for this before', () => {
    expect(chosen({ stt: 'writer/whisper-1' }).providers[0]?.stt).toEqual({
      model: 'whisper-1',
      languages: [],
    })
  })

  it('leaves the other roles as they are', () => {
    const { engineOrder } = chosen({ tts: 'all' })
    expect(engineOrder).toMatchObject({ stt: ['provider:all'], llm: ['provider:all', 'local'] })
  })

  it('changes nothing of the settings that it was given', () => {
    const before = structuredClone(SETTINGS)
    chosen({ llm: 'writer/other', stt: 'local', tts: 'piper' })
    expect(SETTINGS).toEqual(before)
  })
})

describe('a choice that makes no sense', () => {
  it.each<Partial<EngineChoice>>([
    { llm: 'nobody' },
    { llm: '' },
    { llm: 'nobody/model' },
    { llm: 'writer/' },
    { llm: '/model' },
    { tts: 'qwen' },
    { stt: 'writer' },
    // A voice cannot be guessed.
    { tts: 'writer/tts-1' },
  ])('is a wrong usage that is named: %o', (choice) => {
    const result = choose(choice)
    expect(result).toMatchObject({ ok: false, error: { code: 'usage.invalid' } })
    const [[role, wanted] = []] = Object.entries(choice)
    expect(result.ok ? '' : result.error.detail).toContain(`--${role} ${wanted}`)
  })
})
