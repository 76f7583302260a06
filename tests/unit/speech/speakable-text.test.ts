import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { speakableText } from '../../../electron/core/speech/speakable-text.ts'

type Case = readonly [written: string, said: string]
const english = (cases: readonly Case[]) =>
  it.each(cases)('%s', (written, said) => {
    expect(speakableText(written, 'en')).toBe(said)
  })

describe('plain sentences are left as they are', () => {
  english([
    ['The capital of France is Paris.', 'The capital of France is Paris.'],
    ["It's the dog's well-known bone, isn't it?", "It's the dog's well-known bone, isn't it?"],
    ['  Hello there!  ', 'Hello there!'],
    [
      'It has 1,234 rooms and 3.14 doors on the 21st floor.',
      'It has 1,234 rooms and 3.14 doors on the 21st floor.',
    ],
    ['So do I. ', 'So do I.'],
    ['and about two million inhabitants,', 'and about two million inhabitants,'],
    ['Room 1234 is there.', 'Room 1234 is there.'],
  ])
})

describe('nothing to say', () => {
  it.each([
    '',
    ' ',
    '\n',
    '---',
    '***',
    '🙂',
    '👨‍👩‍👧‍👦 🇫🇷',
    '**',
    '|---|:---:|',
    '...',
    '“”',
    '- ',
    ':)',
    '• ',
  ])('%s', (written) => {
    expect(speakableText(written, 'en')).toBe('')
    expect(speakableText(written, 'zh-CN')).toBe('')
  })
})

describe('more than anybody would listen to', () => {
  it.each(['1'.repeat(16_000), '['.repeat(16_000), `a${'_'.repeat(16_000)}`, 'a-'.repeat(8000)])(
    'is said as far as a clause may be long',
    (written) => {
      expect(speakableText(written, 'en').length).toBeLessThanOrEqual(4000)
    },
  )
})

describe('markdown', () => {
  english([
    [
      '**Paris** is the *capital* of __France__ and _big_.',
      'Paris is the capital of France and big.',
    ],
    ['***Note:*** it works', 'Note: it works'],
    ['**Hello, ', 'Hello,'],
    ['~~old~~ new', 'old new'],
    ['# Tea time', 'Tea time.'],
    ['### Why? ###', 'Why?'],
    ['- green tea', 'green tea.'],
    ['* green tea', 'green tea.'],
    ['• green tea', 'green tea.'],
    ['- [x] call home', 'call home.'],
    ['1. Open the door.', '1, Open the door.'],
    ['2) Close it', '2, Close it.'],
    ['> To be or not to be', 'To be or not to be'],
    ['- **Tea**: green\n- **Coffee**: black', 'Tea: green. Coffee: black.'],
    ['one line\nanother line', 'one line, another line'],
    ['| Name | Age |', 'Name, Age.'],
    ['|---|---|\n| Ann | 30 |', 'Ann, 30.'],
    ['Use `npm start` to run it.', 'Use npm start to run it.'],
    ['```js\nconst a = 1\n```', 'The code is on the screen.'],
    ['```\nnever closed', 'The code is on the screen.'],
    ['Look:\n```\nx\n```\nDone.', 'Look: The code is on the screen. Done.'],
    ['See [the manual](https://example.com/a?b=c) for more.', 'See the manual for more.'],
    ['![a cat](cat.png)', 'a cat'],
    ['It is so [1], they say [^2].', 'It is so, they say.'],
    ['Water is H<sub>2</sub>O<br>and wet.', 'Water is H 2 O and wet.'],
    ['Tom &amp; Jerry', 'Tom and Jerry'],
    ['snake_case_name', 'snake case name'],
    ['\\*not bold\\*', 'not bold'],
  ])
})

describe('emoji and emoticons', () => {
  english([
    ['Great job! 🎉🎉', 'Great job!'],
    ['👍🏽 Sure 🙂.', 'Sure.'],
    ['Sure :) see you', 'Sure see you'],
    ['I ❤️ tea', 'I tea'],
    ['Acme™ Soap®', 'Acme Soap'],
    ['1️⃣ First', '1 First'],
  ])
})

