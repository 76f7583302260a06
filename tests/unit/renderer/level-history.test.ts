import { describe, expect, it } from 'vitest'
import { createLevelHistory } from '../../../renderer/ui/level-history.ts'

describe('the history of levels', () => {
  it('draws nothing for silence after silence', () => {
    const history = createLevelHistory(4)
    expect([0, 0.01, 0, 0].map(history.push)).toEqual([false, false, false, false])
  })

  it('draws until the last sound has run out of the picture, then rests', () => {
    const history = createLevelHistory(3)
    expect([0.5, 0, 0, 0, 0].map(history.push)).toEqual([true, true, true, true, false])
    expect(history.push(0.4)).toBe(true)
  })

  it('gives the newest first and forgets what is older than its length', () => {
    const history = createLevelHistory(2)
    for (const level of [0.25, 0.5, 2]) history.push(level)
    expect([history.at(0), history.at(1)]).toEqual([1, 0.5])
  })

  it('takes what is no number for silence', () => {
    const history = createLevelHistory(2)
    history.push(Number.NaN)
    expect(history.at(0)).toBe(0)
  })
})
