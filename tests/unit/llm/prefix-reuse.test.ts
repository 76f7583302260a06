import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planReuse } from '../../../electron/engines/llm/prefix-reuse.ts'

const range = (start: number, count: number) => Array.from({ length: count }, (_, i) => start + i)

describe('prefix reuse', () => {
  it('keeps the common beginning and leaves one token to be evaluated', () => {
    expect(planReuse([1, 2, 3, 9, 9], [1, 2, 3, 4])).toEqual({ kept: 3, removed: 0, moved: 0 })
    expect(planReuse([1, 2, 3], [1, 2, 3])).toEqual({ kept: 2, removed: 0, moved: 0 })
    expect(planReuse([], [1])).toEqual({ kept: 0, removed: 0, moved: 0 })
    expect(planReuse([1, 2], [])).toEqual({ kept: 0, removed: 0, moved: 0 })
  })

  it('moves the rest up when the oldest exchanges were dropped', () => {
    const system = range(0, 20)
    const old = range(1000, 150)
    const recent = range(2000, 200)
    const plan = planReuse([...system, ...old, ...recent, 7, 8], [...system, ...recent, 5, 6])
    expect(plan).toEqual({ kept: 20, removed: 150, moved: 200 })
  })

  it('does not move matches that are too short to be more than chance', () => {
    const plan = planReuse([1, ...range(50, 100), ...range(500, 20)], [1, ...range(500, 20), 9])
    expect(plan).toEqual({ kept: 1, removed: 0, moved: 0 })
  })

  it('always leaves a context that is a beginning of what is wanted', () => {
    const tokens = fc.array(fc.nat(3), { maxLength: 200 })
    fc.assert(
      fc.property(tokens, tokens, tokens, (shared, evaluatedRest, wantedRest) => {
        const evaluated = [...shared, ...evaluatedRest]
        const wanted = [...shared, ...wantedRest]
        const { kept, removed, moved } = planReuse(evaluated, wanted)
        const left = [
          ...evaluated.slice(0, kept),
          ...evaluated.slice(kept + removed, kept + removed + moved),
        ]
        expect(left).toEqual(wanted.slice(0, left.length))
        expect(left.length).toBeLessThan(Math.max(1, wanted.length))
      }),
    )
  })
})
