/**
 * Takes out what a model thinks aloud in front of its answer (`<think> ... </think>`, as DeepSeek R1 and
 * Qwen3 write it where a server does not put it aside): it is not meant to be spoken.
 *
 * Invariant: what comes out is the text behind the mark, or all of it where it does not begin with one,
 * however the deltas divide it.
 */
export interface ThinkingFilter {
  /** Takes a delta; returns what of it is to be said. */
  readonly push: (delta: string) => string
  /** What is left when the text is over. */
  readonly flush: () => string
}

const OPEN = '<think>'
const CLOSE = '</think>'

export const createThinkingFilter = (): ThinkingFilter => {
  let state: 'undecided' | 'thinking' | 'answering' = 'undecided'
  let held = ''
  const push = (delta: string): string => {
    if (state === 'answering') return delta
    held += delta
    if (state === 'undecided') {
      const start = held.trimStart()
      if (start.length < OPEN.length && OPEN.startsWith(start)) return ''
      if (!start.startsWith(OPEN)) {
        state = 'answering'
        const all = held
        held = ''
        return all
      }
      state = 'thinking'
    }
    const end = held.indexOf(CLOSE)
    if (end < 0) return ''
    state = 'answering'
    const rest = held.slice(end + CLOSE.length).trimStart()
    held = ''
    return rest
  }
  return { push, flush: () => (state === 'undecided' ? held : '') }
}
