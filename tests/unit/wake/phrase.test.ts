import { describe, expect, it } from 'vitest'
import { soundLikeness, soundsOf } from '../../../electron/core/wake/sounds.ts'
import { findPhrase, withoutPhrase } from '../../../electron/core/wake/without-phrase.ts'
import { hearBy } from '../../../electron/core/wake/hear-by.ts'
import {
  isTooCommon,
  leastOver,
  ordinaryTalkOf,
} from '../../../electron/core/wake/ordinary-talk.ts'
import { spellingsOf } from '../../../electron/core/wake/spellings.ts'
import { usablePhrase } from '../../../electron/core/wake/usable-phrase.ts'
import { isClosing } from '../../../electron/core/wake/closing.ts'

const PHRASE = 'Hey Warbler'
const likeness = (text: string): number => findPhrase(text, [PHRASE])?.likeness ?? 0

describe('sounds', () => {
  it('are the same for spellings of the same sound', () => {
    expect(soundsOf('night')).toBe(soundsOf('nite'))
    expect(soundsOf('phone')).toBe(soundsOf('fone'))
    expect(soundsOf('Hey, war-bler')).toBe(soundsOf('hey warbler'))
  })

  it('are alike in both directions, wholly with themselves and not at all with nothing', () => {
    const one = soundsOf('hey warbler')
    const other = soundsOf('a war blurs')
    expect(soundLikeness(one, one)).toBe(1)
    expect(soundLikeness(one, other)).toBe(soundLikeness(other, one))
    expect(soundLikeness(one, '')).toBeLessThan(0.5)
    expect(soundLikeness('', '')).toBe(1)
  })
})

describe('the phrase in what speech to text wrote', () => {
  it.each([
    'Hey Warbler, what time is it?',
    'Hey warblow',
    'A war blurs.',
    'Tay warablers',
    'Oh, hey Warbler, tell me a joke.',
    'Hey, Wabla. What is the time?',
  ])('is found in %j', (text) => expect(likeness(text)).toBeGreaterThan(0.78))

  it.each([
    'Hey, what about the car?',
    'Take care of her.',
    'The war was long.',
    'Good morning.',
    '',
  ])('is not found in %j', (text) => expect(likeness(text)).toBeLessThan(0.7))

  it('leaves what follows, with a capital', () => {
    expect(withoutPhrase('Hey war blur, play music.', [PHRASE], true)).toBe('Play music.')
    expect(withoutPhrase('Hey Warbler.', [PHRASE], true)).toBe('')
    expect(withoutPhrase('Hey Warbler, hey Warbler, play music.', [PHRASE], true)).toBe(
      'Play music.',
    )
    expect(withoutPhrase('Hey Warbler, quit Warbler.', [PHRASE], true)).toBe('Quit Warbler.')
    expect(withoutPhrase('So, hey Warbler, is it late?', [PHRASE], false)).toBe('Is it late?')
  })

  it('leaves all of it where the phrase is not in it', () => {
    expect(withoutPhrase('What is the capital of France?', [PHRASE], true)).toBe(
      'What is the capital of France?',
    )
    expect(withoutPhrase('Hey, where are you?', [PHRASE], false)).toBe('Hey, where are you?')
  })

  it('is found in Chinese, where some characters are others of the same sound', () => {
    expect(withoutPhrase('你好小英，现在几点？', ['你好小莺'], true)).toBe('现在几点？')
  })
})

describe('a goodbye', () => {
  it.each([
    "That's all.",
    'Okay, thanks!',
    'No thank you',
    'never mind',
    '没事了',
    '好的谢谢',
    'Bye.',
  ])('%j is one', (words) => expect(isClosing(words)).toBe(true))
  it.each(['Thanks, and what time is it?', 'All of them.', 'That', '谢谢用英语怎么说', ''])(
    '%j is none',
    (words) => expect(isClosing(words)).toBe(false),
  )
})

