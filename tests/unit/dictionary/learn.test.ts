import { describe, expect, it } from 'vitest'
import { dictionaryCorrector } from '../../../electron/core/dictionary/correct.ts'
import { learn, withEntries } from '../../../electron/core/dictionary/learn.ts'

describe('what a correction teaches', () => {
  it.each([
    [
      'Deploy it to Cuba Netties now.',
      'Deploy it to Kubernetes now.',
      'Cuba Netties',
      'Kubernetes',
    ],
    ['ask warble her something', 'ask Warbler something', 'warble her', 'Warbler'],
    ['I live in paris', 'I live in Paris', 'paris', 'Paris'],
    ['call shiv on', 'call Siobhan', 'shiv on', 'Siobhan'],
    ['tell me about France', 'tell me about Frantz', 'France', 'Frantz'],
    ['we met at bird cafe', 'we met at Byrd cafe', 'bird cafe', 'Byrd cafe'],
    ['the iphone rang', 'the iPhone rang', 'iphone', 'iPhone'],
    ['我想给张三风打电话', '我想给张三丰打电话', '张三风', '张三丰'],
    ['我叫沃博', '我叫沃伯', '叫沃博', '叫沃伯'],
    ['你好瓦伯乐', '你好Warbler', '瓦伯乐', 'Warbler'],
  ])('%s -> %s', (before, after, heard, meant) => {
    expect(learn(before, after)).toEqual([{ heard, meant }])
  })

  it('takes a word of everyday with its neighbour, so that it stays as it is elsewhere', () => {
    expect(learn('Is that there house?', 'Is that their house?')).toEqual([
      { heard: 'there house', meant: 'their house' },
    ])
    expect(learn('他在见你', '他再见你')).toEqual([{ heard: '他在见', meant: '他再见' }])
    expect(learn('请打开公式', '请打开公事')).toEqual([{ heard: '打开公式', meant: '打开公事' }])
  })

  it.each([
    ['of what does not sound alike', 'meet me tuesday', 'meet me Friday'],
    ['of the opposite', 'no', 'yes'],
    ['of what was added', 'play some music', 'play some music by Bach'],
    ['of what was taken out', 'play um some music', 'play some music'],
    ['of another sentence', 'what a lovely day it is', 'tell me about the history of Rome'],
    ['of two plain words', 'the house is small', 'the mouse is small'],
    ['of words of everyday alone', 'I want to ask to be about it', 'I want to ask Toby about it'],
    ['of a plain word that stands alone', 'there', 'their'],
    ['of a Chinese word that stands alone', '公式', '公事'],
    ['of punctuation', 'yes I do', 'Yes, I do.'],
    [
      'of a word of everyday that a name was taken for',
      'How many days are in it',
      'How many Dayz are in it',
    ],
    [
      'of a plain word at the end',
      'Tell me something about the sea.',
      'Tell me something about the seagull.',
    ],
    [
      'of a plain word among such',
      'Yesterday I saw a sea on the house',
      'Yesterday I saw a seagull on the house',
    ],
    ['of nothing', 'the same', 'the same'],
    ['of everything gone', 'the same', ''],
  ])('nothing %s', (_what, before, after) => {
    expect(learn(before, after)).toEqual([])
  })

  it('finds one word in a very long turn', () => {
    const around = Array.from({ length: 1500 }, (_, n) => `n${n}`).join(' ')
    expect(
      learn(`${around} ask Cuba Netties now ${around}`, `${around} ask Kubernetes now ${around}`),
    ).toEqual([{ heard: 'Cuba Netties', meant: 'Kubernetes' }])
  })

  it('is nothing where more was written anew than anybody corrects by the word', () => {
    const learned = (between: number) => {
      const same = Array.from({ length: between }, (_, n) => `n${n}`).join(' ')
      return learn(`shiv on ${same} paris`, `Siobhan ${same} Paris`).map(({ meant }) => meant)
    }
    expect(learned(997)).toContain('Paris')
    expect(learned(998)).toEqual([])
  })

  it('is what makes the next transcript right, and leaves the words of other sentences', () => {
    const before = 'Deploy it to Cuba Netties and call shiv on.'
    const after = 'Deploy it to Kubernetes and call Siobhan.'
    const correct = dictionaryCorrector(learn(before, after))
    expect(correct(before)).toBe(after)
    expect(correct('cuba netties is up')).toBe('Kubernetes is up')
    expect(
      correct('Cuba is an island, and he put a shiv on the table'.replace('shiv on', 'shiv in')),
    ).toBe('Cuba is an island, and he put a shiv in the table')
  })
})

describe('the dictionary', () => {
  it('holds one entry for what is heard alike, the newest, and first', () => {
    const before = [
      { heard: 'Kay', meant: 'Kai' },
      { heard: 'shiv on', meant: 'Siobhan' },
    ]
    expect(withEntries(before, [{ heard: 'Shiv On', meant: 'Siobhán' }])).toEqual([
      { heard: 'Shiv On', meant: 'Siobhán' },
      { heard: 'Kay', meant: 'Kai' },
    ])
  })

  it('lets go of what is corrected back', () => {
    const back = learn('call Marlowe please', 'call marlow please')
    expect(
      withEntries([{ heard: 'marlow', meant: 'Marlowe' }], [{ heard: 'Marlowe', meant: 'marlow' }]),
    ).toEqual([{ heard: 'Marlowe', meant: 'marlow' }])
    expect(back.every(({ heard }) => heard !== 'marlow')).toBe(true)
  })

  it('is never longer than it may be', () => {
    const many = Array.from({ length: 500 }, (_, n) => ({ heard: `word${n}`, meant: `Word${n}` }))
    const next = withEntries(many, [{ heard: 'new', meant: 'New' }])
    expect(next).toHaveLength(500)
    expect(next[0]?.heard).toBe('new')
    expect(next.some(({ heard }) => heard === 'word499')).toBe(false)
  })
})
