import { describe, expect, it } from 'vitest'
import { answerTo } from '../../../electron/core/actions/spoken/yes-or-no.ts'

const DELETE = { action: 'delete-everything', input: {} }
const QUIT = { action: 'quit', input: {} }

describe('an answer to "are you sure?"', () => {
  it.each([
    'Yes.',
    'Oh yes, please.',
    'Well, okay, do it now.',
    'Yes, thank you, Warbler.',
    "I'm sure.",
    '是的。',
    '嗯，好的。',
    '确定吧',
  ])('%s is a yes', (words) => {
    expect([answerTo(words, DELETE), answerTo(words, QUIT)]).toEqual(['yes', 'yes'])
  })

  it.each(['No.', 'Oh no, stop.', 'Never mind.', "Please don't.", '不要', '算了吧', '取消'])(
    '%s is a no',
    (words) => {
      expect(answerTo(words, DELETE)).toBe('no')
    },
  )

  it.each([
    'Oh!',
    'Well.',
    'Thanks.',
    'Thank you.',
    'Now.',
    'Please.',
    'Right.',
    'Warbler.',
    'Oh well, thanks.',
    '嗯',
    '那吧',
    'What would that delete?',
    'Yes and no',
    '',
  ])('%s is neither, and nothing is done by it', (words) => {
    expect(answerTo(words, DELETE)).toBeNull()
  })

  it('may be the order said once more, of that order alone', () => {
    expect([answerTo('Quit.', QUIT), answerTo('退出', QUIT)]).toEqual(['yes', 'yes'])
    expect([answerTo('Quit.', DELETE), answerTo('退出', DELETE)]).toEqual([null, null])
    expect(answerTo('Yes, delete everything.', DELETE)).toBe('yes')
    expect(answerTo('Delete everything.', QUIT)).toBeNull()
  })
})
