import { assert, property, string } from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import type { ExportFormat } from '../../../electron/contracts/transcript-export.ts'
import type {
  ExportedConversation,
  ExportWords,
} from '../../../electron/core/transcripts/export/exported.ts'
import { escapeHtml } from '../../../electron/core/transcripts/export/html.ts'
import { writeJson } from '../../../electron/core/transcripts/export/json.ts'
import { escapeMarkdown } from '../../../electron/core/transcripts/export/markdown.ts'
import { plainText, quotedText } from '../../../electron/core/transcripts/export/plain.ts'
import { readExchange } from '../../../electron/core/transcripts/export/read-json.ts'
import {
  exportFileName,
  writeExport,
} from '../../../electron/core/transcripts/export/write-export.ts'
import { transcriptTurn } from '../../support/transcript-turn.ts'

const T0 = Date.UTC(2026, 2, 14, 12)
const words: ExportWords = {
  heading: 'Conversations',
  untitled: 'Untitled',
  person: 'You',
  assistant: 'Warbler',
  status: {
    complete: '',
    streaming: 'Now',
    interrupted: 'Interrupted',
    failed: 'Failed',
    filtered: 'Cut',
    recovered: 'Recovered',
  },
  dateTime: (atMs) => new Date(atMs).toISOString(),
  time: (atMs) => new Date(atMs).toISOString().slice(11, 16),
  locale: 'en',
}

const turn = (fields: Partial<TranscriptTurn>) =>
  transcriptTurn({ conversationId: 'c', startedAtMs: T0, ...fields })
const talk = (
  turns: readonly TranscriptTurn[],
  fields: Partial<ExportedConversation> = {},
): ExportedConversation => ({
  id: 'c',
  title: 'The moon',
  isNamed: true,
  isPinned: false,
  startedAtMs: turns[0]?.startedAtMs ?? T0,
  turns,
  ...fields,
})
const write = (format: ExportFormat, ...talks: ExportedConversation[]) =>
  [...writeExport(format, talks, words, T0)].join('')

const moon = talk([
  turn({ id: '1', text: 'How far is the moon?', durationMs: 1800 }),
  turn({
    id: '2',
    speaker: 'assistant',
    text: 'It is\nfar.',
    status: 'interrupted',
    startedAtMs: T0 + 2500,
    durationMs: 900,
  }),
])

describe('an export', () => {
  it('as Markdown names who spoke, when, and how it ended', () => {
    expect(write('markdown', moon)).toBe(
      `# Conversations

## The moon

2026-03-14T12:00:00.000Z

**You** (12:00)

How far is the moon?

**Warbler** (12:00, Interrupted)

It is\\
far\\.
`.replace('far\\.', 'far.'),
    )
  })

  it('as SubRip numbers its captions and times them from the beginning', () => {
    expect(write('srt', moon)).toBe(`1
00:00:00,000 --> 00:00:01,800
You: How far is the moon?

2
00:00:02,500 --> 00:00:03,700
Warbler: It is
far.

`)
  })

  it('as WebVTT names the voices', () => {
    expect(write('vtt', moon)).toBe(`WEBVTT

00:00:00.000 --> 00:00:01.800
<v You>How far is the moon?

00:00:02.500 --> 00:00:03.700
<v Warbler>It is
far.
`)
  })

  it('leaves the silence of days out of captions, and lets conversations follow one another', () => {
    const day = 86_400_000
    const late = talk([
      turn({ id: '1', durationMs: 2000 }),
      turn({ id: '2', startedAtMs: T0 + day, durationMs: 2000 }),
      // A clock that was put back.
      turn({ id: '3', startedAtMs: T0 + day - 5000, durationMs: 2000 }),
    ])
    const starts = [...write('srt', late, moon).matchAll(/^(\S+) -->/gm)].map(([, at]) => at)
    expect(starts).toEqual([
      '00:00:00,000',
      '00:00:04,000',
      '00:00:04,000',
      '00:00:08,000',
      '00:00:10,500',
    ])
  })

  it('as a web page says the language of each turn and allows no script', () => {
    const page = write('html', talk([turn({ text: '月亮', language: 'zh' })]))
    expect(page).toContain('<p class="text" lang="zh" dir="auto">月亮</p>')
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  })

  it('passes over turns without words in captions only', () => {
    const silent = talk([turn({ text: ' ', status: 'failed' })])
    expect(write('srt', silent)).toBe('')
    expect(write('markdown', silent)).toContain('Failed')
  })
})

const HOSTILE = `<script>alert(1)</script> <img src=x onerror=y> "quoted" 'too' & &amp; -->
# heading
- item
1. one
    code
\`\`\`
[link](javascript:x) ![p](http://x) **bold** <http://x> $x$ {\\an8}

00:00:00,000 --> 00:00:01,000
NOTE x`

