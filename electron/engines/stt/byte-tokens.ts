/**
 * Whisper's tokens are bytes, and three of four Chinese characters share theirs between two tokens.
 * sherpa-onnx makes text of each token alone and throws away what is no whole character: 公园 (a park)
 * was heard as 公. So it is given a vocabulary in which every byte beyond ASCII is a character of its
 * own, and what it answers is put together again here.
 */
const BYTE = 0xac00
const ESCAPED = /[\uac80-\uacff]/u
const FIRST_BEYOND_ASCII = 0x80

const escapeBytes = (token: Buffer): string =>
  Array.from(token, (byte) =>
    String.fromCharCode(byte < FIRST_BEYOND_ASCII ? byte : BYTE + byte),
  ).join('')

/** sherpa-onnx's `tokens.txt` of a Whisper (`base64(token) id` lines), each byte a character. */
export const escapeTokens = (tokens: string): string =>
  tokens.replaceAll(/^(\S+) (\d+)$/gmu, (_line, token: string, id: string) => {
    const escaped = escapeBytes(Buffer.from(token, 'base64'))
    return `${Buffer.from(escaped, 'utf8').toString('base64')} ${id}`
  })

/** Text made of such tokens, as it was meant; bytes that make no character are left out. */
export const unescapeText = (text: string): string => {
  const bytes = Array.from(text, (character) =>
    ESCAPED.test(character)
      ? [character.charCodeAt(0) - BYTE]
      : [...Buffer.from(character, 'utf8')],
  ).flat()
  return Buffer.from(bytes).toString('utf8').replaceAll('\ufffd', '')
}
