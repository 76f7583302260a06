import { succeed, type Result } from '../../contracts/errors.ts'
import type { ConversationSummary } from '../../contracts/transcript.ts'
import type { TranscriptStore } from '../storage/transcript-store.ts'

/** Words that tell nothing of what was talked about. */
const SMALL =
  /^(?:the|a|an|of|in|on|at|to|for|and|or|my|your|our|that|this|those|these|some|with|how|what|when|where|why|is|are|was|were)$/

/** More of what was found are turns of the same few conversations. */
const FOUND_AT_ONCE = 50

/** "lighthouses" was perhaps said as "lighthouse": search finds words by how they begin. */
const singular = (word: string): string =>
  word.length > 3 ? word.replace(/(?:ies|es|s)$/u, '') : word

/** What is searched for, the closest first: as it was said, without small words, each word alone. */
const searchesFor = (about: string): readonly string[] => {
  const words = about.split(/\s+/).filter((word) => word !== '')
  const telling = words.filter((word) => !SMALL.test(word.toLowerCase()))
  return [
    about,
    telling.join(' '),
    telling.map(singular).join(' '),
    ...telling.map(singular),
  ].filter((text) => text !== '')
}

/**
 * The newest conversation, other than the one that goes on, in which something was said about this; without
 * words the newest one. Null: there is none.
 */
export const findConversation = (
  store: Pick<TranscriptStore, 'search' | 'conversations'>,
  about: string | null,
  current: string,
): Result<ConversationSummary | null> => {
  const isOther = ({ id }: ConversationSummary) => id !== current
  if (about === null) {
    const newest = store.conversations({ limit: FOUND_AT_ONCE })
    if (!newest.ok) return newest
    // Pinned ones come first in the list, whenever they were.
    const byTime = newest.value.filter(isOther).toSorted((a, b) => b.lastAtMs - a.lastAtMs)
    return succeed(byTime[0] ?? null)
  }
  for (const text of searchesFor(about)) {
    const answer = store.search({ text, limit: FOUND_AT_ONCE })
    if (!answer.ok) return answer
    const found = answer.value.found.map(({ conversation }) => conversation).find(isOther)
    if (found !== undefined) return succeed(found)
  }
  return succeed(null)
}
