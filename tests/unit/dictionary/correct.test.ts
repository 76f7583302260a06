import { describe, expect, it } from 'vitest'
import { dictionaryCorrector } from '../../../electron/core/dictionary/correct.ts'

const correct = dictionaryCorrector([
  { heard: 'Cuba Netties', meant: 'Kubernetes' },
  { heard: 'kay', meant: 'Kai' },
  { heard: 'web rtc', meant: 'webrtc' },
  { heard: 'foo', meant: 'bar baz' },
  { heard: 'bar', meant: 'never' },
  { heard: 'foo fighters', meant: 'Foo Fighters' },
  { heard: '张三风', meant: '张三丰' },
  { heard: '公式', meant: '公事' },
  { heard: '瓦伯乐', meant: 'Warbler' },
])

describe('a dictionary', () => {
  it.each([
    ['Cuba netties is up.', 'Kubernetes is up.'],
    ['cuba-netties, then CUBA NETTIES!', 'Kubernetes, then Kubernetes!'],
    ['Kay said it to Kay’s mother.', 'Kai said it to Kai’s mother.'],
    ['Web RTC works, web rtc too.', 'Webrtc works, webrtc too.'],
    ['请给张三风发消息', '请给张三丰发消息'],
    ['你好瓦伯乐，今天几号？', '你好Warbler，今天几号？'],
    ['我处理公式', '我处理公事'],
  ])('corrects "%s"', (heard, meant) => {
    expect(correct(heard)).toBe(meant)
  })

  it.each([
    ['a part of a word', 'okay, the kayak'],
    ['a word that only begins alike', 'Kayla and kays'],
    ['words with an end of a sentence between', 'I went to Cuba. Netties came.'],
    ['words with something between', 'Cuba or Netties'],
    ['half of a Chinese word', '办公式样很多'],
    ['what is not in it', 'Nothing to see here, 没有什么。'],
    ['nothing', ''],
  ])('leaves %s', (_what, text) => {
    expect(correct(text)).toBe(text)
  })

  it('does not correct what it has corrected, and takes the longer of two that fit', () => {
    expect(correct('foo')).toBe('bar baz')
    expect(correct('I like foo fighters')).toBe('I like Foo Fighters')
  })

  it('leaves every text as it is while it is empty', () => {
    expect(dictionaryCorrector([])('Cuba netties')).toBe('Cuba netties')
    expect(dictionaryCorrector([{ heard: '...', meant: 'dots' }])('a...b')).toBe('a...b')
  })

  it('keeps everything around what it corrects, to the last space', () => {
    expect(correct('  “Kay”,\n\tkay …')).toBe('  “Kai”,\n\tKai …')
  })
})
