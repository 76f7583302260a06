import { describe, expect, it } from 'vitest'
import { isInvented } from '../../../electron/core/turns/invented-words.ts'
import { voiceEvidence } from '../../support/voice-evidence.ts'

describe('words that nobody spoke', () => {
  it('come from what the detector was not sure of, or what was no louder than the room', () => {
    expect(isInvented('Thank you.', voiceEvidence({ meanProbability: 0.4 }))).toBe(true)
    expect(isInvented('Thank you.', voiceEvidence({ aboveNoiseDb: 1 }))).toBe(true)
  })

  it('are more than anybody says in the time', () => {
    const words = Array.from({ length: 40 }, () => 'word').join(' ')
    expect(isInvented(words, voiceEvidence({ speechMs: 400 }))).toBe(true)
  })

  it('are not what somebody said, however short or quick', () => {
    expect(isInvented('Stop.', voiceEvidence({ speechMs: 200 }))).toBe(false)
    expect(isInvented('What is the capital of France?', voiceEvidence())).toBe(false)
    expect(isInvented('', voiceEvidence({ meanProbability: 0 }))).toBe(false)
  })
})
