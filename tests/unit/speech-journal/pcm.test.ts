import { expect, test } from 'vitest'
import { bytesOf, floatsOf, pcm16Of } from '../../../electron/core/kept-speech/pcm.ts'

const SAMPLES = Int16Array.of(0, 1, -1, 258, -32_768, 32_767)
const BYTES = Uint8Array.of(0, 0, 1, 0, 255, 255, 2, 1, 0, 128, 255, 127)

test('samples become bytes, low ones first, and are the same again', () => {
  expect(bytesOf(SAMPLES)).toEqual(BYTES)
  expect(pcm16Of(BYTES)).toEqual(SAMPLES)
})

test('samples are read from the middle of a buffer, and without a half one at its end', () => {
  const within = Uint8Array.of(9, ...BYTES, 7).subarray(1)
  expect(pcm16Of(within)).toEqual(SAMPLES)
})

test('samples become floats from -1 to 1', () => {
  expect([...floatsOf(Int16Array.of(0, 16_384, -32_768))]).toEqual([0, 0.5, -1])
})