describe('addresses', () => {
  english([
    ['Go to https://www.example.com/path/page?x=1#top.', 'Go to example dot com.'],
    ['Visit www.example.co.uk now', 'Visit example dot co dot uk now'],
    ['See example.com/help for help.', 'See example dot com for help.'],
    ['Write to jane.doe@example.org, please.', 'Write to jane dot doe at example dot org, please.'],
    ['It runs on Node.js and reads data.json.', 'It runs on Node dot js and reads data dot json.'],
    ['The address is 192.168.0.1.', 'The address is 192 dot 168 dot 0 dot 1.'],
    ['<https://example.com>', 'example dot com'],
  ])
})

describe('money', () => {
  english([
    ['$5', '5 dollars'],
    ['$1', '1 dollar'],
    ['It costs $5.50.', 'It costs 5 dollars and 50 cents.'],
    ['$1,299.99', '1,299 dollars and 99 cents'],
    ['$0.99', '99 cents'],
    ['$5.00', '5 dollars'],
    ['€20', '20 euros'],
    ['20 €', '20 euros'],
    ['£3.20', '3 pounds and 20 pence'],
    ['¥500', '500 yen'],
    ['$1.5 million', '1.5 million dollars'],
    ['$3B', '3 billion dollars'],
    ['$10k', '10 thousand dollars'],
    ['$5-$10', '5 to 10 dollars'],
    ['$5–10', '5 to 10 dollars'],
    ['a $100 bill', 'a 100 dollar bill'],
    ['50¢', '50 cents'],
    ['100 USD', '100 US dollars'],
    ['US$7', '7 dollars'],
    ['-$5', 'minus 5 dollars'],
  ])
})

describe('percent, temperature and units', () => {
  english([
    ['50%', '50 percent'],
    ['3.5 %', '3.5 percent'],
    ['10-20%', '10 to 20 percent'],
    ['10%–20%', '10 percent to 20 percent'],
    ['20°C', '20 degrees Celsius'],
    ['72 °F', '72 degrees Fahrenheit'],
    ['-5°C', 'minus 5 degrees Celsius'],
    ['1°C', '1 degree Celsius'],
    ['a 90° turn', 'a 90 degrees turn'],
    ['5km', '5 kilometers'],
    ['1 km', '1 kilometer'],
    ['100 km/h', '100 kilometers per hour'],
    ['60 mph', '60 miles per hour'],
    ['8,849 m high', '8,849 meters high'],
    ['80 kg', '80 kilograms'],
    ['150 lbs.', '150 pounds.'],
    ['12 oz of milk', '12 ounces of milk'],
    ['500 ml', '500 milliliters'],
    ['2 L', '2 liters'],
    ['16GB of RAM', '16 gigabytes of RAM'],
    ['3.2 GHz', '3.2 gigahertz'],
    ['100 Mbps', '100 megabits per second'],
    ['30 m²', '30 square meters'],
    ['5 sq ft', '5 square feet'],
    ['6 ft tall', '6 feet tall'],
    ['5\'10"', '5 foot 10'],
    ['a 27" screen', 'a 27 inch screen'],
    ['boil it for 5 min', 'boil it for 5 minutes'],
    ['24 h', '24 hours'],
    ['10s', '10 seconds'],
    ['20 ms', '20 milliseconds'],
    ['2 tbsp sugar', '2 tablespoons sugar'],
    ['500 kcal', '500 kilocalories'],
    ['10k people', '10 thousand people'],
    ['1.5M views', '1.5 million views'],
    ['a 7B model', 'a 7 billion model'],
    ['a 4K video', 'a 4K video'],
    ['5G', '5G'],
  ])
})

describe('fractions, ranges and scores', () => {
  english([
    ['1/2 cup', 'one half cup'],
    ['½ cup', 'one half cup'],
    ['2½ cups', '2 and a half cups'],
    ['1 3/4 cups', '1 and three quarters cups'],
    ['2/3 of them', 'two thirds of them'],
    ['1/10', 'one tenth'],
    ['I give it 7/10.', 'I give it 7 out of 10.'],
    ['open 24/7', 'open 24 7'],
    ['10-20 people', '10 to 20 people'],
    ['10–20 people', '10 to 20 people'],
    ['5 – 10 days', '5 to 10 days'],
    ['pages 3-4', 'pages 3 to 4'],
    ['the Paris–London train', 'the Paris to London train'],
    ['a 5-year-old', 'a 5-year-old'],
    ['a ratio of 3:1', 'a ratio of 3 to 1'],
    ['16:9', '16 to 9'],
    ['COVID-19', 'COVID 19'],
    ['an F-16', 'an F 16'],
  ])
})

