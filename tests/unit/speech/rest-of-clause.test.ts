import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restOfClause } from '../../../electron/core/speech/rest-of-clause.ts'

const CLAUSE = 'The moon is far away from the earth.'

describe('the rest of a clause of which a part was heard', () => {
  it('is all of it where nothing was heard', () => {
    expect(restOfClause(CLAUSE, 0)).toBe(CLAUSE)
  })

  it('is nothing where all of it was heard', () => {
    expect(restOfClause(CLAUSE, 60_000)).toBe('')
  })

  it('begins with the word that was probably cut', () => {
    // "The moon is" are 11 characters, about 770 ms.
    expect(restOfClause(CLAUSE, 760)).toBe('is far away from the earth.')
    expect(restOfClause(CLAUSE, 300)).toBe('moon is far away from the earth.')
  })

  it('begins with any character of a language without spaces', () => {
    expect(restOfClause('月亮离地球很远。', 500)).toBe('离地球很远。')
  })

  it('does not cut a character of two code units', () => {
    expect(restOfClause('𠮷𠮷𠮷', 300)).toBe('𠮷𠮷')
  })

  it('is an end of the clause that begins with a word, and grows shorter as more was heard', () => {
    const words = fc.array(fc.constantFrom('a', 'moon', 'is', '月亮', 'earth.', '9'), {
      maxLength: 12,
    })
    const heardMs = fc.nat({ max: 8000 })
    fc.assert(
      fc.property(words, heardMs, heardMs, (list, one, other) => {
        const text = list.join(' ')
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        const rest = restOfClause(text, less)
        expect(text.endsWith(rest)).toBe(true)
        expect(rest).toBe(rest.trimStart())
        expect(rest.endsWith(restOfClause(text, more))).toBe(true)
      }),
    )
  })
})
