import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  flushChunker,
  pushDelta,
  startChunker,
} from '../../../electron/core/speech/clause-chunker.ts'
import { hasWords } from '../../../electron/core/speech/text-measure.ts'

const chunk = (deltas: readonly string[]): readonly string[] => {
  let state = startChunker()
  const clauses: string[] = []
  for (const delta of deltas) {
    const pushed = pushDelta(state, delta)
    state = pushed.state
    clauses.push(...pushed.clauses)
  }
  return [...clauses, ...flushChunker(state).clauses]
}
/** Cut as language models cut: a word with the space in front of it. */
const chunkWords = (text: string) =>
  chunk(text.match(/\s*\S+|\s+$/gu) ?? []).map((clause) => clause.trim())

// prettier-ignore
const fragment = fc.constantFrom(
  'The ', 'capital', ' of ', 'Dr.', ' e.g. ', '3.14', '3.', ' 1,000', '. ', ', ', '? ', '! ', ' ',
  '\n', '\n\n', '- ', '# ', '```', '```js\n', '| a |', '**', '(', ')', '[', '](http://a.b/c?d=e)',
  '你好', '。', '，', '！', '“', '”', '、', '…', '—', ' and ', ' because ', '🙂', 'x'.repeat(60),
)
const anyText = fc.oneof(
  fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
)

/** Without an end of a sentence, as no honest model writes. */
const ENDLESS: readonly (readonly [string, string])[] = [
  ['one word', 'a'.repeat(3001)],
  ['emoji', `a${'🐝'.repeat(1500)}`],
  ['nothing that can be said', '🐝'.repeat(1500)],
  ['white space', `a${' '.repeat(3000)}b`],
  ['line breaks', `a${'\n'.repeat(3000)}b`],
  ['an open bracket', `(${'word '.repeat(600)}`],
  ['a row of a table', '| a '.repeat(750)],
  ['digits', '1,'.repeat(1500)],
  ['marks against the reading order', 'a\u202E'.repeat(1500)],
]

