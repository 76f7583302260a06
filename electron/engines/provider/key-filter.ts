/**
 * Takes a provider's key out of what it says: a server that repeats it (some put the request into an
 * answer) would have it spoken, shown, and kept in the transcript.
 *
 * Invariant: however the deltas divide it, the whole key never comes out, and all else does.
 */
interface KeyFilter {
  /** Takes a delta; returns what of it is known to be no key. */
  readonly push: (delta: string) => string
  /** What is left when the text is over. */
  readonly flush: () => string
}

/** Servers on this machine take any word for a key ("ollama"), which may well be said. */
const SHORTEST_KEY = 12
const MASK = '[key]'

const isKey = (secret: string | undefined): secret is string =>
  secret !== undefined && secret.length >= SHORTEST_KEY

/** A text that came whole, without the key. */
export const maskKey = (text: string, secret: string | undefined): string =>
  isKey(secret) ? text.replaceAll(secret, MASK) : text

/** How many characters at the end of the text may be the beginning of the key. */
const beginningLength = (text: string, secret: string): number => {
  for (let length = Math.min(secret.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return length
  }
  return 0
}

export const createKeyFilter = (secret: string | undefined): KeyFilter => {
  if (!isKey(secret)) return { push: (delta) => delta, flush: () => '' }
  let held = ''
  return {
    push: (delta) => {
      const text = (held + delta).replaceAll(secret, MASK)
      const end = text.length - beginningLength(text, secret)
      held = text.slice(end)
      return text.slice(0, end)
    },
    flush: () => {
      const rest = held
      held = ''
      return rest
    },
  }
}
