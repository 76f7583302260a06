import { clauseEnd } from './clause-boundary.ts'

/**
 * Cuts a streamed reply into clauses to be spoken, the first one early.
 *
 * 1. The clauses joined are the whole text, character by character (white space included), except
 *    for white space at the very end.
 * 2. Where it cuts depends on the text and not on how the deltas divide it.
 * 3. A clause holds at least one letter or digit; only the flushed rest may hold none.
 */
export interface ChunkerState {
  /** Text that belongs to no clause yet. */
  readonly pending: string
  /** How much of `pending` has been looked at. */
  readonly scanned: number
  readonly emitted: number
  readonly atLineStart: boolean
}

export interface Chunked {
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

const nextCut = (state: ChunkerState): number | null => {
  for (let end = state.scanned + 1; end <= state.pending.length; end += 1) {
    const seen = state.pending.slice(0, end)
    const cut = clauseEnd({ seen, emitted: state.emitted, atLineStart: state.atLineStart })
    if (cut !== null) return cut
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
