import { existsSync, readFileSync, statSync } from 'node:fs'

/** Characters that V8 shows on either side of a token that it did not expect. */
const SHOWN = 10

/** The offset of what a parser stumbled over, out of its message; null where that does not say. */
const offsetOf = (text: string, message: string): number | null => {
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return Number(position)
  const shown = /^Unexpected token '(.*?)', (\.\.\.)?"(.*?)"(?:\.\.\.)? is not valid JSON$/s.exec(
    message,
  )
  if (shown === null) return null
  const [, token = '', cutBefore, around = ''] = shown
  const start = text.indexOf(around)
  if (start === -1) return null
  const found = text.indexOf(token, start + (cutBefore === undefined ? 0 : SHOWN))
  return found === -1 ? null : found
}

/**
 * Where and why a text is no JSON, for whoever edits it by hand: a line and what the parser says.
 * @returns null where it is JSON.
 */
const jsonFaultOf = (text: string): string | null => {
  try {
    JSON.parse(text)
    return null
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown
    const [reason = ''] = thrown.message.split(/ (?:in|is not valid) JSON/)
    // What is missing at the end is missing in its last line.
    const end = text.trimEnd().length
    const offset = Math.min(offsetOf(text, thrown.message) ?? end, end)
    const line = text.slice(0, offset).split('\n').length
    return `line ${line}: ${reason}`
  }
}

/** What a disk writes over a text is seldom text: a reader that lets it pass would take it for one. */
const textOf = (bytes: Buffer): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Why the file, if it is there, holds nothing that can be used: cut off, overwritten, no JSON object, or no file. */
export const faultOfJson = (file: string): string | null => {
  if (!existsSync(file)) return null
  if (!statSync(file).isFile()) return 'not a file'
  const text = textOf(readFileSync(file))
  if (text === null) return 'no UTF-8'
  const fault = jsonFaultOf(text)
  if (fault !== null) return fault
  return isObject(JSON.parse(text)) ? null : 'no object in it'
}