describe('times', () => {
  english([
    ['3:30', '3 30'],
    ['It is 3:00.', "It is 3 o'clock."],
    ['at 3:00 pm', 'at 3 PM'],
    ['at 3:05 p.m. today', 'at 3 oh 5 PM today'],
    ['at 5 p.m.', 'at 5 PM.'],
    ['at 5 p.m. Eastern', 'at 5 PM Eastern'],
    ['at 7am, then', 'at 7 AM, then'],
    ['15:45', '3 45 PM'],
    ['15:00', '3 PM'],
    ['00:30', '12 30 AM'],
    ['08:15', '8 15 AM'],
    ['from 9:00-17:00', "from 9 o'clock to 5 PM"],
    ['9am-5pm', '9 AM to 5 PM'],
    ['9 a.m. – 5 p.m.', '9 AM to 5 PM.'],
    ["7:00 o'clock", "7 o'clock"],
  ])
})

describe('dates and years', () => {
  english([
    ['May 3, 2024', 'May third, twenty twenty-four'],
    ['on July 4th', 'on July fourth'],
    ['on Jan. 5', 'on January fifth'],
    ['3 May 2024', 'the third of May, twenty twenty-four'],
    ['the 3rd of May', 'the third of May'],
    ['2024-05-03', 'May third, twenty twenty-four'],
    ['12/25/2024', 'December twenty-fifth, twenty twenty-four'],
    ['25/12/2024', 'December twenty-fifth, twenty twenty-four'],
    ['May 3-5', 'May third to fifth'],
    ['in May 2024', 'in May twenty twenty-four'],
    ['Mon, May 6', 'Monday, May sixth'],
    ['open Mon-Fri', 'open Monday to Friday'],
    ['in 1990', 'in nineteen ninety'],
    ['in 1905, when', 'in nineteen oh five, when'],
    ['since 2000', 'since two thousand'],
    ['in 2009', 'in two thousand nine'],
    ['by 2030.', 'by twenty thirty.'],
    ['in 1800', 'in eighteen hundred'],
    ['In 1969 he went', 'In nineteen sixty-nine he went'],
    ['the 1969 moon landing', 'the nineteen sixty-nine moon landing'],
    ['(1879–1955)', 'eighteen seventy-nine to nineteen fifty-five'],
    ['from 1914 to 1918', 'from nineteen fourteen to nineteen eighteen'],
    ['the 1990s', 'the nineteen nineties'],
    ['the mid-1800s', 'the mid-eighteen hundreds'],
    ["the '80s", 'the eighties'],
    ['in her 30s', 'in her thirties'],
    ['1969 was good', 'nineteen sixty-nine was good'],
    ['about 1500 people', 'about 1500 people'],
    ['of 1500 meters', 'of 1500 meters'],
  ])
})

describe('telephone numbers', () => {
  english([
    ['Call 555-123-4567.', 'Call 5 5 5, 1 2 3, 4 5 6 7.'],
    ['(555) 123-4567', '5 5 5, 1 2 3, 4 5 6 7'],
    ['+1 555 123 4567', 'plus 1, 5 5 5, 1 2 3, 4 5 6 7'],
    ['1-800-555-0199', '1, 8 0 0, 5 5 5, 0 1 9 9'],
    ['Call 911 now', 'Call 9 1 1 now'],
    ['a Porsche 911', 'a Porsche 911'],
  ])
})

describe('abbreviations', () => {
  english([
    ['Dr. Smith and Mr. Jones', 'Doctor Smith and Mister Jones'],
    ['in St. Louis', 'in Saint Louis'],
    ['on Main St. near here', 'on Main Street near here'],
    ['fruit, e.g. apples', 'fruit, for example, apples'],
    ['the best, i.e. this', 'the best, that is, this'],
    ['tea, coffee, etc.', 'tea, coffee, et cetera.'],
    ['tea, etc. and so on', 'tea, et cetera and so on'],
    ['cats vs. dogs', 'cats versus dogs'],
    ['approx. 5', 'approximately 5'],
    ['No. 5', 'number 5'],
    ['No. That is wrong.', 'No. That is wrong.'],
    ['the U.S. Army', 'the US Army'],
    ['in the U.S.', 'in the US.'],
    ['J. K. Rowling', 'J K Rowling'],
    ['George W. Bush', 'George W Bush'],
    ['She has a Ph.D. in it', 'She has a PhD in it'],
    ['Fig. 2', 'figure 2'],
    ['pp. 3-4', 'pages 3 to 4'],
    ['w/o sugar, w/ milk', 'without sugar, with milk'],
    ['v2.0', 'version 2.0'],
    ['Mt. Everest', 'Mount Everest'],
    ['King Jr. spoke', 'King Junior spoke'],
    ['World War II', 'World War 2'],
    ['Louis XIV', 'Louis the fourteenth'],
    ['Elizabeth I was queen', 'Elizabeth I was queen'],
  ])
})

