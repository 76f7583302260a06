import { CJK } from './text-measure.ts'

/**
 * What of a reply has been heard.
 *
 * 1. Chunks are ordered by index, each index once.
 * 2. Progress only grows: a late report never takes back what was heard.
 * 3. Heard text and coming text together are the whole text.
 */
interface LedgerChunk {
  readonly index: number
  /** The raw clause, as captions show it. */
  readonly text: string
  readonly playedMs: number
  /** Length of its audio; absent until a report told it. */
  readonly chunkMs?: number
}

export interface PlaybackLedger {
  readonly chunks: readonly LedgerChunk[]
  /** Index of the chunk that sounds now; everything before it has been heard. */
  readonly current: number
  readonly ended: boolean
}

export const openLedger = (): PlaybackLedger => ({ chunks: [], current: 0, ended: false })

/** Adds a clause; one that is known already keeps its progress and gets the new text. */
export const addChunk = (ledger: PlaybackLedger, index: number, text: string): PlaybackLedger => {
  const known = ledger.chunks.find((chunk) => chunk.index === index)
  const chunk: LedgerChunk = { playedMs: 0, ...known, index, text }
  const others = ledger.chunks.filter((other) => other.index !== index)
  return { ...ledger, chunks: [...others, chunk].sort((a, b) => a.index - b.index) }
}

/** `playedMs` of chunk `index` (of `chunkMs` in all) have been heard, and all chunks before it. */
export const recordProgress = (
  ledger: PlaybackLedger,
  index: number,
  playedMs: number,
  chunkMs: number,
): PlaybackLedger => ({
  ...ledger,
  current: Math.max(ledger.current, index),
  chunks: ledger.chunks.map((chunk) =>
    chunk.index === index
      ? { ...chunk, chunkMs, playedMs: Math.max(chunk.playedMs, playedMs) }
      : chunk,
  ),
})

/** Playback ended by itself: everything was heard. */
export const recordEnd = (ledger: PlaybackLedger): PlaybackLedger => ({ ...ledger, ended: true })

const wholeTokens = new RegExp(
  `\\s*(?:[${CJK}]|[^\\s${CJK}]+?(?=[\\s${CJK}]|$))[，。！？、；：）”」』]*`,
  'gu',
)

/** The words of `text` that end within `fraction` of its length; never half a word. */
const wordsWithin = (text: string, fraction: number): string => {
  const limit = text.trimEnd().length * fraction
  let end = 0
  for (const token of text.matchAll(wholeTokens)) {
    const tokenEnd = token.index + token[0].length
    if (tokenEnd > limit) break
    end = tokenEnd
  }
  return text.slice(0, end)
}

const heardOf = (ledger: PlaybackLedger, chunk: LedgerChunk): string => {
  if (ledger.ended || chunk.index < ledger.current) return chunk.text
  if (chunk.index > ledger.current || chunk.chunkMs === undefined || chunk.chunkMs <= 0) return ''
  return wordsWithin(chunk.text, Math.min(1, chunk.playedMs / chunk.chunkMs))
}

const cjkEdge = (before: string, after: string): boolean =>
  new RegExp(`[${CJK}，。！？、；：）”」』—]$`, 'u').test(before) ||
  new RegExp(`^[${CJK}]`, 'u').test(after)

/** Clauses keep their white space; where a caller trimmed it, a space goes between them. */
const joinTexts = (texts: readonly string[]): string =>
  texts
    .reduce((joined, text) => {
      const seamless =
        joined === '' ||
        text === '' ||
        /\s$/u.test(joined) ||
        /^\s/u.test(text) ||
        cjkEdge(joined, text)
      return seamless ? joined + text : `${joined} ${text}`
    }, '')
    .trim()

/**
 * The text that has been heard: whole chunks, and of the current one the words in proportion to the
 * time played. Speech spreads unevenly over letters, so the last word may be one too few.
 */
export const heardText = (ledger: PlaybackLedger): string =>
  joinTexts(ledger.chunks.map((chunk) => heardOf(ledger, chunk)))

/** The text that has not been heard yet. */
export const comingText = (ledger: PlaybackLedger): string =>
  joinTexts(ledger.chunks.map((chunk) => chunk.text.slice(heardOf(ledger, chunk).length)))

/**
 * Milliseconds of audio heard; a chunk whose length was never reported counts as none.
 * @param only of this chunk alone
 */
export const heardMs = (ledger: PlaybackLedger, only: number | null = null): number =>
  ledger.chunks.reduce((sum, chunk) => {
    if (only !== null && chunk.index !== only) return sum
    const whole = ledger.ended || chunk.index < ledger.current
    return sum + (whole ? (chunk.chunkMs ?? chunk.playedMs) : chunk.playedMs)
  }, 0)
