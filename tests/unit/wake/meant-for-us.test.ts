import { describe, expect, it } from 'vitest'
import { isMeantForUs } from '../../../electron/core/wake/meant-for-us.ts'

const asked = {
  lastQuestion: 'How high is the Eiffel tower?',
  lastReply: 'The Eiffel tower in Paris is 330 metres high.',
}
const meant = (words: string, afterMs = 1500) => isMeantForUs({ ...asked, words, afterMs })

/** Right after the answer, and half its time later. */
const FOR_US = [
  'And when was it built?',
  'What about the one in Las Vegas?',
  'Who built it?',
  'How much is that in feet?',
  'Is that higher than the Empire State Building?',
  'Tell me more about the tower.',
  'Can you say that again?',
  'Repeat that, please.',
  'In feet, please.',
  'Now set a timer for ten minutes.',
  'Okay, and how old is it?',
  'Why is it called that?',
  'Thanks, and what is the weather tomorrow?',
  'No, I meant the one in Tokyo.',
  'What did you say?',
  'Play some music.',
  'Actually, how many steps does it have?',
  'Is Paris a nice place in November?',
  'Remind me to call mom.',
  'What should I cook for dinner?',
  'Say hello in French.',
  'How do you say good morning in Japanese?',
  'Set a timer for dinner.',
  '那它是什么时候建的？',
  '再说一遍。',
  '用英尺是多少？',
  '请讲慢一点。',
]

const FOR_OTHERS = [
  'Honey, dinner is on the table.',
  'Are you coming, mom?',
  "Dinner's ready.",
  'Hello, how was your day?',
  'Mum, where are my shoes?',
  'Anna, can you bring me the salt?',
  'See you tomorrow.',
  'Yeah, I will call you back in a minute.',
  'He said he would be here by six.',
  'Come here, you silly dog.',
  'Did you lock the car?',
  'I am coming.',
  'Are you hungry?',
  'Hi Peter, how are things at the office?',
  'Guys, we should go.',
  'She told me that on Monday.',
  'Pass me the remote.',
  'The train was late again this morning.',
  'I bought two tickets for Saturday.',
  'Do you want some tea?',
  'Hello? Yes, speaking.',
  'I think we need more milk.',
  'They have been arguing all day.',
  '妈，我的鞋子在哪儿？',
  '吃饭了。',
  '他说他六点到。',
  '老公，过来一下。',
]

describe('what follows an answer', () => {
  it.each(FOR_US)('%j is meant', (words) => {
    expect(meant(words)).toBe(true)
    expect(meant(words, 4500)).toBe(true)
  })

  it.each(FOR_OTHERS)('%j is not', (words) => {
    expect(meant(words)).toBe(false)
    expect(meant(words, 4500)).toBe(false)
  })

  it('is meant where it answers a question, however short', () => {
    const question = { lastQuestion: 'Set an alarm.', lastReply: 'For what time?' }
    for (const words of ['Seven.', 'Half past eight tomorrow.', 'Never.', 'Mm-hm.', '七点。']) {
      expect(isMeantForUs({ ...question, words, afterMs: 3000 })).toBe(true)
    }
  })

  it('is nothing where it only shows that somebody listens', () => {
    for (const words of ['Mm-hm.', 'Okay.', 'Right.', '嗯。', '']) expect(meant(words)).toBe(false)
  })
})
