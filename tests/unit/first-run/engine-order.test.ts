import { describe, expect, it } from 'vitest'
import { LOCAL_ONLY, providerSchema } from '../../../electron/contracts/providers.ts'
import { orderFor, rolesHere, wayOf } from '../../../electron/core/first-run/engine-order.ts'

const everything = providerSchema.parse({
  id: 'all',
  preset: 'openai',
  name: 'All',
  baseUrl: 'https://example.org/v1',
  stt: { model: 'ears' },
  llm: { model: 'mind' },
  tts: { model: 'mouth', voice: 'wren' },
})
const mind = providerSchema.parse({ ...everything, id: 'mind', stt: null, tts: null })

describe('the order of engines after a way was chosen', () => {
  it('is this computer’s alone where nothing may leave it, or nobody else is there', () => {
    expect(orderFor('local', everything)).toEqual(LOCAL_ONLY)
    expect(orderFor('provider', null)).toEqual(LOCAL_ONLY)
    expect(orderFor('both', null)).toEqual(LOCAL_ONLY)
  })

  it('keeps sound on this computer for both, and has it answer where the provider does not', () => {
    expect(orderFor('both', everything)).toEqual({
      stt: ['local'],
      llm: ['provider:all', 'local'],
      tts: ['local'],
    })
  })

  it('leaves to this computer what the provider does not do', () => {
    expect(rolesHere(orderFor('provider', everything))).toEqual([])
    expect(rolesHere(orderFor('provider', mind))).toEqual(['stt', 'tts'])
    expect(rolesHere(orderFor('both', everything))).toEqual(['stt', 'llm', 'tts'])
  })

  it('tells which way it is', () => {
    expect(wayOf(LOCAL_ONLY)).toBe('local')
    expect(wayOf(orderFor('both', everything))).toBe('both')
    expect(wayOf(orderFor('provider', everything))).toBe('provider')
    expect(wayOf(orderFor('provider', mind))).toBe('provider')
  })
})
