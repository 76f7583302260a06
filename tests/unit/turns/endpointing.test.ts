import { describe, expect, it } from 'vitest'
import {
  completeness,
  DEFAULT_ENDPOINTING,
  endpointAfter,
  type EndpointingPolicy,
} from '../../../electron/core/turns/endpointing.ts'

const { certainMs, unsureMs, openMs } = DEFAULT_ENDPOINTING

const silence = (
  words: string | null,
  score: number | null = null,
  wordsScore: number | null = null,
  policy: Partial<EndpointingPolicy> = {},
) => endpointAfter({ words, score, wordsScore }, { ...DEFAULT_ENDPOINTING, ...policy }).silenceMs

describe('the silence that ends a turn', () => {
  it('is shortest where the detector and the words agree that the person is done', () => {
    expect(silence('What is the capital of France?', 0.97, 0.99)).toBe(certainMs)
  })

  it('is longest where both say that more is to come', () => {
    expect(silence('I would like to know the', 0.05, 0.0001)).toBe(openMs)
  })

  it('hears a filler at the end of Chinese as well, whatever mark stands behind it', () => {
    for (const words of ['我想去北京，嗯。', '嗯，', '我要买牛奶，还有']) {
      expect(silence(words, 0.9, 0.9, { language: 'zh' })).toBeGreaterThan(
        silence('我想去北京。', 0.9, 0.9, { language: 'zh' }),
      )
    }
  })

  it('does not believe a full stop that the detector does not', () => {
    expect(silence('I was thinking about the weather.', 0.04)).toBeGreaterThan(unsureMs)
  })

  it('does not believe the ear where the words break off', () => {
    expect(silence('Could you tell me the.', 0.99, 0.0001)).toBe(openMs)
    expect(silence('How many', 0.99, 0.0001)).toBe(openMs)
    // Before the model has read them, their form must do.
    expect(silence('Could you tell me the.', 0.99)).toBeGreaterThan(unsureMs)
  })

  it('believes the words where the ear is unsure', () => {
    expect(silence('What is the largest ocean on Earth?', 0.56, 0.98)).toBe(certainMs)
    expect(silence('Why do rainbows have colors?', 0.22, 0.82)).toBe(certainMs)
  })

  it('knows that a short answer is whole, and that a filler is not', () => {
    expect(silence('Yes.', 0.95, 0.015)).toBe(certainMs)
    expect(silence('No, thanks.', null, 0.3)).toBeLessThan(unsureMs)
    expect(silence('I would like tea, um.', 0.9, 0.4)).toBeGreaterThan(unsureMs)
  })

  it('goes by the words alone where no detector is at work, and more carefully', () => {
    const closed = silence('What is the capital of France?')
    expect(closed).toBeGreaterThan(certainMs)
    expect(closed).toBeLessThan(unsureMs)
    for (const open of ['Bread, milk, and', 'So, um', 'Well,', 'It is...']) {
      expect(silence(open)).toBe(openMs)
    }
  })

  it('waits for words that are not there yet, whatever the score', () => {
    expect(silence(null, 0.99)).toBe(unsureMs)
  })

  it('never gets longer where the score grows', () => {
    for (const words of ['turn on the light', 'Turn on the light.', 'turn on the']) {
      const waits = [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99].map((score) => silence(words, score))
      expect(waits).toEqual(waits.toSorted((a, b) => b - a))
    }
  })

  it('grows and shrinks with the patience that was chosen', () => {
    const [quick, balanced, patient] = (['quick', 'balanced', 'patient'] as const).map((patience) =>
      silence('What is it?', 0.97, 0.9, { patience }),
    )
    expect(quick).toBeLessThan(balanced ?? 0)
    expect(patient).toBeGreaterThan(balanced ?? 0)
  })

  it('waits for somebody who pauses long, where it is unsure, but not where it is certain', () => {
    const habit = { count: 12, medianMs: 900, longMs: 1500 }
    expect(silence('turn on the light', 0.6, null, { habit })).toBeGreaterThan(
      silence('turn on the light', 0.6),
    )
    expect(silence('Turn on the light.', 0.97, 0.9, { habit })).toBe(certainMs)
  })

  it('is bounded, whatever was learned', () => {
    const slow = { count: 24, medianMs: 3000, longMs: 4000 }
    const fast = { count: 24, medianMs: 200, longMs: 250 }
    expect(silence('', null, null, { habit: slow })).toBeLessThanOrEqual(2500)
    expect(silence('', null, null, { habit: fast })).toBeGreaterThanOrEqual(650)
  })

  it('says what it rests on', () => {
    const facts = { words: 'It is late.', score: 0.944, wordsScore: 0.61 }
    const { reason } = endpointAfter(facts, DEFAULT_ENDPOINTING)
    expect(reason).toBe('complete 0.96, voice 0.94, words 0.61, sentence closed')
  })
})

describe('completeness', () => {
  it('is a probability, whatever is known', () => {
    for (const words of ['turn on the', 'Turn on the light.', '', null]) {
      for (const score of [null, 0, 0.5, 1]) {
        for (const wordsScore of [null, 0, 0.5, 1]) {
          const value = completeness({ words, score, wordsScore }, 'en')
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
        }
      }
    }
  })
})
