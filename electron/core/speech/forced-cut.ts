import { inBrackets, wordCount } from './text-measure.ts'

/**
 * Where to cut text that has grown too long without punctuation: in front of a word that opens a
 * new part of the sentence (its predicate at last), never behind one that clings to the next.
 */

const CONJUNCTIONS =
  /^(?:and|or|but|because|although|though|while|whereas|which|who|if|when|where|unless|until|since|so)$/i
const PREPOSITIONS =
  /^(?:in|on|at|with|for|from|to|by|about|as|into|than|through|during|after|before|under|over|between|without)$/i
const PREDICATES =
  /^(?:is|are|was|were|has|have|had|can|could|will|would|should|may|might|must|equals|means)$/i
/** Not parted from their predicate: "because they | are". */
const PRONOUNS = /^(?:i|you|he|she|it|we|they|who|which|there|here|what)$/i
/** Also whatever ends in a full stop: had it ended a sentence, the cut would be there already. */
const CLINGING =
  /^(?:a|an|the|this|that|these|those|my|your|his|her|its|our|their|of|no|not|very|more|most|is|are|was|were|be|to|in|on|at|with|for|from|by|as|into|and|or|but|\$?\d[\d.,]*|\S*\.)$/i

interface Gap {
  /** Offset just behind the white space: the next clause would begin here. */
  readonly at: number
  readonly before: string
  readonly after: string
}

const gapsOf = (text: string, minimumWords: number): readonly Gap[] => {
  const tokens = [...text.matchAll(/\S+/gu)]
  return tokens
    .slice(1)
    .map((token, index) => ({
      at: token.index,
      before: tokens[index]?.[0] ?? '',
      after: token[0],
    }))
    .filter(({ at }) => {
      const front = text.slice(0, at)
      return wordCount(front) >= minimumWords && !inBrackets(front)
    })
}

const lastGap = (gaps: readonly Gap[], wanted: (gap: Gap) => boolean): number | null =>
  gaps.findLast(wanted)?.at ?? null

/** Offset of the best place to cut with at least `minimumWords` in front of it; null if there is none. */
export const naturalCut = (text: string, minimumWords: number): number | null => {
  const gaps = gapsOf(text, minimumWords)
  return (
    lastGap(gaps, (gap) => /[,;:–—，；：、]["'”’)*_]*$/u.test(gap.before)) ??
    lastGap(gaps, (gap) => CONJUNCTIONS.test(gap.after) && !CLINGING.test(gap.before)) ??
    lastGap(gaps, (gap) => PREPOSITIONS.test(gap.after) && !CLINGING.test(gap.before)) ??
    lastGap(
      gaps,
      (gap) =>
        PREDICATES.test(gap.after) && !CLINGING.test(gap.before) && !PRONOUNS.test(gap.before),
    )
  )
}

/** As `naturalCut`, but takes any gap rather than none. */
export const anyCut = (text: string, minimumWords: number): number | null => {
  const gaps = gapsOf(text, minimumWords)
  return (
    naturalCut(text, minimumWords) ?? lastGap(gaps, (gap) => !CLINGING.test(gap.before)) ?? null
  )
}

/** True where a clause may begin with this word although no punctuation is in front of it. */
export const opensClause = (word: string): boolean => CONJUNCTIONS.test(word)
export const clings = (word: string): boolean => CLINGING.test(word)
