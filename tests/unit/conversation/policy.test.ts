import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import { DEFAULT_POLICY, policyFor } from '../../../electron/core/conversation/policy.ts'

describe('the ear that stays open after an answer', () => {
  const followUpMs = (isWaiting: boolean): number => {
    const person = { ...defaultSettings(), followUpSeconds: 8, isWaiting }
    return policyFor('en', person, DEFAULT_POLICY.phrases).followUpMs
  }

  it('stays open for as long as the person chose', () => {
    expect(followUpMs(true)).toBe(8000)
  })

  it('does not where the phrase is not waited for: a call has begun, or it was switched off', () => {
    expect(followUpMs(false)).toBe(0)
  })
})
