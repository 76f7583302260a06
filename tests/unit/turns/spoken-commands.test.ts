import { describe, expect, it } from 'vitest'
import { spokenCommandOf } from '../../../electron/core/turns/spoken-commands.ts'

describe('what a turn asks of the conversation', () => {
  it.each([
    ['Go on.', 'go-on'],
    ['Please continue.', 'go-on'],
    ['Okay, keep going please', 'go-on'],
    ['继续。', 'go-on'],
    ['接着说吧', 'go-on'],
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
