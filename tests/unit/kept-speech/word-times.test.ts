import { describe, expect, it } from 'vitest'
import {
  anchorsOfClauses,
  anchorsOfSound,
  joinedAnchors,
} from '../../../electron/core/kept-speech/anchors.ts'
import { wordAt, wordTimes } from '../../../electron/core/kept-speech/word-times.ts'

/** Stretches of a tone with silence between, ms. */
const sound = (...stretches: readonly (readonly [fromMs: number, toMs: number])[]): Int16Array => {
  const endMs = Math.max(...stretches.map(([, toMs]) => toMs)) + 200
  return Int16Array.from({ length: endMs * 16 }, (_, at) =>
    stretches.some(([from, to]) => at >= from * 16 && at < to * 16)
      ? Math.sin(at / 5) * 9000
      : Math.sin(at) * 3,
  )
}
const said = (text: string, anchors: Parameters<typeof wordTimes>[1]) =>
  wordTimes(text, anchors).map(({ from, to, atMs, untilMs }) => [
    text.slice(from, to),
    Math.round(atMs),
    Math.round(untilMs),
  ])

describe('when the words of a sound are heard', () => {
  it('spreads them over the speech in it, and over nothing else', () => {
    const anchors = anchorsOfSound(sound([400, 800], [1400, 1800]), 16_000)
    expect(said('aaaa bbbb cccc dddd', anchors)).toEqual([
      ['aaaa', 400, 600],
      ['bbbb', 600, 800],
      ['cccc', 1400, 1600],
      ['dddd', 1600, 1800],
    ])
  })

  it('takes a gap as short as a consonant for speech', () => {
    const anchors = anchorsOfSound(sound([100, 300], [400, 600]), 16_000)
    expect(anchors).toHaveLength(2)
  })

  it('spreads them over all of a sound in which nothing stands out', () => {
    expect(anchorsOfSound(new Int16Array(16_000), 16_000).at(-1)).toEqual({ atMs: 1000, share: 1 })
    expect(anchorsOfSound(new Int16Array(0), 16_000)).toEqual([
      { atMs: 0, share: 0 },
      { atMs: 0, share: 1 },
    ])
  })

  it('goes by where the clauses of a reply began', () => {
    const anchors = anchorsOfClauses(
      [
        { text: 'One two.', atMs: 0 },
        { text: ' Three four.', atMs: 2000 },
      ],
      3000,
    )
    const times = said('One two. Three four.', anchors)
    expect(times.map(([word]) => word)).toEqual(['One', 'two.', 'Three', 'four.'])
    expect(times[2]?.[1]).toBeGreaterThan(1900)
    expect(times[3]?.[2]).toBe(3000)
  })

  it('takes a Chinese character for a word, with the mark behind it', () => {
    const anchors = [
      { atMs: 0, share: 0 },
      { atMs: 600, share: 1 },
    ]
    expect(said('你好，世界。', anchors).map(([word]) => word)).toEqual([
      '你',
      '好，',
      '世',
      '界。',
    ])
    expect(said('你好 Warbler', anchors).map(([word]) => word)).toEqual(['你', '好', 'Warbler'])
  })

  it('never goes backwards, and ends within the sound', () => {
    const anchors = anchorsOfSound(sound([50, 300], [700, 1500]), 16_000)
    const words = wordTimes('It was the best of times, it was the worst of times.', anchors)
    for (const [index, word] of words.entries()) {
      expect(word.untilMs).toBeGreaterThanOrEqual(word.atMs)
      expect(word.atMs).toBeGreaterThanOrEqual(words[index - 1]?.atMs ?? 0)
      expect(word.untilMs).toBeLessThanOrEqual(1500)
    }
  })

  it('has no word before the first, and the last one to the end', () => {
    const words = wordTimes('one two', [
      { atMs: 100, share: 0 },
      { atMs: 300, share: 1 },
    ])
    expect([0, 100, 250, 9000].map((atMs) => wordAt(words, atMs))).toEqual([-1, 0, 1, 1])
    expect(wordTimes('', [])).toEqual([])
    expect(wordAt([], 5)).toBe(-1)
  })

  it('keeps two sounds of one turn apart', () => {
    const whole = [
      { atMs: 0, share: 0 },
      { atMs: 500, share: 1 },
    ]
    expect(joinedAnchors(whole, 500, whole, 500)).toEqual([
      { atMs: 0, share: 0 },
      { atMs: 500, share: 0.5 },
      { atMs: 500, share: 0.5 },
      { atMs: 1000, share: 1 },
    ])
  })
})
