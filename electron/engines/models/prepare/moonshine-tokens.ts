/**
 * Moonshine's `tokenizer.bin` is a list of length-prefixed byte strings, in the order of their ids.
 * The length is one byte, or two when the first is 128 or more: its low seven bits and, above
 * them, the second byte. sherpa-onnx reads lines of `base64(token) id`.
 * @throws RangeError where the bytes end inside an entry.
 */
export const moonshineTokens = (tokenizer: Uint8Array): string => {
  const lines: string[] = []
  let at = 0
  const byte = (): number => {
    const value = tokenizer[at]
    if (value === undefined) throw new RangeError(`tokenizer ends inside entry ${lines.length}`)
    at += 1
    return value
  }
  while (at < tokenizer.byteLength) {
    const first = byte()
    const length = first < 128 ? first : byte() * 128 + first - 128
    if (at + length > tokenizer.byteLength) {
      throw new RangeError(`tokenizer ends inside entry ${lines.length}`)
    }
    const token = Buffer.from(tokenizer.subarray(at, at + length)).toString('base64')
    lines.push(`${token} ${lines.length}\n`)
    at += length
  }
  return lines.join('')
}
