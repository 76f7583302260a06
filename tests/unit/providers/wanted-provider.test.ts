import { expect, it } from 'vitest'
import { FIRST_RUN_DONE } from '../../../electron/contracts/first-run.ts'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import { lacksProvider } from '../../../electron/main/providers/wanted-provider.ts'
import { loopbackProvider } from '../../support/providers/loopback-models.ts'

const going = (way: 'local' | 'provider' | 'both') => ({
  ...defaultSettings(),
  firstRun: { ...FIRST_RUN_DONE, way },
})

it('is a provider that is missing for somebody who wanted to go by one and has none', () => {
  expect(lacksProvider(going('provider'))).toBe(true)
  const providers = [loopbackProvider('https://api.example.com/v1', { id: 'cloud' })]
  expect(lacksProvider({ ...going('provider'), providers })).toBe(false)
})

it.each(['local', 'both'] as const)('is a model for whoever goes the way %s', (way) => {
  expect(lacksProvider(going(way))).toBe(false)
})
