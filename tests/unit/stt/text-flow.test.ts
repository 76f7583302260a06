import { describe, expect, it } from 'vitest'
import { joinTexts, LocalAgreement } from '../../../electron/engines/stt/text-flow.ts'

describe('joinTexts', () => {
  it('puts spaces between words but none between Chinese sentences', () => {
    expect(joinTexts(['Good morning.', '', 'How are you?'])).toBe('Good morning. How are you?')
    expect(joinTexts(['你好。', '今天天气怎么样？'])).toBe('你好。今天天气怎么样？')
  })
})

describe('LocalAgreement', () => {
  it('commits what two decodings agree on, but not the newest word', () => {
    const agreement = new LocalAgreement()
    expect(agreement.update('', 'What is')).toEqual({ committed: '', tentative: 'What is' })
    expect(agreement.update('', 'What is the cap')).toEqual({
      committed: 'What is',
      tentative: 'the cap',
    })
    expect(agreement.update('', 'What is the capital of')).toEqual({
      committed: 'What is the',
      tentative: 'capital of',
    })
  })

  it('does not take back a committed word that a later decoding spells otherwise', () => {
    const agreement = new LocalAgreement()
    agreement.update('', 'set a timer for ten')
    agreement.update('', 'set a timer for ten minutes')
    const { committed } = agreement.update('', 'Set the time of for 10 minutes please')
    expect(committed.startsWith('set a timer for ten')).toBe(true)
  })

  it('commits all of a closed segment at once', () => {
    const agreement = new LocalAgreement()
    agreement.update('', 'That is')
    expect(agreement.update('That is one.', '')).toEqual({
      committed: 'That is one.',
      tentative: '',
    })
  })

  it('agrees on Chinese character by character', () => {
    const agreement = new LocalAgreement()
    agreement.update('', '今天天')
    expect(agreement.update('', '今天天气怎')).toEqual({ committed: '今天天', tentative: '气怎' })
  })
})
