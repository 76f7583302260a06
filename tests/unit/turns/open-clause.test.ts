import { describe, expect, it } from 'vitest'
import { clauseStateOf } from '../../../electron/core/turns/open-clause.ts'

describe('whether a clause is open', () => {
  it.each([
    'I would like to know the',
    'Bread, milk, and',
    'So, um',
    'Um.',
    'Can you tell me.',
    'I was wondering',
    'Could you please',
    'What is the weather like in the',
    'I need eggs, milk, flour.',
    'It is...',
    'Remind me to call my',
    'Tell me a story about.',
  ])('hears that more is to come in "%s"', (words) => {
    expect(clauseStateOf(words, 'en-US')).toBe('open')
  })

  it.each([
    'What is the capital of France?',
    'Tell me a story.',
    'Yes, please.',
    'What are you looking at?',
    'I need eggs, milk, and flour.',
    'Where does he come from?',
    'Turn it off.',
    'Stop.',
  ])('takes "%s" for whole', (words) => {
    expect(clauseStateOf(words, 'en')).toBe('closed')
  })

  it('cannot tell without a mark', () => {
    expect(clauseStateOf('turn on the light', 'en')).toBe('unmarked')
  })

  it('knows the words that go on of the language that is spoken, and of no other', () => {
    expect(clauseStateOf('我想买面包和。', 'zh-CN')).toBe('open')
    expect(clauseStateOf('今天天气怎么样？', 'zh')).toBe('closed')
    expect(clauseStateOf('我要鸡蛋，牛奶，面粉。', 'zh')).toBe('open')
    expect(clauseStateOf('今天天气很好，我想出去走走，你觉得去哪里好。', 'zh')).toBe('closed')
    expect(clauseStateOf('Bread and.', 'en-US')).toBe('open')
    // The Danish "to" is a number.
    expect(clauseStateOf('Vi var to.', 'da')).toBe('closed')
  })
})
