import { describe, expect, it } from 'vitest'
import {
  numberInWords,
  spokenWords,
  wordErrorRate,
} from '../../support/sound-lab/word-error-rate.ts'

describe('the word error rate', () => {
  it('is nothing for the same words in other spelling', () => {
    expect(wordErrorRate('What colour is the sky?', 'what color is the sky')).toBe(0)
    expect(wordErrorRate('There are seven days.', 'There are 7 days')).toBe(0)
    expect(wordErrorRate('What’s up tomorrow?', 'What is up, to-morrow')).toBe(0)
    expect(wordErrorRate('The moon is 384,400 km away', 'the moon is 384400 km away')).toBe(0)
  })

  it('does not mind a filler that was left out or put in', () => {
    expect(wordErrorRate('So, um, how do bees make honey?', 'So how do bees make honey?')).toBe(0)
  })

  it('counts a word that was replaced, lost or invented as one error each', () => {
    expect(wordErrorRate('the opposite of hot', 'the opposite of heart')).toBe(0.25)
    expect(wordErrorRate('the opposite of hot', 'the opposite hot')).toBe(0.25)
    expect(wordErrorRate('the opposite of hot', 'the very opposite of hot')).toBe(0.25)
  })

  it('is one when nothing was heard and above one when more was invented than said', () => {
    expect(wordErrorRate('stop talking', '')).toBe(1)
    expect(wordErrorRate('stop', 'thank you for watching')).toBe(4)
    expect(wordErrorRate('', 'thank you')).toBe(2)
  })
})

describe('spoken words', () => {
  it('keep what an apostrophe joins', () => {
    expect(spokenWords("I don't 'really' know")).toEqual(['i', "don't", 'really', 'know'])
  })

  it('spell numbers as a person says them', () => {
    expect([0, 13, 40, 99, 366, 1000, 12_034].map(numberInWords)).toEqual([
      'zero',
      'thirteen',
      'forty',
      'ninety nine',
      'three hundred sixty six',
      'one thousand',
      'twelve thousand thirty four',
    ])
  })
})
