import { describe, expect, it } from 'vitest'
import { factOf, recognise, voiceThreshold } from '../../../electron/core/voices/verify.ts'

/** A voice at this angle from that of person 0. */
const at = (degrees: number): readonly number[] => [
  Math.cos((degrees * Math.PI) / 180),
  Math.sin((degrees * Math.PI) / 180),
]
const ada = { name: 'Ada', prototypes: [[...at(0)], [...at(40)]] }
const ben = { name: 'Ben', prototypes: [[...at(120)]] }

describe('who speaks', () => {
  it('is the person that the voice is nearest to', () => {
    expect(recognise(at(10), 2000, [ada, ben], 'relaxed').person).toBe('Ada')
    expect(recognise(at(110), 2000, [ada, ben], 'relaxed').person).toBe('Ben')
  })

  it('is told by the better of the prototypes of a person', () => {
    expect(recognise(at(40), 2000, [ada], 'relaxed').score).toBeCloseTo(1)
  })

  it('is a stranger where nobody is near enough', () => {
    expect(recognise(at(-80), 2000, [ada, ben], 'relaxed').person).toBeNull()
    expect(recognise(at(0), 2000, [], 'relaxed').person).toBeNull()
  })

  it('is a stranger where the numbers are those of another model', () => {
    expect(recognise([1, 0, 0], 2000, [ada], 'relaxed')).toMatchObject({ person: null, score: 0 })
  })

  it('may be nearer to the border in a short sound than in a long one', () => {
    const voice = at(-68)
    expect(recognise(voice, 800, [ada], 'relaxed').person).toBe('Ada')
    expect(recognise(voice, 2000, [ada], 'relaxed').person).toBeNull()
    expect(recognise(voice, 800, [ada], 'strict').person).toBeNull()
  })
})

describe('what a voice must reach', () => {
  it('is what was measured, and a line between', () => {
    expect(voiceThreshold(800, 'relaxed')).toBeCloseTo(0.33)
    expect(voiceThreshold(2000, 'relaxed')).toBeCloseTo(0.42)
    expect(voiceThreshold(5000, 'strict')).toBeCloseTo(0.55)
    const between = voiceThreshold(1265, 'relaxed')
    expect(between).toBeCloseTo(0.375, 2)
  })

  it('does not leave what was measured far behind', () => {
    expect(voiceThreshold(60_000, 'relaxed')).toBeCloseTo(0.5)
    expect(voiceThreshold(0, 'relaxed')).toBe(voiceThreshold(500, 'relaxed'))
    expect(voiceThreshold(0, 'relaxed')).toBeGreaterThan(0.25)
  })

  it('grows with the length of the sound and with the strictness', () => {
    for (let ms = 200; ms < 8000; ms += 100) {
      expect(voiceThreshold(ms + 100, 'strict')).toBeGreaterThanOrEqual(
        voiceThreshold(ms, 'strict'),
      )
      expect(voiceThreshold(ms, 'strict')).toBeGreaterThan(voiceThreshold(ms, 'relaxed'))
    }
  })
})

describe('what is made of it', () => {
  it('is that nobody can tell, just below the border', () => {
    expect(factOf({ person: 'Ada', score: 0.5, threshold: 0.42 })).toBe('enrolled')
    expect(factOf({ person: null, score: 0.4, threshold: 0.42 })).toBe('unknown')
    expect(factOf({ person: null, score: 0.3, threshold: 0.42 })).toBe('stranger')
  })
})
