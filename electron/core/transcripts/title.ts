import type { TranscriptTurn } from '../../contracts/transcript.ts'
import { plainLine } from '../../contracts/plain-line.ts'
import { compareTurns } from './grouping.ts'

/** What fits in one line of a narrow list at 200 % zoom. */
export const TITLE_CHARACTERS = 48

/** As people count them: an emoji with its skin tone is one. */
const charactersOf = (text: string): readonly string[] =>
  Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)

/** A text as a title: one line, with room for `TITLE_CHARACTERS`; null of an empty one. */
export const titleOf = (text: string): string | null => {
  const line = plainLine(text)
  return line === '' ? null : shorten(line)
}

const shorten = (text: string): string => {
  const characters = charactersOf(text)
  if (characters.length <= TITLE_CHARACTERS) return text
  const room = characters.slice(0, TITLE_CHARACTERS - 1).join('')
  // Back to the last whole word; a language without spaces is cut where the room ends.
  const lastSpace = room.lastIndexOf(' ')
  return `${(lastSpace > room.length / 2 ? room.slice(0, lastSpace) : room).trimEnd()}…`
}

/** What the person said first, in one line; null while nothing was said. */
export const conversationTitle = (turns: readonly TranscriptTurn[]): string | null => {
  const first = turns
    .filter(({ speaker, text }) => speaker === 'person' && text.trim() !== '')
    .toSorted(compareTurns)[0]
  return first === undefined ? null : titleOf(first.text)
}
