import { describe, expect, it } from 'vitest'
import { FIRST_RUN_DONE } from '../../../electron/contracts/first-run.ts'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import { obstacleFor } from '../../../electron/main/providers/wanted-provider.ts'

const missing = { code: 'llm.model-missing' } as const
const going = (way: 'local' | 'provider' | 'both') => ({
  ...defaultSettings(),
  firstRun: { ...FIRST_RUN_DONE, way },
})

describe('what keeps a question from being answered', () => {
  it('is the provider for somebody who wanted to go by one and has none', () => {
    expect(obstacleFor(going('provider'), missing)).toEqual({ code: 'provider.none' })
  })

  it('is the model for everybody else', () => {
    expect(obstacleFor(going('local'), missing)).toBe(missing)
    expect(obstacleFor(going('both'), missing)).toBe(missing)
    const other = { code: 'microphone.absent' } as const
    expect(obstacleFor(going('provider'), other)).toBe(other)
    expect(obstacleFor(going('provider'), null)).toBeNull()
  })
})
