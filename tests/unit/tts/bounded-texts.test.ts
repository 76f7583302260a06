import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundedTexts } from '../../../electron/engines/tts/bounded-texts.ts'

describe('boundedTexts', () => {
  it('leaves a clause of ordinary length whole', () => {
    const text = 'The capital of France is Paris, and it lies on the river Seine.'
    expect(boundedTexts(text)).toEqual([text])
  })

  it('parts a long text behind a sentence rather than behind a comma or a word', () => {
    const sentence = `${'so, '.repeat(20)}and on. `
    const [first] = boundedTexts(sentence.repeat(3))
    expect(first).toBe(sentence.repeat(2))
  })

  it('parts an endless sentence behind a comma', () => {
    const parts = boundedTexts('and then we went on and on, '.repeat(20))
    expect(parts.length).toBeGreaterThan(2)
    for (const part of parts) expect(part.trimEnd()).toMatch(/,$/u)
  })

  it('loses nothing and keeps every part short, of any text', () => {
    const words = fc.array(fc.string({ maxLength: 30 }), { maxLength: 80 })
    fc.assert(
      fc.property(words, (given) => {
        const text = given.join(' ')
        const parts = boundedTexts(text)
        expect(parts.join('')).toBe(text)
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(200)
      }),
    )
  })
})
