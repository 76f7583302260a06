import { describe, expect, it } from 'vitest'
import { createReplyText } from '../../../electron/engines/llm/reply-text.ts'

/** A tokenizer whose tokens are pieces of bytes, as real ones cut emoji and rare characters. */
const tokenizer = (pieces: readonly (string | readonly number[])[]) => {
  const bytes = pieces.map((piece) =>
    typeof piece === 'string' ? [...new TextEncoder().encode(piece)] : [...piece],
  )
  return (tokens: readonly number[]) =>
    new TextDecoder().decode(Uint8Array.from(tokens.flatMap((token) => bytes[token] ?? [])))
}
const run = (pieces: readonly (string | readonly number[])[]) => {
  const text = createReplyText(tokenizer(pieces))
  const deltas = pieces.map((_, token) => text.push(token))
  return { deltas: [...deltas, text.end()], stopped: text.stopped }
}

describe('text of a reply', () => {
  it('passes ordinary tokens on at once, without white space at the start', () => {
    expect(run([' Hello', ' there', '.']).deltas).toEqual(['Hello', ' there', '.', ''])
    expect(run(['\n', 'Hi']).deltas.join('')).toBe('Hi')
  })

  it('keeps the white space that parts it from the text that it goes on from', () => {
    const text = createReplyText<number>(tokenizer(['The capital', ' is', ' Paris.']), {
      continues: [0],
    })
    expect(text.push(1) + text.push(2) + text.end()).toBe(' is Paris.')
  })

  it('holds a character back until all its bytes are there', () => {
    const [a = 0, b = 0, c = 0, d = 0] = new TextEncoder().encode('🙂')
    expect(run(['ok ', [a, b], [c], [d], '!']).deltas).toEqual(['ok ', '', '', '🙂', '!', ''])
  })

  it('drops half a character at the very end', () => {
    expect(run(['ok', [0xf0, 0x9f]]).deltas.join('')).toBe('ok')
  })

  it('stops at an end mark, also one spelled out in pieces, and shows nothing of it', () => {
    const { deltas, stopped } = run(['Paris.', '<', '|im', '_end', '|>', 'user'])
    expect(deltas.join('')).toBe('Paris.')
    expect(stopped).toBe(true)
  })

  it('gives back what only looked like a mark', () => {
    expect(run(['a ', '<', ' b']).deltas.join('')).toBe('a < b')
    expect(run(['a ', '<']).deltas.join('')).toBe('a <')
  })

  it('leaves out what the model thinks aloud', () => {
    expect(run(['<think>', 'Hmm.', '</thi', 'nk>', '\n\n', 'Yes.']).deltas.join('')).toBe('Yes.')
    expect(run(['<think>never ends']).deltas.join('')).toBe('')
  })
})
