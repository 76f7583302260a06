/**
 * Takes out what a model thinks aloud in front of its answer (`<think> ... </think>`, as DeepSeek R1 and
 * Qwen3 write it where a server does not put it aside): it is not meant to be spoken.
 *
 * Invariant: what comes out is the text behind the mark and the white space that follows it, or all of
 * it where it does not begin with one, however the deltas divide it.
 */
interface ThinkingFilter {
  /** Takes a delta; returns what of it is to be said. */
  readonly push: (delta: string) => string
  /** What is left when the text is over. */
  readonly flush: () => string
}

const OPEN = '<think>'
const CLOSE = '</think>'

export const createThinkingFilter = (): ThinkingFilter => {
  let state: 'undecided' | 'thinking' | 'behind' | 'answering' = 'undecided'
  let held = ''
  const take = (): string => {
    const all = held
    held = ''
    return all
  }
  const push = (delta: string): string => {
    held += delta
    if (state === 'undecided') {
      const start = held.trimStart()
      if (start.length < OPEN.length && OPEN.startsWith(start)) return ''
      state = start.startsWith(OPEN) ? 'thinking' : 'answering'
    }
    if (state === 'thinking') {
      const end = held.indexOf(CLOSE)
      if (end < 0) {
        // A mark may be divided; what is before it is of no use any more.
        held = held.slice(-CLOSE.length)
        return ''
      }
      held = held.slice(end + CLOSE.length)
      state = 'behind'
    }
    if (state === 'behind') {
      held = held.trimStart()
      if (held !== '') state = 'answering'
    }
    return take()
  }
  return { push, flush: () => (state === 'undecided' ? take() : '') }
}
