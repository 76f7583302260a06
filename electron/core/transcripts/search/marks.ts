import { placesOf, type SearchTerm } from './terms.ts'
import { searchTokens } from './tokens.ts'

/** A piece of text, and whether it is what was searched for. */
export interface MarkedPiece {
  readonly text: string
  readonly isMarked: boolean
}

interface Span {
  readonly start: number
  readonly end: number
}

const spansOf = (text: string, terms: readonly SearchTerm[]): readonly Span[] => {
  const tokens = searchTokens(text)
  const spans = terms
    .flatMap((term) =>
      placesOf(tokens, term).map((at) => ({
        start: tokens[at]?.start ?? 0,
        end: tokens[at + term.words.length - 1]?.end ?? 0,
      })),
    )
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const merged: Span[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last === undefined || span.start > last.end) merged.push(span)
    else if (span.end > last.end) merged.splice(-1, 1, { start: last.start, end: span.end })
  }
  return merged
}

const cut = (text: string, spans: readonly Span[]): readonly MarkedPiece[] => {
  const pieces: MarkedPiece[] = []
  let at = 0
  for (const { start, end } of spans) {
    if (start > at) pieces.push({ text: text.slice(at, start), isMarked: false })
    pieces.push({ text: text.slice(start, end), isMarked: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMarked: false })
  return pieces
}

/** All of the text, in pieces. */
export const markedText = (text: string, terms: readonly SearchTerm[]): readonly MarkedPiece[] => {
  const whole = text.normalize('NFC')
  return cut(whole, spansOf(whole, terms))
}

/** Characters before what was found that are shown with it, so that it is read in its place. */
const LEAD = 48
/** More than two lines of the widest list hold. */
const EXCERPT = 240

/** One line of the text around what was found first. */
export const excerpt = (text: string, terms: readonly SearchTerm[]): readonly MarkedPiece[] => {
  const line = text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
  const [first] = spansOf(line, terms)
  const wanted = Math.max(0, (first?.start ?? 0) - LEAD)
  const space = line.indexOf(' ', wanted)
  const from = wanted === 0 ? 0 : space >= 0 && space < (first?.start ?? 0) ? space + 1 : wanted
  const shown = line.slice(from, from + EXCERPT)
  const marked = markedText(shown, terms)
  return from === 0 ? marked : [{ text: '… ', isMarked: false }, ...marked]
}
