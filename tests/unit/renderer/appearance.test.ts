import { describe, expect, it } from 'vitest'
import { attributesFor } from '../../../renderer/ui/appearance.ts'

const SYSTEM = { contrast: 'system', motion: 'system', transparency: 'system' } as const
const NO_WISHES = { contrast: false, forced: false, motion: false, transparency: false }

describe('the look of every window', () => {
  it('is as the system has it, where the person wishes nothing', () => {
    expect(attributesFor(SYSTEM, NO_WISHES)).toEqual({
      contrast: null,
      motion: null,
      transparency: null,
    })
    const all = { contrast: true, forced: false, motion: true, transparency: true }
    expect(attributesFor(SYSTEM, all)).toEqual({
      contrast: 'more',
      motion: 'less',
      transparency: 'less',
    })
  })

  it('is what the person wishes, where the system wishes nothing', () => {
    expect(
      attributesFor({ contrast: 'more', motion: 'less', transparency: 'less' }, NO_WISHES),
    ).toEqual({ contrast: 'more', motion: 'less', transparency: 'less' })
  })

  it('leaves the colours to a system that paints with its own', () => {
    const forced = { ...NO_WISHES, forced: true, contrast: true }
    expect(attributesFor({ ...SYSTEM, contrast: 'more' }, forced).contrast).toBe('forced')
  })
})
