import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createKeyFilter, maskKey } from '../../../electron/engines/provider/key-filter.ts'

const KEY = 'sk-sk-0123sk-'

const filtered = (deltas: readonly string[], secret: string | undefined = KEY) => {
  const filter = createKeyFilter(secret)
  return [...deltas.map((delta) => filter.push(delta)), filter.flush()].join('')
}

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      KEY,
      's',
      'sk',
      'sk-',
      'sk-sk-',
      '-0123',
      KEY.slice(0, -1),
      KEY.slice(1),
      ' is ',
    ),
    fc.string({ maxLength: 5 }),
  ),
)

it('lets everything pass but the whole key, however it is divided', () => {
  fc.assert(
    fc.property(pieces, fc.array(fc.integer({ min: 1, max: 9 })), (parts, sizes) => {
      const text = parts.join('')
      const deltas: string[] = []
      let at = 0
      for (const size of sizes) {
        deltas.push(text.slice(at, at + size))
        at += size
      }
      const out = filtered([...deltas, text.slice(at)])
      expect(out).not.toContain(KEY)
      expect(out).toBe(maskKey(text, KEY))
    }),
  )
})

it('holds nothing back that cannot be the key', () => {
  const filter = createKeyFilter(KEY)
  expect(filter.push('Paris.')).toBe('Paris.')
  expect(filter.push(' Yes')).toBe(' Ye')
  expect(filter.push(' it is.')).toBe('s it is.')
})

it('takes no word for a key that a server on this machine is satisfied with', () => {
  expect(filtered(['I am ', 'ollama.'], 'ollama')).toBe('I am ollama.')
  expect(filtered(['Nothing ', 'undefined.'], '')).toBe('Nothing undefined.')
  expect(createKeyFilter(undefined).push('undefined')).toBe('undefined')
})
