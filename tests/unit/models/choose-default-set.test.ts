import { expect, test } from 'vitest'
import { loadCatalogue } from '../../../electron/engines/models/catalogue.ts'
import { chooseDefaultSet } from '../../../electron/engines/models/choose-default-set.ts'
import type { Machine } from '../../../electron/engines/models/machine.ts'
import { nothingWanted, resolveChoice } from '../../../electron/engines/models/resolve-choice.ts'

const catalogue = loadCatalogue({})

/** Two cores, 24 GiB, no hub: where the project is developed. */
const small: Machine = {
  memoryMb: 24_000,
  cores: 2,
  memoryBandwidthGbPerSecond: 22,
  reachesOfficial: false,
}
const workstation: Machine = {
  memoryMb: 32_000,
  cores: 8,
  memoryBandwidthGbPerSecond: 60,
  reachesOfficial: true,
}

test.each<[string, Machine, string, string]>([
  ['registries only, two cores', small, 'qwen2.5-0.5b', 'machine-speed'],
  ['the same with the hub', { ...small, reachesOfficial: true }, 'qwen2.5-0.5b', 'machine-speed'],
  [
    'measured while busy',
    { ...small, memoryBandwidthGbPerSecond: 8 },
    'qwen2.5-0.5b',
    'machine-speed',
  ],
  ['fast, with the hub', workstation, 'qwen3-1.7b', 'larger-model'],
  [
    'fast, without the hub',
    { ...workstation, reachesOfficial: false },
    'qwen2.5-0.5b',
    'hub-unreachable',
  ],
  [
    'very fast',
    { ...workstation, cores: 12, memoryBandwidthGbPerSecond: 120 },
    'qwen3-4b-instruct',
    'larger-model',
  ],
  ['fast with little memory', { ...workstation, memoryMb: 4000 }, 'qwen2.5-0.5b', 'machine-memory'],
  ['very little memory', { ...workstation, memoryMb: 1500 }, 'smollm2-135m', 'last-resort'],
  ['very slow memory', { ...small, memoryBandwidthGbPerSecond: 3 }, 'smollm2-135m', 'last-resort'],
])('%s: the language model fits', (_name, machine, llm, code) => {
  const choice = chooseDefaultSet(catalogue, machine)
  expect(choice).toMatchObject({
    stt: 'moonshine-tiny-en',
    tts: 'piper-en-us-joe-medium',
    llm,
    reason: { code },
  })
})

test('every choice but the last resort names what to take in its place', () => {
  expect(chooseDefaultSet(catalogue, small).llmFallback).toBe('smollm2-135m')
  expect(chooseDefaultSet(catalogue, workstation).llmFallback).toBe('qwen2.5-0.5b')
  const choice = chooseDefaultSet(catalogue, { ...small, memoryMb: 1500 })
  expect(choice.llmFallback).toBeNull()
})

const measureNever = (): Promise<Machine> => Promise.reject(new Error('measured'))

const installed =
  (...ids: readonly string[]) =>
  (id: string): boolean =>
    ids.includes(id)

test('an installed set is used without measuring or downloading another', async () => {
  const ready = installed('moonshine-tiny-en', 'piper-en-us-joe-medium', 'qwen2.5-0.5b')
  const choice = await resolveChoice(catalogue, nothingWanted, ready, measureNever)
  expect(choice).toMatchObject({ llm: 'qwen2.5-0.5b', reason: { code: 'installed' } })
})

test('what providers do needs no model, and nothing is measured for its sake', async () => {
  const voice = installed('piper-en-us-joe-medium')
  const hints = { roles: ['tts'] as const }
  const choice = await resolveChoice(catalogue, nothingWanted, voice, measureNever, hints)
  expect(choice).toMatchObject({ tts: 'piper-en-us-joe-medium', roles: ['tts'] })
  const none = await resolveChoice(catalogue, nothingWanted, () => false, measureNever, {
    roles: [],
  })
  expect(none.roles).toEqual([])
})

test('the turn detector is part of every choice, installed or not', async () => {
  const ready = installed('moonshine-tiny-en', 'piper-en-us-joe-medium', 'qwen2.5-0.5b')
  const choice = await resolveChoice(catalogue, nothingWanted, ready, measureNever)
  expect(choice.turn).toBe('smart-turn-v3.2')
  expect(chooseDefaultSet(catalogue, small).turn).toBe('smart-turn-v3.2')
})

test('the largest language model that is installed is used', async () => {
  const ready = installed(
    'moonshine-tiny-en',
    'piper-en-us-joe-medium',
    'smollm2-135m',
    'qwen2.5-0.5b',
    'qwen3-1.7b',
  )
  const choice = await resolveChoice(catalogue, nothingWanted, ready, measureNever)
  expect(choice.llm).toBe('qwen3-1.7b')
})

test('with only the last resort installed the better one is tried for again', async () => {
  const ready = installed('moonshine-tiny-en', 'piper-en-us-joe-medium', 'smollm2-135m')
  const choice = await resolveChoice(catalogue, nothingWanted, ready, async () => small)
  expect(choice).toMatchObject({ llm: 'qwen2.5-0.5b', llmFallback: 'smollm2-135m' })
})

test('what the person picked comes before what is installed', async () => {
  const ready = installed('moonshine-tiny-en', 'piper-en-us-joe-medium', 'qwen2.5-0.5b')
  const wanted = { stt: 'whisper-base', tts: null, llm: 'smollm2-135m' }
  const choice = await resolveChoice(catalogue, wanted, ready, measureNever)
  expect(choice).toMatchObject({
    stt: 'whisper-base',
    tts: 'piper-en-us-joe-medium',
    llm: 'smollm2-135m',
    reason: { code: 'wanted' },
  })
})

test('a wish for a model that the catalogue does not have, or of another kind, is no wish', async () => {
  const wanted = { stt: 'gone', tts: 'qwen2.5-0.5b', llm: null }
  const choice = await resolveChoice(
    catalogue,
    wanted,
    () => false,
    async () => small,
  )
  expect(choice).toMatchObject({ stt: 'moonshine-tiny-en', tts: 'piper-en-us-joe-medium' })
})
