import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { excerpt, markedText } from '../../../electron/core/transcripts/search/marks.ts'
import { searchTerms } from '../../../electron/core/transcripts/search/terms.ts'
import { indexedWords, searchTokens } from '../../../electron/core/transcripts/search/tokens.ts'

const marked = (text: string, search: string) =>
  markedText(text, searchTerms(search))
    .map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))
    .join('')

test.each([
  ['How far is the Moon?', 'how far is the moon'],
  ['Café CRÈME', 'cafe creme'],
  ['月亮ABC地球', '月 亮 abc 地 球'],
  ['東京タワー', '東 京 タ ワ ー'],
  ['Ｆｕｌｌ ﬁ', 'full fi'],
  ['Straße, ΛΌΓΟΣ λόγος', 'strasse λογοσ λογοσ'],
  ['हिन्दी', 'हिन्दी'],
  ["don't 3.14", 'don t 3 14'],
  ['… !?', ''],
])('of %j the index holds %j', (text, words) => {
  expect(indexedWords(text)).toBe(words)
})

test.each([
  ['The Moon and moons', 'moo', 'The [Moon] and [moons]'],
  ['The Moon and moons', 'moon ', 'The [Moon] and moons'],
  ['月亮离地球多远，月亮', '月亮', '[月亮]离地球多远，[月亮]'],
  ['Un café crème', 'CAFE creme', 'Un [café] [crème]'],
  ["I don't know, don", "don't", "I [don't] know, don"],
  ['abcabc', 'x', 'abcabc'],
  ['aa ab', 'a aa ', '[aa] ab'],
])('in %j a search for %j marks %j', (text, search, expected) => {
  expect(marked(text, search)).toBe(expected)
})

test('marking takes nothing from a text and adds nothing', () => {
  assert(
    property(string({ unit: 'grapheme' }), string({ unit: 'grapheme' }), (text, search) => {
      const pieces = markedText(text, searchTerms(search))
      expect(pieces.map((piece) => piece.text).join('')).toBe(text.normalize('NFC'))
    }),
  )
})

test('every word of a text lies where it is said to lie', () => {
  assert(
    property(string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      let last = 0
      for (const { start, end } of searchTokens(text)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(text.length)
        last = start
      }
    }),
  )
})

test('an excerpt begins a little before what was found, in one line', () => {
  const text = `${'word '.repeat(100)}\nthe lighthouse keeper ${'more '.repeat(100)}`
  const shown = excerpt(text, searchTerms('lighthouse'))
    .map((piece) => piece.text)
    .join('')
  expect(shown).toMatch(/^… (?:word )+the lighthouse keeper more/)
  expect(shown.length).toBeLessThan(260)
})
