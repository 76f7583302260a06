import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createThinkingFilter } from '../../../electron/engines/provider/thinking.ts'

const filtered = (deltas: readonly string[]): string => {
  const { push, flush } = createThinkingFilter()
  return [...deltas.map(push), flush()].join('')
}

/** A text divided at any places. */
const divided = (text: string, cuts: readonly number[]): readonly string[] => {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length]
  const sorted = places.sort((a, b) => a - b)
  return sorted.slice(1).map((end, index) => text.slice(sorted[index], end))
}
const cuts = fc.array(fc.nat({ max: 1000 }), { maxLength: 12 })

describe('what a model thinks aloud', () => {
  it.each([
    ['<think>Let me see.</think>Paris.', 'Paris.'],
    ['\n<think>\nHm.\n</think>\n\nIt is Paris.', 'It is Paris.'],
    ['<think></think>\n\n Yes', 'Yes'],
    ['<think>never done', ''],
    ['<think>a < b </thin</think>Yes <think>no</think>', 'Yes <think>no</think>'],
    ['Paris, <think>of course</think>.', 'Paris, <think>of course</think>.'],
    ['<thinking> is a word', '<thinking> is a word'],
    ['  <thi', '  <thi'],
    ['', ''],
    ['   ', '   '],
  ])('is left out of %j, which leaves %j', (text, said) => {
    expect(filtered([text])).toBe(said)
  })

  it('is left out however the deltas divide it', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.constantFrom('', ' ', '\n'),
        cuts,
        (a, b, pad, at) => {
          fc.pre(!a.includes('</think>'))
          expect(filtered(divided(`${pad}<think>${a}</think>${pad}${b}`, at))).toBe(b.trimStart())
        },
      ),
    )
  })

  it('changes nothing of a text without it, however it is divided', () => {
    fc.assert(
      fc.property(fc.string(), cuts, (text, at) => {
        fc.pre(!text.trimStart().startsWith('<think>'))
        expect(filtered(divided(text, at))).toBe(text)
      }),
    )
  })

  it('holds nothing back of an answer that has begun', () => {
    const { push } = createThinkingFilter()
    push('Well')
    expect(push(' <')).toBe(' <')
  })
})
