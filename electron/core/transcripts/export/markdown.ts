import {
  nameOf,
  type ExportedConversation,
  type ExportPieces,
  type ExportWords,
} from './exported.ts'

/** What CommonMark, GitHub, and the readers that know formulas take for more than itself. */
const SIGNS = /[\\`*_{}[\]<>#|~&$^=@]/g
/** At the beginning of a line: lists, quotes, rules, code by indentation. */
const LINE_START = /^[ \t]*([-+:]|\d{1,9}[.)])/

/** The text as Markdown that shows exactly this text, whatever is in it. */
export const escapeMarkdown = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) => {
      const signs = line.trim().replace(SIGNS, '\\$&')
      return signs.replace(LINE_START, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`)
    })
    // A line end within a paragraph is kept; an empty line ends the paragraph by itself.
    .reduce((whole, line) =>
      whole === '' || line === '' || whole.endsWith('\n')
        ? `${whole}\n${line}`
        : `${whole}\\\n${line}`,
    )

export const writeMarkdown = function* (
  conversations: Iterable<ExportedConversation>,
  words: ExportWords,
): ExportPieces {
  yield `# ${escapeMarkdown(words.heading)}\n`
  for (const { title, startedAtMs, turns } of conversations) {
    yield `\n## ${escapeMarkdown((title ?? words.untitled).replaceAll(/\s+/gu, ' '))}\n`
    yield `\n${escapeMarkdown(words.dateTime(startedAtMs))}\n`
    for (const turn of turns) {
      const about = [words.time(turn.startedAtMs)]
      if (turn.status !== 'complete') about.push(words.status[turn.status])
      yield `\n**${escapeMarkdown(nameOf(turn, words))}** (${escapeMarkdown(about.join(', '))})\n`
      yield `\n${escapeMarkdown(turn.text)}\n`
    }
  }
}
