import { describe, expect, it, vi } from 'vitest'
import { measurePair, medianInterval } from '../../bench/engines/pairs.ts'
import { contentOf } from '../../bench/engines/plain-client.ts'

const numbered = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('a pair of measurements', () => {
  it('tells what is added by the differences of rounds, and not of the medians', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const plain = [0, 0, 0, 100, 10, 20]
    const warbler = [900, 900, 900, 101, 12, 60]
    const order: string[] = []
    const take = (from: readonly number[], who: string) => (round: number) => {
      order.push(who)
      return Promise.resolve(from[round] ?? Number.NaN)
    }
    const { figures } = await measurePair(
      {
        name: 'reply',
        against: 'plain',
        plain: take(plain, 'p'),
        warbler: take(warbler, 'w'),
      },
      3,
      0,
    )
    expect(figures.map(({ name, values }) => [name, values])).toEqual([
      ['reply: plain', [100, 10, 20]],
      ['reply: through Warbler', [101, 12, 60]],
      ['reply: added', [1, 2, 40]],
    ])
    expect(order.join('')).toBe('pwwppwwppwwp')
    vi.restoreAllMocks()
  })
})

describe('the interval of a median', () => {
  // The ranks of the sign test's tables: 6 and 15 of 20, 18 and 33 of 50, all of 6.
  it.each([
    [20, 6, 15],
    [50, 18, 33],
    [6, 1, 6],
  ])('of %i values lies between the ranks %i and %i', (count, from, to) => {
    expect(medianInterval(numbered(count).toReversed())).toEqual({ from, to })
  })

  it('cannot be told of five values', () => {
    expect(medianInterval(numbered(5))).toBeNull()
  })
})

describe('the text of a stream', () => {
  it('leaves roles, the end and what is not whole yet out', () => {
    const event = (delta: object) => `data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`
    const stream = `${event({ role: 'assistant', content: '' })}${event({ content: 'Hon' })}${event({ content: 'ey' })}`
    expect(contentOf(stream)).toBe('Honey')
    expect(contentOf(stream.slice(0, -6))).toBe('Hon')
    expect(contentOf('data: [DONE]\n\n: alive\n\n')).toBe('')
  })
})