describe('words that look like a format', () => {
  it('stay words in a web page', () => {
    const page = write('html', talk([turn({ text: HOSTILE, language: '"><b>' })], { title: '<i>' }))
    expect(page).not.toMatch(/<script|<img|<b>"|<i>/)
    expect(page).toContain('&lt;script&gt;')
    expect(page).toContain('lang="&quot;&gt;&lt;b&gt;"')
  })

  it('stay words in Markdown, each line by itself', () => {
    const lines = escapeMarkdown(HOSTILE).split('\n')
    expect(lines[0]).toBe(
      `\\<script\\>alert(1)\\</script\\> \\<img src\\=x onerror\\=y\\> "quoted" 'too' \\& \\&amp; --\\>\\`,
    )
    expect(lines.slice(1, 6)).toEqual([
      '\\# heading\\',
      '\\- item\\',
      '1\\. one\\',
      'code\\',
      '\\`\\`\\`\\',
    ])
    expect(lines[6]).toBe(
      '\\[link\\](javascript:x) !\\[p\\](http://x) \\*\\*bold\\*\\* \\<http://x\\> \\$x\\$ \\{\\\\an8\\}',
    )
  })

  it('begin no caption and end none', () => {
    for (const format of ['srt', 'vtt'] as const) {
      const text = write(format, talk([turn({ text: HOSTILE })]))
      expect(text.match(/-->/g)).toHaveLength(1)
      expect(text.match(/\n\n./g) ?? []).toHaveLength(format === 'vtt' ? 1 : 0)
      expect(text).not.toMatch(format === 'srt' ? /[<{]/ : /<(?!v You>)/)
    }
  })

  test('no text becomes an element, and every text can be read back from the page', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        const escaped = escapeHtml(text)
        expect(escaped).not.toMatch(/[<>"']/)
        const back = escaped.replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity) => {
          const signs: Record<string, string> = {
            '&amp;': '&',
            '&lt;': '<',
            '&gt;': '>',
            '&quot;': '"',
            '&#39;': "'",
          }
          return signs[entity] ?? ''
        })
        expect(back).toBe(text)
      }),
    )
  })
})

describe('JSON', () => {
  it('is read back as it was written, with everything that is known', () => {
    const talks = [moon, talk([], { id: 'empty', title: null, isNamed: false, isPinned: true })]
    const text = [...writeJson(talks, T0)].join('')
    expect(text.trimEnd().split('\n')).toHaveLength(4)
    const read = readExchange(text, 'x.json')
    expect(read).toEqual({ ok: true, value: talks })
  })

  it('takes a name from what the person said first for none', () => {
    const text = [...writeJson([{ ...moon, isNamed: false }], T0)].join('')
    expect(readExchange(text, 'x')).toMatchObject({ ok: true, value: [{ title: null }] })
  })

  it('is read with the mark that some editors put before it', () => {
    expect(readExchange(`\uFEFF${[...writeJson([moon], T0)].join('')}`, 'x').ok).toBe(true)
  })

  it.each([
    ['no JSON', 'x'],
    ['another thing', '{"conversations": []}'],
    ['a list', '[]'],
  ])('is refused where the file is %s', (_name, text) => {
    expect(readExchange(text, 'x.json')).toMatchObject({
      ok: false,
      error: { code: 'transcript.unreadable', params: { file: 'x.json' } },
    })
  })

  it.each([
    ['an unknown speaker', { speaker: 'robot' }],
    ['a time that no date can hold', { startedAtMs: 1e300 }],
    ['a negative length', { durationMs: -1 }],
    ['no text', { text: null }],
    ['an endless id', { id: 'x'.repeat(201) }],
  ])('is refused whole because of a turn with %s, and says where', (_name, odd) => {
    const text = [...writeJson([moon], T0)].join('')
    const value: { conversations: { turns: Record<string, unknown>[] }[] } = JSON.parse(text)
    Object.assign(value.conversations[0]?.turns[1] ?? {}, odd)
    const read = readExchange(JSON.stringify(value), 'x.json')
    expect(read).toMatchObject({ ok: false, error: { code: 'transcript.unreadable' } })
    expect(read.ok ? '' : read.error.detail).toContain('conversations.0.turns.1')
  })

  it.each(['a\0b', 'a\ud800', '\n'])(
    'with an id that cannot be kept as it is, %j, is refused',
    (id) => {
      const written = {
        format: 'warbler-transcript',
        version: 1,
        exportedAt: '',
        conversations: [{ id, title: null, pinned: false, startedAtMs: 1, turns: [] }],
      }
      expect(readExchange(JSON.stringify(written), 'x')).toMatchObject({
        ok: false,
        error: {
          code: 'transcript.unreadable',
          detail: expect.stringContaining('conversations.0.id'),
        },
      })
    },
  )

  it.each([
    ['two\nlines\0', 'two lines'],
    ['a\u202Egpj.exe', 'agpj.exe'],
    ['\u200B\u200B', null],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
  ])('with the name %j has one that can be read: %j', (title, name) => {
    const written = {
      format: 'warbler-transcript',
      version: 1,
      exportedAt: '',
      conversations: [{ id: 'a', title, pinned: false, startedAtMs: 1, turns: [] }],
    }
    expect(readExchange(JSON.stringify(written), 'x')).toMatchObject({
      ok: true,
      value: [{ title: name, isNamed: name !== null }],
    })
  })

  it('of a later version is told as that', () => {
    const later = { format: 'warbler-transcript', version: 2, anything: true }
    expect(readExchange(JSON.stringify(later), 'x')).toMatchObject({
      ok: false,
      error: { code: 'transcript.newer' },
    })
  })
})

test('as text each turn is a paragraph, and as a quote each line is marked', () => {
  const names = { person: 'You', assistant: 'Warbler' }
  expect(plainText(moon.turns, names)).toBe('You: How far is the moon?\n\nWarbler: It is\nfar.')
  expect(quotedText(moon.turns, names)).toBe(
    '> You: How far is the moon?\n>\n> Warbler: It is\n> far.',
  )
})

test.each([
  ['What is 5/3: "a" <b>?', 'What is 5 3 a b'],
  ['..\\..\\etc', 'etc'],
  ['  ', 'Warbler'],
  ['月亮', '月亮'],
  ['x'.repeat(300), 'x'.repeat(80)],
  ['月'.repeat(80), '月'.repeat(66)],
  ['😀'.repeat(80), '😀'.repeat(50)],
  ['half of \ud83d', 'half of'],
  ['con', 'Warbler con'],
  ['NUL.txt', 'Warbler NUL.txt'],
  ['Connie', 'Connie'],
])('a file is not named %j but %j', (title, name) => {
  expect(exportFileName(title)).toBe(name)
})
