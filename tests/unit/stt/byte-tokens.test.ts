import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeTokens, unescapeText } from '../../../electron/engines/stt/byte-tokens.ts'

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64')
const textOf = (line: string): string =>
  Buffer.from(line.split(' ')[0] ?? '', 'base64').toString('utf8')

test('a character whose bytes are shared by two tokens is whole again', () => {
  const park = Buffer.from('园')
  const lines = escapeTokens(`${base64(park.subarray(0, 2))} 7\n${base64(park.subarray(2))} 8\n`)
  const [first = '', second = ''] = lines.split('\n')
  expect(first.endsWith(' 7')).toBe(true)
  expect(second.endsWith(' 8')).toBe(true)
  // What sherpa-onnx makes of each alone is text, of which it throws nothing away.
  expect(textOf(first)).not.toContain('\ufffd')
  expect(unescapeText(textOf(first) + textOf(second))).toBe('园')
})

test('any text cut into tokens at any byte comes back', () => {
  // U+FFFD stands for bytes that make no character, which are left out.
  const text = fc.string({ unit: 'grapheme' }).map((any) => any.replaceAll('\ufffd', ''))
  fc.assert(
    fc.property(text, fc.nat(40), (text, cut) => {
      const bytes = Buffer.from(text)
      const parts = [bytes.subarray(0, cut), bytes.subarray(cut)].filter(({ length }) => length > 0)
      const vocabulary = parts.map((part, id) => `${base64(part)} ${id}\n`).join('')
      const said = escapeTokens(vocabulary).trimEnd().split('\n').map(textOf).join('')
      expect(unescapeText(said)).toBe(Buffer.from(text).toString('utf8'))
    }),
  )
})

test('plain letters stay as they are, and every token keeps its number', () => {
  const vocabulary = `${base64(' the')} 264\n${base64('!')} 0\n`
  expect(escapeTokens(vocabulary)).toBe(vocabulary)
  expect(unescapeText(' the end!')).toBe(' the end!')
})

test('bytes that make no character are left out', () => {
  const line = escapeTokens(`${base64(Uint8Array.from([0xe5, 0x9b]))} 1\n`)
  expect(unescapeText(`one ${textOf(line)} two`)).toBe('one  two')
})