describe('clause chunker', () => {
  it.each(ENDLESS)('cuts what has no end, and never inside a character: %s', (_what, text) => {
    const clauses = chunk([text])
    expect(clauses.join('')).toBe(text)
    expect(Math.max(...clauses.map(({ length }) => length))).toBeLessThanOrEqual(600)
    expect(clauses.filter((clause) => /\p{Surrogate}/u.test(clause))).toEqual([])
    expect(chunk(text.match(/[^]{1,7}/g) ?? [])).toEqual(clauses)
  })

  it('cuts what has no end between two words where it can', () => {
    const [first = ''] = chunk([`(${'fifteen-letters '.repeat(60)}`])
    expect(first).toMatch(/-letters $/u)
  })

  it('leaves a code block whole, however long: it is not read out', () => {
    const block = `\`\`\`ts\n${'const a = 1\n'.repeat(100)}\`\`\`\n`
    expect(chunk([block, 'That is all.'])).toEqual([block, 'That is all.'])
  })

  it('gives back every character of any text, except white space at the end', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(chunk([text]).join('').trimEnd()).toBe(text.trimEnd())
      }),
      { numRuns: 500 },
    )
  })

  it('cuts at the same places however the text is divided into deltas', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(20), { maxLength: 40 }), (text, sizes) => {
        const deltas: string[] = []
        let at = 0
        for (const size of sizes) {
          deltas.push(text.slice(at, at + size))
          at += size
        }
        expect(chunk([...deltas, text.slice(at)])).toEqual(chunk([text]))
      }),
      { numRuns: 500 },
    )
  })

  it('never gives a clause without words, except as the rest', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clauses = chunk([text])
        expect(
          clauses.slice(0, -1).filter((clause) => !hasWords(clause) && !/```/.test(clause)),
        ).toEqual([])
      }),
    )
  })

  it.each<[string, readonly string[]]>([
    [
      'The capital of France is Paris. It lies on the Seine.',
      ['The capital of France', 'is Paris.', 'It lies on the Seine.'],
    ],
    ['Unfortunately, I cannot do that.', ['Unfortunately,', 'I cannot do that.']],
    ['Yes, it does.', ['Yes, it does.']],
    ['Sure! I can help.', ['Sure!', 'I can help.']],
    [
      'I would take an umbrella because it may rain.',
      ['I would take an umbrella', 'because it may rain.'],
    ],
    ['That is right; we should go.', ['That is right;', 'we should go.']],
    ['That is right – we should go.', ['That is right –', 'we should go.']],
    ['That is right—we should go.', ['That is right—', 'we should go.']],
    ['It has three colours: red and blue.', ['It has three colours:', 'red and blue.']],
    ['Is it so? Yes! Fine.', ['Is it so?', 'Yes!', 'Fine.']],
  ])('starts early: %s', (text, clauses) => {
    expect(chunkWords(text)).toEqual(clauses)
  })

  it.each([
    'Dr. Smith lives on Main St. near here.',
    'It is big, e.g. 3.14 miles.',
    'See No. 5 there.',
    'The U.S. Army came.',
    'J. K. Rowling wrote it.',
    'It was on May 3, 2024.',
    'It costs 1,000,000 dollars.',
    'Meet at 10:30 in the hall.',
    'Open https://example.com/a,b.html?x=1. please',
    'Use it, etc. and go',
    '“Really?” he said.',
    'Wait... maybe not.',
    'Paris (in France, not in Texas) it is.',
  ])('does not cut inside: %s', (text) => {
    const clauses = chunkWords(text)
    const wrong = clauses.filter((clause) =>
      /(?:\b(?:Dr|St|e\.g|No|U\.S|J|K|etc)\.|\bMay 3,|\d,|:|\?”|\.\.\.|France,)$/.test(clause),
    )
    expect(wrong).toEqual([])
  })

  it('ends a sentence behind "etc." and "p.m." when a new one begins', () => {
    expect(chunkWords('We have tea etc. The shop opens at 5 p.m. Then we go.')).toEqual([
      'We have tea etc.',
      'The shop opens at 5 p.m.',
      'Then we go.',
    ])
  })

  it('tells a stated number from the mark of a list item', () => {
    expect(chunkWords('2 + 2 is 4. Anything else?')).toEqual(['2 + 2 is 4.', 'Anything else?'])
    expect(chunkWords('1. Open it.\n2. Close it.')).toEqual(['1. Open it.', '2. Close it.'])
  })

  it('says the first clause of a long sentence without marks at five words or a little more', () => {
    const [first = '', ...rest] = chunkWords(
      'A person who wants to travel there needs a valid passport for the whole length of the journey',
    )
    expect(first.split(' ').length).toBeGreaterThanOrEqual(4)
    expect(first.split(' ').length).toBeLessThanOrEqual(9)
    expect(rest.length).toBeGreaterThan(0)
  })

  it.each([
    ['There are seven days in a week.', 'There are seven days'],
    ['The colour of the sky on a clear day is blue.', 'The colour of the sky'],
    ['Two cups of fresh flour were needed there.', 'Two cups of fresh flour'],
    ['The capital of Japan is Tokyo.', 'The capital of Japan'],
    ['The Eiffel Tower is about 330 metres tall.', 'The Eiffel Tower'],
    ['Rainbows are made by light and water.', 'Rainbows are made'],
    ['Cats purr because they are happy.', 'Cats purr because they are happy.'],
    ['The sky is blue.', 'The sky is blue.'],
    ['Well (for one thing, they are red) it is', 'Well (for one thing, they are red) it is'],
    ['I think of my own mother', 'I think of my own mother'],
  ])('begins "%s" with "%s"', (text, first) => {
    expect(chunkWords(text)[0]).toBe(first)
  })

  it('never lets a clause grow beyond 25 words where it can be cut', () => {
    const endless = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ')
    const lengths = chunkWords(endless).map((clause) => clause.split(' ').length)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(25)
  })

  it('lets clauses grow while the first one is spoken', () => {
    const sentence =
      'one two three four, five six seven, eight nine ten eleven, twelve thirteen, end.'
    const clauses = chunkWords(`${sentence} ${sentence}`)
    expect(clauses[0]).toBe('one two three four,')
    expect(clauses.at(-1)).toBe(sentence)
  })

  it('keeps a code block whole and apart', () => {
    const code = '```js\nconst a = 1. , b\n\nif (a) b()\n```'
    expect(chunkWords(`Here it is:\n\n${code}\nThat is all.`)).toEqual([
      'Here it is:',
      code,
      'That is all.',
    ])
  })

  it('ends headings, list items and table rows with their lines, and keeps hard wrapped prose together', () => {
    expect(
      chunkWords('# Tea\n- green tea\n- black tea\n\n| a | b, c |\nIt is good\nfor you.'),
    ).toEqual(['# Tea', '- green tea', '- black tea', '| a | b, c |', 'It is good\nfor you.'])
  })

  it('cuts Chinese at its own marks, at once', () => {
    const state = pushDelta(startChunker(), '今天天气很好，').state
    expect(pushDelta(startChunker(), '今天天气很好，').clauses).toEqual(['今天天气很好，'])
    expect(pushDelta(state, '我们去公园散步。').clauses).toEqual(['我们去公园散步。'])
    expect(chunk(['好的，我们走吧！你觉得呢？'])).toEqual(['好的，我们走吧！', '你觉得呢？'])
    expect(chunk(['他说：“好。我去。”然后走了。'])).toEqual(['他说：“好。我去。”', '然后走了。'])
  })

  it('cuts Chinese without marks before it grows endless', () => {
    const longest = Math.max(...chunk(['天'.repeat(300)]).map((clause) => clause.length))
    expect(longest).toBeLessThanOrEqual(42)
  })
})
