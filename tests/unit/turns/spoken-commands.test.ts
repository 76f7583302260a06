import { describe, expect, it } from 'vitest'
import { spokenCommandOf } from '../../../electron/core/turns/spoken-commands.ts'

describe('what a turn asks of the conversation', () => {
  it.each([
    ['Go on.', 'go-on'],
    ['Please continue.', 'go-on'],
    ['Okay, keep going please', 'go-on'],
    ['继续。', 'go-on'],
    ['接着说吧', 'go-on'],
    ['Wait longer.', 'wait-longer'],
    ['You cut me off!', 'wait-longer'],
    ["Don't interrupt me.", 'wait-longer'],
    ["I wasn't finished.", 'wait-longer'],
    ['Give me more time to think.', 'wait-longer'],
    ['你打断我了。', 'wait-longer'],
    ['多等一会儿', 'wait-longer'],
    ['Answer faster.', 'wait-less'],
    ['快点回答', 'wait-less'],
    ['Stop.', 'stop'],
  ] as const)('"%s" is %s', (words, command) => expect(spokenCommandOf(words)).toBe(command))

  it.each([
    'Go on a diet with me?',
    'Should I continue my studies?',
    'How long do I have to wait at the doctor?',
    'You cut me off a slice of bread, thank you.',
    '',
    '等一下',
    '等我一下',
  ])('"%s" is for the model', (words) => expect(spokenCommandOf(words)).toBeNull())
})
