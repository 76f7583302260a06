import { applyRules, type TextRule } from './text-rules.ts'

const INLINE_RULES: readonly TextRule[] = [
  [/<(https?:[^\s<>]+)>/g, '$1'],
  [/<\/?[a-zA-Z][^<>]*>/g, ' '],
  [/!?\[([^\]]*)\]\([^)]*\)?/g, '$1'],
  [/\[(?:\^[^\]]+|\d+)\]/g, ''],
  [/\[([^\]]+)\](?:\[[^\]]*\])?/g, '$1'],
  [/&nbsp;/g, ' '],
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
  [/&quot;/g, '"'],
  [/&amp;/g, '&'],
  // Formulas, as small models like to write them.
  [/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/g, '$1 over $2'],
  [/\\sqrt\{([^{}]*)\}/g, '√$1'],
  [/\\(?:times|cdot)(?![a-z])/g, '×'],
  [/\\div(?![a-z])/g, '÷'],
  [/\\pi(?![a-z])/g, 'π'],
  [/\\approx(?![a-z])/g, '≈'],
  [/\\(?:leq?)(?![a-z])/g, '≤'],
  [/\\(?:geq?)(?![a-z])/g, '≥'],
  [/\\pm(?![a-z])/g, '±'],
  [/\\[a-z]+\{([^{}]*)\}/g, '$1'],
  [/\\[()[\]]|\$\$/g, ' '],
  [/\$([^\s$\d][^$]*)\$/g, '$1'],
  [/\\([\\`*_{}#+.!|~>-])/g, '$1'],
  [/`+([^`]*)`+/g, '$1'],
  [/`+/g, ''],
  [/~~/g, ''],
  [/(\d)\s*\*{1,2}\s*(?=\d)/g, '$1 × '],
  [/(\w)\s\*\s(?=\w)/g, '$1 × '],
  [/\*+/g, ''],
  [/(^|[^\p{L}\p{N}])_+(?=[\p{L}\p{N}])/gu, '$1'],
  [/_+(?=[^\p{L}\p{N}]|$)/gu, ''],
  [/(?<=[\p{L}\p{N}])_+(?=[\p{L}\p{N}])/gu, ' '],
]

const tableRule = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/
const horizontalRule = /^\s*(?:[-*_]\s*){3,}$/
const tableRow = /^\s*\|(.*)$/
const heading = /^\s*#{1,6}\s+(.*?)\s*#*\s*$/
const numbered = /^\s*(\d{1,2})[.)]\s+(.*)$/
const bullet = /^\s*[-*+•]\s+(?:\[[ xX]\]\s+)?(.*)$/
const quotation = /^\s*(?:>\s?)+(.*)$/

const stopped = (text: string, mark: string): string =>
  text === '' || /[.!?:;,。！？：；，…]["'”’)*_`]*$/u.test(text) ? text : text + mark

const spokenLine = (line: string, mark: string, last: boolean): string => {
  if (tableRule.test(line) || horizontalRule.test(line)) return ''
  const cells = tableRow.exec(line)?.[1]
  if (cells !== undefined) {
    const named = cells.split('|').map((cell) => cell.trim())
    return stopped(named.filter((cell) => cell !== '').join(', '), mark)
  }
  const title = heading.exec(line)?.[1] ?? bullet.exec(line)?.[1]
  if (title !== undefined) return stopped(title.trim(), mark)
  const [, number, item] = numbered.exec(line) ?? []
  if (number !== undefined && item !== undefined) return stopped(`${number}, ${item.trim()}`, mark)
  const text = (quotation.exec(line)?.[1] ?? line).trim()
  return last ? text : stopped(text, ',')
}

const codeBlock = /(^|\n)[ \t]*(`{3,}|~{3,})[\s\S]*?(?:\2[^\n]*|$)/g

/** The text of a clause without the marks of markdown; code blocks become `codePhrase`. */
export const withoutMarkdown = (
  clause: string,
  options: { readonly codePhrase: string; readonly stop: string },
): string => {
  const lines = clause
    .replace(codeBlock, `$1${options.codePhrase}\n`)
    .split('\n')
    .filter((line) => line.trim() !== '')
  const spoken = lines.map((line, index) =>
    spokenLine(line, options.stop, index === lines.length - 1),
  )
  return applyRules(spoken.filter((line) => line !== '').join(' '), INLINE_RULES).trim()
}

const PICTURES =
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1F1E6}-\u{1F1FF}]|\u{FE0F}|\u{200D}|\u{20E3}|[\u{E0020}-\u{E007F}]/gu
const INVISIBLE = /[\u{200B}\u{200C}\u{200E}\u{200F}\u{2060}\u{FEFF}\u{00AD}]/gu

/** No emoji, no emoticons, no characters that nobody sees. */
export const withoutPictures = (text: string): string =>
  applyRules(text, [
    [/‼/g, '!'],
    [/⁉/g, '?'],
    [/©/g, 'copyright '],
    [/[®™]/g, ''],
    [/(\p{L}|\p{N})\u{FE0F}?\u{20E3}/gu, '$1'],
    [PICTURES, ''],
    [INVISIBLE, ''],
    [/(^|\s)(?:[:;=]['-]?[)(DPp/]|<3|[xX]D)(?=\s|$|[.!?])/g, '$1'],
  ])
