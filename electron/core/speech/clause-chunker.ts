import { clauseEnd, isCode } from './clause-boundary.ts'

/**
 * Cuts a streamed reply into clauses to be spoken, the first one early.
 *
 * 1. The clauses joined are the whole text, character by character (white space included), except
 *    for white space at the very end.
 * 2. Where it cuts depends on the text and not on how the deltas divide it.
 * 3. A clause holds at least one letter or digit; only the flushed rest may hold none, and what was cut
 *    for its length.
 * 4. Only a code block is longer than `LONGEST_CHARACTERS`.
 */
export interface ChunkerState {
  /** Text that belongs to no clause yet. */
  readonly pending: string
  /** How much of `pending` has been looked at. */
  readonly scanned: number
  readonly emitted: number
  readonly atLineStart: boolean
}

interface Chunked {
  readonly state: ChunkerState
  /** Raw text for captions, marks and white space included; `speakableText` makes it sayable. */
  readonly clauses: readonly string[]
}

export const startChunker = (): ChunkerState => ({
  pending: '',
  scanned: 0,
  emitted: 0,
  atLineStart: true,
})

const cutOff = (state: ChunkerState, at: number): ChunkerState => ({
  pending: state.pending.slice(at),
  scanned: 0,
  emitted: state.emitted + 1,
  atLineStart: state.pending[at - 1] === '\n',
})

/**
 * No sentence is as long, in any language: twice the longest clause that is cut between words. Each
 * character looks at all before it, and 16,000 emoji took 6.6 s, in which nothing else was done.
 */
const LONGEST_CHARACTERS = 600

/** Where to cut what has no end: behind its last word, if that is not far; never inside a character. */
const forcedEnd = (seen: string): number => {
  const space = /\s\S*$/u.exec(seen)?.index ?? 0
  if (space >= LONGEST_CHARACTERS / 2) return space + 1
  return /[\uD800-\uDBFF]$/.test(seen) ? seen.length - 1 : seen.length
}

const nextCut = (state: ChunkerState): number | null => {
  for (let end = state.scanned + 1; end <= state.pending.length; end += 1) {
    const seen = state.pending.slice(0, end)
    const clause = { seen, emitted: state.emitted, atLineStart: state.atLineStart }
    const cut = clauseEnd(clause)
    if (cut !== null) return cut
    if (end >= LONGEST_CHARACTERS && !isCode(clause)) return forcedEnd(seen)
  }
  return null
}

/** Takes the next piece of the reply; returns the clauses that it completed, in order. */
export const pushDelta = (state: ChunkerState, delta: string): Chunked => {
  const clauses: string[] = []
  let current: ChunkerState = { ...state, pending: state.pending + delta }
  for (let cut = nextCut(current); cut !== null; cut = nextCut(current)) {
    clauses.push(current.pending.slice(0, cut))
    current = cutOff(current, cut)
  }
  return { state: { ...current, scanned: current.pending.length }, clauses }
}

/** The reply is complete: what is left is the last clause. */
export const flushChunker = (state: ChunkerState): Chunked => ({
  state: { ...cutOff(state, state.pending.length), atLineStart: state.atLineStart },
  clauses: state.pending.trim() === '' ? [] : [state.pending],
})
