import { soundLikeness, soundsOf } from './sounds.ts'

/** A transcript in which the wake phrase was found. */
interface FoundPhrase {
  readonly phrase: string
  /** How much it sounds like the phrase, 0 to 1. */
  readonly likeness: number
  /** What follows it. */
  readonly rest: string
}

/** Words that may come before the phrase: "Oh, hey Warbler", "so, hey Warbler". */
const WORDS_BEFORE = 3
/** The recogniser may make more words of the phrase, or fewer. */
const MORE_WORDS = 2
/** Each word before it makes it a little less likely that it was meant. */
const WORD_BEFORE_COST = 0.04

/** A word, or one Han character, with the marks behind it. */
const PIECES = /\p{Script=Han}[^\p{L}\p{N}]*|(?:(?!\p{Script=Han})[\p{L}\p{N}'’-])+[^\p{L}\p{N}]*/gu

/** The place near a text's beginning that sounds most like one of the phrases; null: there is no text. */
export const findPhrase = (text: string, phrases: readonly string[]): FoundPhrase | null => {
  const pieces = text.match(PIECES) ?? []
  let best: FoundPhrase | null = null
  for (const phrase of phrases) {
    const wanted = soundsOf(phrase)
    const usual = phrase.match(PIECES)?.length ?? 1
    for (let from = 0; from <= Math.min(WORDS_BEFORE, pieces.length - 1); from += 1) {
      const last = Math.min(pieces.length, from + usual + MORE_WORDS)
      for (let to = from + 1; to <= last; to += 1) {
        const heard = soundsOf(pieces.slice(from, to).join(' '))
        const likeness = soundLikeness(heard, wanted) - from * WORD_BEFORE_COST
        if (best === null || likeness > best.likeness) {
          best = { phrase, likeness: Math.max(0, likeness), rest: pieces.slice(to).join('') }
        }
      }
    }
  }
  return best
}

/**
 * So much like the phrase is what the phrase was made into. Where the detector has heard it by its
 * sound it is only to be found in the words: anything near it is it.
 */
const FOUND_WHERE_HEARD = 0.62
const FOUND_WHERE_NOT = 0.8
/** "Quit Warbler" is 0.87 of "Hey Warbler", and an order; "Hey wobbler" is 0.91. */
const FOUND_AGAIN = 0.9

/**
 * What follows the phrase at a text's beginning; null where there is no phrase.
 * @param wasHeard the detector has heard the phrase in it
 */
export const afterPhrase = (
  text: string,
  phrases: readonly string[],
  wasHeard: boolean,
): string | null => {
  const found = findPhrase(text, phrases)
  const enough = wasHeard ? FOUND_WHERE_HEARD : FOUND_WHERE_NOT
  if (found === null || found.likeness < enough) return null
  const rest = found.rest.trim()
  // Who calls twice in one breath means one call.
  const again = findPhrase(rest, phrases)
  const left = again !== null && again.likeness >= FOUND_AGAIN ? again.rest.trim() : rest
  return left.charAt(0).toLocaleUpperCase() + left.slice(1)
}

/** The text without the phrase at its beginning; as it is where there is none. */
export const withoutPhrase = (
  text: string,
  phrases: readonly string[],
  wasHeard: boolean,
): string => afterPhrase(text, phrases, wasHeard) ?? text

/** Whether a text is no longer than what a recogniser may have made of a phrase. */
export const isShortAsPhrase = (text: string, phrases: readonly string[]): boolean => {
  const longest = Math.max(0, ...phrases.map((phrase) => phrase.match(PIECES)?.length ?? 0))
  return (text.match(PIECES)?.length ?? 0) <= longest + MORE_WORDS
}