describe('symbols', () => {
  english([
    ['R&D at AT&T', 'R&D at AT&T'],
    ['salt & pepper', 'salt and pepper'],
    ['2 + 2 = 4', '2 plus 2 equals 4'],
    ['2+2=4', '2 plus 2 equals 4'],
    ['5 - 3 = 2', '5 minus 3 equals 2'],
    ['5-3=2', '5 minus 3 equals 2'],
    ['3 * 4 = 12', '3 times 4 equals 12'],
    ['3 × 4', '3 times 4'],
    ['3x4=12', '3 times 4 equals 12'],
    ['a 3x4 grid', 'a 3 by 4 grid'],
    ['10x faster', '10 times faster'],
    ['10 / 2', '10 divided by 2'],
    ['10/2 = 5', '10 divided by 2 equals 5'],
    ['10 ÷ 2', '10 divided by 2'],
    ['x^2', 'x squared'],
    ['E = mc²', 'E equals mc squared'],
    ['10^6', '10 to the power of 6'],
    ['√16', 'the square root of 16'],
    ['~50', 'about 50'],
    ['x ≥ 3', 'x is at least 3'],
    ['a < b', 'a is less than b'],
    ['-5', 'minus 5'],
    ['.5', '0.5'],
    ['18+', '18 plus'],
    ['C++ and C#', 'C plus plus and C sharp'],
    ['#1', 'number 1'],
    ['#winning', 'winning'],
    ['@home', 'at home'],
    ['he/she', 'he or she'],
    ['and/or', 'and or'],
    ['TCP/IP', 'TCP IP'],
    ['A → B', 'A to B'],
    ['\\( x = 3 \\)', 'x equals 3'],
    ['\\frac{1}{2}', '1 over 2'],
  ])
})

describe('punctuation', () => {
  english([
    ['“Hello,” he said.', 'Hello, he said.'],
    ['the dog’s bone', "the dog's bone"],
    ['Paris (in France) is big.', 'Paris, in France, is big.'],
    ['He left (for good).', 'He left, for good.'],
    ['Well — that is it', 'Well, that is it'],
    ['that is right—we go', 'that is right, we go'],
    ['That is right –', 'That is right,'],
    ['Well... maybe', 'Well, maybe'],
    ['Hmm…', 'Hmm,'],
    ['What?!', 'What?'],
    ['So!!!', 'So!'],
    [', and then', 'and then'],
  ])
})

describe('the end of a clause', () => {
  english([
    ['I would take an umbrella ', 'I would take an umbrella,'],
    ['I would take **an umbrella** ', 'I would take an umbrella,'],
    ['I would take an umbrella', 'I would take an umbrella'],
    ['I would take an umbrella. ', 'I would take an umbrella.'],
    ['Green tea\n', 'Green tea.'],
  ])
})

describe('Chinese', () => {
  it.each<Case>([
    ['今天天气很好，', '今天天气很好，'],
    ['**巴黎**是法国的首都。🎉', '巴黎是法国的首都。'],
    ['- 绿茶', '绿茶。'],
    ['# 标题', '标题。'],
    ['请访问 https://example.com/a。', '请访问。'],
    ['```\nx\n```', '代码在屏幕上。'],
    ['他说“好”。', '他说好。'],
    ['一共3.5元', '一共3.5元'],
  ])('%s', (written, said) => {
    expect(speakableText(written, 'zh-CN')).toBe(said)
  })
})

describe('any text', () => {
  const pieces =
    '5 1990 3:00 $ % / - – km Dr. May * ` | ( ) [ ] 🙂 word https://a.com # ° 你好 。 II \' "'.split(
      ' ',
    )
  const piece = fc.constantFrom(' ', '\n', ...pieces)
  it('is said without marks that nobody says, and without breaking', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const said = speakableText(pieces.join(''), 'en')
        expect(said).not.toMatch(/[*`|[\]{}<>°🙂$%#"“”=~^\\\n]|\s{2}|^\s|\s$/u)
      }),
      { numRuns: 1000 },
    )
  })
})
