import { describe, expect, it } from 'vitest'
import { habitOf, learnPauses } from '../../../electron/core/turns/pause-habit.ts'

describe('the habit of pausing', () => {
  it('is not told from a few pauses', () => {
    expect(habitOf([900, 900, 900])).toBeNull()
  })

  it('is the middle and the long ones of the latest pauses', () => {
    const habit = habitOf([400, 500, 600, 700, 800, 900, 1000, 1100, 1200, 2000])
    expect(habit).toEqual({ count: 10, medianMs: 900, longMs: 2000 })
  })

  it('is learned from thinking pauses, not from gaps between words or from leaving', () => {
    expect(learnPauses([], [100, 600, 9000])).toEqual([600])
  })

  it('forgets the oldest and is not changed by nothing', () => {
    const many = Array.from({ length: 24 }, (_, index) => 500 + index)
    expect(learnPauses(many, [777]).at(0)).toBe(501)
    expect(learnPauses(many, [777])).toHaveLength(24)
    expect(learnPauses(many, [])).toBe(many)
  })
})
