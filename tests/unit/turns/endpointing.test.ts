import { describe, expect, it } from 'vitest'
import { DEFAULT_ENDPOINTING, endpointAfter } from '../../../electron/core/turns/endpointing.ts'

const silence = (words: string | null) => endpointAfter(words, DEFAULT_ENDPOINTING).silenceMs

describe('the silence that ends a turn', () => {
  it('is short after a closed sentence, long after an open clause', () => {
    expect(silence('What is the capital of France?')).toBe(DEFAULT_ENDPOINTING.closedMs)
    for (const open of [
      'I would like to know the',
      'Bread, milk, and',
      'So, um',
      'Well,',
      'It is...',
    ]) {
      expect(silence(open)).toBe(DEFAULT_ENDPOINTING.openMs)
    }
  })

  it('lies between the two where the words do not say', () => {
    expect(silence('turn on the light')).toBeGreaterThan(DEFAULT_ENDPOINTING.closedMs)
    expect(silence('turn on the light')).toBeLessThan(DEFAULT_ENDPOINTING.openMs)
  })

  it('waits for words that are not there yet', () => {
    expect(silence(null)).toBe(DEFAULT_ENDPOINTING.unknownMs)
  })

  it('knows Chinese full stops', () => {
    expect(silence('今天天气怎么样？')).toBe(DEFAULT_ENDPOINTING.closedMs)
  })

  it('knows the words that go on of the language that is spoken, and of no other', () => {
    const silenceIn = (language: string, words: string) =>
      endpointAfter(words, { ...DEFAULT_ENDPOINTING, language }).silenceMs
    expect(silenceIn('zh-CN', '我想买面包和。')).toBe(DEFAULT_ENDPOINTING.openMs)
    expect(silenceIn('en-US', 'Bread and.')).toBe(DEFAULT_ENDPOINTING.openMs)
    // The Danish "to" is a number.
    expect(silenceIn('da', 'Vi var to.')).toBe(DEFAULT_ENDPOINTING.closedMs)
  })
})
