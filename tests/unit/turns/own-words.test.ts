import { describe, expect, it } from 'vitest'
import { areOwnWords } from '../../../electron/core/turns/own-words.ts'

const SAID = 'The capital of France is Paris, and it lies on the river Seine.'

describe('its own words', () => {
  it('are known again, also where one of them was misheard', () => {
    expect(areOwnWords('France is Paris and it lies', SAID)).toBe(true)
    expect(areOwnWords('Frances Paris and it lies on the river', SAID)).toBe(true)
    expect(areOwnWords('巴黎在塞纳河上', '法国的首都是巴黎，巴黎在塞纳河上。')).toBe(true)
  })

  it('are not what the person says, though some words are the same', () => {
    expect(areOwnWords('what is the capital of Italy', SAID)).toBe(false)
    expect(areOwnWords('no I meant the river in London', SAID)).toBe(false)
  })

  it('are not a word or two: the person may repeat them', () => {
    expect(areOwnWords('Paris', SAID)).toBe(false)
    expect(areOwnWords('the Seine', SAID)).toBe(false)
  })
})