describe('a phrase to call by', () => {
  it.each(['Hey Warbler', 'Okay Zephyr', 'Marvin, wake up', 'Guten Tag Computer', '你好小莺'])(
    '%j can be used',
    (phrase) => expect(usablePhrase(phrase)).toEqual({ usable: true, phrase }),
  )

  it.each([
    ['Bo', 'too-short'],
    ['Hey you', 'too-short'],
    ['Hey Anna', 'too-short'],
    ['小莺', 'too-short'],
    ['Good morning everybody', 'too-common'],
    ['Okay computer', 'too-common'],
    ['大家好', 'too-common'],
    ['1 2 3', 'unreadable'],
    ['!!!', 'unreadable'],
    ['Привет мир', 'unreadable'],
  ])('%j is %s', (phrase, fault) =>
    expect(usablePhrase(phrase)).toMatchObject({ usable: false, fault }),
  )

  it('proposes one that can be used', () => {
    for (const phrase of ['Bo', 'Hey you', '小莺', 'Good morning everybody', '大家好']) {
      const verdict = usablePhrase(phrase)
      const better = verdict.usable ? null : verdict.better
      expect(better).not.toBeNull()
      expect(usablePhrase(better ?? '').usable).toBe(true)
    }
  })

  it('takes no heed of blanks', () => {
    expect(usablePhrase('  Hey   Warbler ')).toEqual({ usable: true, phrase: 'Hey Warbler' })
  })
})

describe('who waits for a phrase', () => {
  const moonshine = { id: 'm', engine: 'sherpa-moonshine', languages: ['en'] }
  const whisper = { id: 'w', engine: 'sherpa-whisper', languages: ['mul'] }
  const sense = { id: 's', engine: 'sherpa-sense-voice', languages: ['zh', 'en', 'ja'] }

  it('is whoever can be asked how likely it is, wherever it stands', () => {
    expect(hearBy(['Hey Warbler'], [whisper, moonshine])).toEqual([
      { recognizer: moonshine, phrases: ['Hey Warbler'] },
    ])
  })

  it('knows its script', () => {
    expect(hearBy(['Hey Warbler', '你好小莺'], [moonshine, sense])).toEqual([
      { recognizer: moonshine, phrases: ['Hey Warbler'] },
      { recognizer: sense, phrases: ['你好小莺'] },
    ])
    expect(hearBy(['你好小莺'], [moonshine])).toEqual([])
    expect(hearBy(['Hey Warbler'], [])).toEqual([])
  })
})

describe('spellings', () => {
  it('are with and without capitals and the comma of a call', () => {
    expect(spellingsOf('okay  zephyr')).toEqual([
      'Okay zephyr',
      'Okay, zephyr',
      'Okay Zephyr',
      'Okay, Zephyr',
    ])
    expect(spellingsOf('Marmaduke!')).toEqual(['Marmaduke'])
    expect(spellingsOf('...')).toEqual([])
  })
})

describe('ordinary talk', () => {
  const talk = (mean: number, deviation: number) => ({ mean, deviation })

  it('raises what a phrase must reach that is likely in it', () => {
    expect(leastOver(talk(-32.7, 3.5), -20)).toBeCloseTo(-20, 0)
    expect(leastOver(talk(-29, 4), -20)).toBeCloseTo(-14.6, 1)
    expect(leastOver(talk(-40, 2), -20)).toBe(-20)
  })

  it('rules out a phrase that it holds all the time', () => {
    expect(isTooCommon(talk(-32.7, 3.5))).toBe(false)
    expect(isTooCommon(talk(-29, 4))).toBe(false)
    expect(isTooCommon(talk(-24.5, 3.6))).toBe(true)
    expect(isTooCommon(talk(-18.5, 3.7))).toBe(true)
  })

  it('is known by mean and deviation', () => {
    expect(ordinaryTalkOf([-30, -34])).toEqual({ mean: -32, deviation: 2 })
    expect(ordinaryTalkOf([])).toEqual({ mean: 0, deviation: 0 })
  })
})
